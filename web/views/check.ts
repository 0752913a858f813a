// One model, or several, each judged by itself.

import { CheckData, PageModel, ReportModel } from "../data";
import { Child, Element_, h, part } from "../node";
import { classes } from "../sections/classes";
import { confusion } from "../sections/confusion";
import { findings } from "../sections/findings";
import { method } from "../sections/method";
import { mistakes } from "../sections/mistakes";
import { album } from "../sections/photos";
import { pitfalls } from "../sections/pitfalls";
import { section } from "../sections/section";
import { thresholds } from "../sections/thresholds";
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
  const accuracy = figureTable(model, ["Accuracy"]);
  const sections = [
    findings(model),
    accuracy === null ? null : section("accuracy", "Accuracy", accuracy),
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
    h("div", { class: "controls models" }, h("label", {}, "model ", h("select", { class: "model", onchange: choose }, ...data.models.map((model, i) => h("option", { value: i }, model.name))))),
    body.element,
  );
}

