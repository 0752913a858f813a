// On top: ship it or not, why, and the figures that matter.

import { limitScale } from "../charts/limit_scale";
import { PageModel, ReportModel, Scale } from "../data";
import { count, counted, interval, percent, verdictWord } from "../format";
import { Child, Element_, h } from "../node";

const kMeanings: { [verdict: string]: string } = {
  ready: "Everything that the budget asks for was measured, and holds.",
  not_ready: "Something that was measured is in the bad range. Do not ship it as it is.",
  unproven: "Nothing that was measured forbids it, but something that the budget asks for is not shown.",
};

const kHostTime = "measured on this machine, which says nothing of a phone";

export function badge(verdict: string | null): Element_ {
  return h("span", { class: "badge " + (verdict === null ? "none" : verdict) }, verdictWord(verdict));
}

function limitRow(limit: Scale): Element_ {
  return h(
    "li",
    { class: "limit" },
    h("div", { class: "limit-words" }, h("b", {}, limit.title), " ", limit.text, limit.origin ? h("span", { class: "origin" }, limit.origin) : null, limit.time && limit.outcome === "inconclusive" && limit.origin.indexOf("host") === 0 ? h("div", { class: "note" }, kHostTime) : null),
    h("div", { class: "limit-scale" }, limitScale(limit)),
    h("div", { class: "grade " + (limit.grade || "open") }, limit.grade || (limit.place === null ? "not measured" : limit.outcome)),
  );
}

/// The class that is recognised least, and whether that is sure.
function worstClass(report: ReportModel): Child {
  const known = report.classes.filter((one) => one.recall !== null).sort((a, b) => a.recall! - b.recall! || b.support - a.support);
  if (known.length < 2) return null;
  const worst = known[0];
  const high = worst.recall_interval === null ? 1 : worst.recall_interval[1];
  const tied = known.filter((one) => one.recall === worst.recall).length;
  const sure = known.slice(1).every((one) => one.recall_interval !== null && one.recall_interval[0] > high);
  if (tied === known.length) return h("p", { class: "worst" }, h("b", {}, "Worst class: "), "none. All " + count(tied) + " have recall " + percent(worst.recall) + ".");
  if (tied > 1) return h("p", { class: "worst" }, h("b", {}, "Worst class: "), "none alone. " + count(tied) + " classes have the least recall, " + percent(worst.recall) + "; the one with most photos is " + worst.name + ", " + interval(worst.recall_interval) + " of " + counted(worst.support, "photo") + ".");
  return h("p", { class: "worst" }, h("b", {}, "Worst class: "), worst.name + ", recall " + percent(worst.recall) + " " + interval(worst.recall_interval) + " of " + counted(worst.support, "photo") + (sure ? "" : "; not surely worse than the next"));
}

export function verdict(model: PageModel, report: ReportModel): Element_ {
  const list = (sentences: string[], kind: string): Child =>
    sentences.length === 0 ? null : h("ul", { class: kind }, ...sentences.map((one) => h("li", {}, one)));
  return h(
    "section",
    { id: "verdict", "aria-label": "Verdict" },
    h("h1", {}, badge(report.verdict), " ", h("span", { class: "model-name" }, model.name)),
    h("p", { class: "meaning" }, report.verdict === null ? "It could not be judged." : kMeanings[report.verdict]),
    list(report.caveats, "caveats"),
    list(report.reasons, "reasons"),
    h("ul", { class: "limits" }, ...model.limits.map(limitRow)),
    worstClass(report),
  );
}
