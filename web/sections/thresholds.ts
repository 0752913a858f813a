// Choose a class, drag the threshold, see what is gained and lost.

import { falseAlarms, Outcome, precisionRecall } from "../charts/threshold_curves";
import { ReportModel, Threshold } from "../data";
import { count, interval, percent } from "../format";
import { Child, Element_, fill, h, part } from "../node";
import { outcomesOf } from "../outcomes";
import { wilson } from "../wilson";
import { copyButton, section } from "./section";

function titleOf(view: Threshold): string {
  return view.class === null ? "any class: the top answer is right" : view.class;
}

function numbers(view: Threshold, chosen: Outcome): Element_ {
  const accepted = chosen.truePositives + chosen.falsePositives;
  const rows: [string, string, string][] = [
    ["precision", percent(chosen.precision), interval(wilson(chosen.truePositives, accepted))],
    ["recall", percent(chosen.recall), interval(wilson(chosen.truePositives, view.positives))],
    ["accepted", count(accepted), ""],
    ["found", count(chosen.truePositives) + " of " + count(view.positives), ""],
    ["missed", count(view.positives - chosen.truePositives), ""],
    ["false alarms", count(chosen.falsePositives) + " of " + count(view.negatives), ""],
  ];
  const row = ([name, value, ends]: [string, string, string]) => [h("dt", {}, name), h("dd", {}, h("span", { "data-figure": name }, value), ends === "" ? null : h("span", { class: "ends" }, ends))];
  return h("dl", { class: "numbers" }, ...([] as Element_[]).concat(...rows.map(row)));
}

/// What a chosen threshold does; of none, nothing is said that could be taken for advice.
function resultOf(view: Threshold, outcomes: Outcome[], chosen: Outcome | null): Element_ {
  const curves = [precisionRecall(outcomes, chosen), falseAlarms(outcomes, chosen)];
  if (chosen === null) return h("div", {}, h("p", { class: "threshold-line screen-only" }, "No threshold is chosen: move the slider, or state the need."), h("div", { class: "explorer" }, ...curves));
  const words = String(chosen.threshold);
  return h("div", {}, h("p", { class: "threshold-line" }, "accept when score ≥ ", h("output", { class: "threshold" }, words), " ", copyButton(words, "copy")), h("div", { class: "explorer" }, numbers(view, chosen), ...curves));
}

/// The threshold that was confirmed on photos that did not choose it; null: none was.
function confirmed(view: Threshold): number | null {
  return view.choice !== null && view.choice.status === "confirmed" ? view.choice.threshold : null;
}

/// Where that is; -1: none was confirmed.
function confirmedPlace(view: Threshold, outcomes: Outcome[]): number {
  const threshold = confirmed(view);
  return threshold === null ? -1 : nearest(outcomes, threshold);
}

/// A need that is looked for among the thresholds of these photos.
interface Need {
  kind: "precision" | "recall";
  rate: number;
}

const kNeeds: Need[] = ([] as Need[]).concat(...(["precision", "recall"] as const).map((kind) => [0.9, 0.95, 0.98, 0.99].map((rate) => ({ kind, rate }))));

function needWords(need: Need): string {
  return need.kind + " of at least " + Math.round(100 * need.rate) + " %";
}

/// What muster chose on one half of the photos and held against the other.
function choiceOf(view: Threshold): Child {
  if (view.sentences.length === 0) return null;
  return h(
    "div",
    { class: "choice" },
    h("h3", {}, "To ship: chosen on one half of the photos, confirmed on the other"),
    ...view.sentences.map((one) => h("p", {}, one)),
    confirmed(view) !== null ? null : h("p", {}, h("b", {}, "No threshold is shown to hold for the need that the lines above name: measure more photos before you ship one.")),
  );
}

