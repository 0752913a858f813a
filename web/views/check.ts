// One model, or several, each judged by itself.

import { CheckData, PageModel, ReportModel } from "../data";
import { verdictWord } from "../format";
import { Child, Element_, h, part } from "../node";
import { classes } from "../sections/classes";
import { confusion } from "../sections/confusion";
import { findings } from "../sections/findings";
import { method } from "../sections/method";
import { mistakes } from "../sections/mistakes";
import { album } from "../sections/photos";
import { pitfalls } from "../sections/pitfalls";
import { scrollable, section } from "../sections/section";
import { thresholds } from "../sections/thresholds";
import { sliceTables } from "../sections/slices";
import { figureTable, timeAndSize } from "../sections/time_and_size";
import { badge, verdict } from "../sections/verdict";

function contents(sections: (Element_ | null)[]): Element_ {
  const links = sections.filter((one) => one !== null).map((one) => {
    const heading = one!.children[0];
    const words = heading !== null && typeof heading !== "string" ? heading.children[0] : "";
    return h("li", {}, h("a", { href: "#" + String(one!.attributes.id) }, words));
  });
  return h("nav", { "aria-label": "Contents" }, h("ul", {}, ...links));
}

function modelView(data: CheckData, which: number): Element_ {
  const model: PageModel = data.models[which], report: ReportModel = data.report.models[which];
  const of = album(data, report);
  const accuracy = figureTable(model, ["Accuracy"]), slices = sliceTables(model);
  const sections = [
    findings(model),
    accuracy === null && slices.length === 0 ? null : section("accuracy", "Accuracy", accuracy, ...slices),
    confusion(model, report, of),
    classes(report),
    mistakes(model, report, of),
    thresholds(report),
    timeAndSize(model),
    pitfalls(model, report, of),
    method(data, model, report),
  ];
  return h("div", {}, verdict(model, report), contents(sections), ...sections);
}

function cell(model: PageModel, title: string): string {
  const found = model.limits.filter((one) => one.title === title)[0] || model.figures.filter((one) => one.title === title)[0];
  return found === undefined ? "–" : found.text + (found.origin === "" || found.text === "no evidence" ? "" : " (" + found.origin + ")");
}

/// All models at one glance, on paper too.
function overview(data: CheckData): Element_ {
  const titles = ["model size", "time (p90)", "top-1"];
  const rows = data.models.map((model, i) =>
    h("tr", {}, h("th", { scope: "row" }, model.name), h("td", {}, badge(data.report.models[i].verdict)), ...titles.map((title) => h("td", {}, cell(model, title)))),
  );
  const head = ["model", "verdict", ...titles].map((one) => h("th", { scope: "col" }, one));
  return scrollable("table of models", h("table", { class: "list overview" }, h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...rows)));
}

export function check(data: CheckData): Child {
  if (data.models.length === 0)
    return h("section", {}, h("h1", {}, badge(null)), h("p", {}, data.report.error ? data.report.error.message : "Nothing was judged."));
  let which = 0;
  const body = part(() => modelView(data, which));
  if (data.models.length === 1) return body.element;
  const choose = (event: Event) => {
    which = Number((event.target as HTMLSelectElement).value);
    body.redraw();
  };
  return h(
    "div",
    {},
    overview(data),
    h("div", { class: "controls models" }, h("label", {}, "look at ", h("select", { class: "model", onchange: choose }, ...data.models.map((model, i) => h("option", { value: i }, model.name + ": " + verdictWord(data.report.models[i].verdict)))))),
    body.element,
  );
}

