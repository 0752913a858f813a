// What makes an accuracy figure lie: leaks, other photos, degraded photos, confidences, preprocessing.

import { accuracyBars } from "../charts/accuracy_bars";
import { reliability } from "../charts/reliability";
import { stressCurve } from "../charts/stress_curves";
import { Estimate, PageModel, ReportModel, StressKind } from "../data";
import { change, count, counted, ends, gained, helpWords, interval, percent, pointsOf } from "../format";
import { Child, Element_, h } from "../node";
import { Pair, pairs } from "./pairs";
import { Album, picture } from "./photos";
import { figure, scrollable, section } from "./section";

const kPairs = 20;

function leaks(model: PageModel, report: ReportModel, of: Album): Child {
  if (report.leaks === null || report.leaks.leaks.length === 0) return null;
  const all = report.leaks.leaks.map((alike, i): Pair => ({ alike, names: [alike.test, alike.train], pictures: model.leak_pictures[i] }));
  all.sort((a, b) => b.alike.score - a.alike.score);
  const rest = all.length - kPairs;
  return h("div", {}, h("h3", {}, counted(all.length, "test photo") + " of the training set (left: test, right: training)"), pairs(all.slice(0, kPairs), of.pictures), rest > 0 ? h("p", { class: "note" }, "The " + kPairs + " most alike of them; " + count(rest) + " more are named by --json.") : null);
}

/// "−12.3 [−15.0, −9.8]", of what is lost.
function changed(drop: Estimate): string {
  const known = ends(drop);
  return change(drop.value) + (known === null ? "" : " [" + change(known[1]) + ", " + change(known[0]) + "]");
}

/// A curve, and below it a photo degraded so.
function stressKind(model: PageModel, kind: StressKind, i: number, clean: Estimate, of: Album): Child {
  const shown = model.degraded;
  const words = kind.kind.replace(/_/g, " ");
  const examples =
    shown === null || shown.kinds[i].every((one) => one === null)
      ? null
      : h("div", { class: "examples" }, ...shown.kinds[i].map((number, k) => (number === null ? null : picture(of, number, words + ", severity " + shown.severities[k]))));
  return h("figure", { class: "chart-box" }, stressCurve(kind, clean), examples, h("figcaption", {}, words + ": " + changed(kind.drop) + " points" + (examples === null ? "" : "; severity " + shown!.severities.join(" and "))));
}

function stress(model: PageModel, report: ReportModel, of: Album): Child {
  const one = report.stress;
  if (one === null) return null;
  return h(
    "div",
    {},
    h("h3", {}, "Degraded photos"),
    h("p", {}, "Degraded by computation, as phones' photos often are; no phone took them. " + pointsOf(one.drop) + " points lost on average of " + counted(one.photos, "photo") + "; " + one.hardest.replace(/_/g, " ") + " costs most, " + (one.surely_hardest ? "surely." : "though not surely more than the next.")),
    h("div", { class: "charts" }, ...one.kinds.map((kind, i) => stressKind(model, kind, i, one.clean, of))),
    one.collapsed.length === 0 ? null : h("ul", {}, ...one.collapsed.map((lost) => h("li", {}, lost.name + ": recognised on " + percent(lost.clean_recall) + " of its photos as they are, on " + percent(lost.recall) + " degraded"))),
  );
}

function hint(model: PageModel): Child {
  if (model.hint.length === 0) return null;
  return h(
    "div",
    {},
    h("h3", {}, "Preprocessing and labels, tried otherwise"),
    scrollable(
      "changes that were tried",
      h(
      "table",
      { class: "list" },
      h("thead", {}, h("tr", {}, ...["change", "gain in points", "interval", "photos", "does it help?"].map((one) => h("th", { scope: "col" }, one)))),
      h("tbody", {}, ...model.hint.map((one) => h("tr", {}, h("td", {}, one.words), h("td", { class: "number" }, gained(one.gain.value)), h("td", { class: "number" }, interval(ends(one.gain))), h("td", { class: "number" }, count(one.photos)), h("td", {}, helpWords(one.helps, ends(one.gain)))))),
    ),
    ),
  );
}

export function pitfalls(model: PageModel, report: ReportModel, of: Album): Element_ | null {
  const parts: Child[] = [
    model.bars.length < 2 ? null : h("div", {}, h("h3", {}, "Training, test and real life"), figure(accuracyBars(model.bars), "Top-1 accuracy with its interval.")),
    leaks(model, report, of),
    stress(model, report, of),
    report.calibration === null || report.calibration.photos === 0 ? null : h("div", {}, h("h3", {}, "Confidences"), figure(reliability(report.calibration), "Above the dashed line: better than it says.")),
    hint(model),
  ];
  if (parts.every((one) => one === null)) return null;
  return section("pitfalls", "What may make the figures lie", ...parts);
}