function explorer(views: Threshold[]): Element_ {
  let view = views[0];
  let outcomes = outcomesOf(view);
  let at = confirmedPlace(view, outcomes); // -1: none is chosen
  let need = -1;
  const chosen = () => (at < 0 ? null : outcomes[at]);
  const spoken = () => (at < 0 ? "none chosen" : "score of at least " + outcomes[at].threshold);
  const body = part((redraw) => {
    const result = part(() => resultOf(view, outcomes, chosen()));
    const drag = (event: Event) => {
      const slider = event.target as HTMLInputElement;
      at = outcomes.length - 1 - Number(slider.value);
      slider.setAttribute("aria-valuetext", spoken());
      result.redraw();
      if (need >= 0) forget(); // what is dragged to need not meet it
    };
    let select: HTMLSelectElement | null = null;
    let status: Element | null = null;
    const forget = () => {
      need = -1;
      if (select !== null) select.value = "-1";
      if (status !== null) fill(status, null);
    };
    const seek = (event: Event) => {
      need = Number((event.target as HTMLSelectElement).value);
      at = need < 0 ? confirmedPlace(view, outcomes) : placeOf(outcomes, kNeeds[need]); // -1: no threshold has it
      redraw();
    };
    const missed = need >= 0 && at < 0;
    const options = [h("option", { value: -1 }, "choose"), ...kNeeds.map((one, i) => h("option", { value: i, selected: i === need }, needWords(one)))];
    return h(
      "div",
      {},
      views.length === 1 ? null : h("p", { class: "print-only" }, titleOf(view)),
      h(
        "div",
        { class: "controls" },
        h("label", { class: "wide" }, "threshold, from lax to strict ", h("input", { type: "range", min: 0, max: outcomes.length - 1, step: 1, value: at < 0 ? 0 : outcomes.length - 1 - at, "aria-valuetext": spoken(), oninput: drag })),
        h("label", {}, "or the need, seen on these photos ", { ...h("select", { class: "need", onchange: seek }, ...options), mounted: (element: Element) => (select = element as HTMLSelectElement) }),
      ),
      { ...h("p", { class: "missed", role: "status" }, missed ? "No threshold has a " + needWords(kNeeds[need]) + " on these photos." : null), mounted: (element: Element) => (status = element) },
      result.element,
      choiceOf(view),
    );
  });
  const choose = (event: Event) => {
    view = views[Number((event.target as HTMLSelectElement).value)];
    outcomes = outcomesOf(view);
    at = confirmedPlace(view, outcomes);
    need = -1;
    body.redraw();
  };
  const classes = views.map((view, i) => h("option", { value: i }, titleOf(view)));
  return h("div", {}, views.length === 1 ? h("p", {}, titleOf(views[0])) : h("div", { class: "controls" }, h("label", {}, "class ", h("select", { class: "which", onchange: choose }, ...classes))), body.element);
}

/// Where the laxest threshold of that precision is, or the strictest of that recall; -1: none.
function placeOf(outcomes: Outcome[], need: Need): number {
  return need.kind === "precision" ? laxestOfPrecision(outcomes, need.rate) : strictestOfRecall(outcomes, need.rate);
}

function nearest(outcomes: Outcome[], threshold: number): number {
  let best = 0;
  outcomes.forEach((one, i) => {
    if (Math.abs(one.threshold - threshold) < Math.abs(outcomes[best].threshold - threshold)) best = i;
  });
  return best;
}

function laxestOfPrecision(outcomes: Outcome[], rate: number): number {
  for (let i = outcomes.length - 1; i >= 0; --i) {
    const precision = outcomes[i].precision;
    if (precision !== null && precision >= rate) return i;
  }
  return -1;
}

function strictestOfRecall(outcomes: Outcome[], rate: number): number {
  for (let i = 0; i < outcomes.length; ++i) if (outcomes[i].recall >= rate) return i;
  return -1;
}

export function thresholds(report: ReportModel): Element_ | null {
  const asked = report.thresholds.map((view) => view.class);
  const views = report.thresholds.concat(report.explored.filter((view) => asked.indexOf(view.class) < 0)).filter((view) => view.curve.length > 0);
  if (views.length === 0) return null;
  return section(
    "thresholds",
    "Thresholds",
    h("p", {}, "What a threshold did on these very photos, which flatters it; its intervals count the photos, and not that it was picked on them. One to ship is chosen on one half of them and confirmed on the other: below, or by muster check --class NAME --min-precision 0.95." + (report.classes.length > 1 && views.length === 1 ? " No class has the ten photos that a look at its own threshold takes." : "")),
    explorer(views),
  );
}
