// Choose a class, drag the threshold, see what is gained and lost.

import { falseAlarms, Outcome, precisionRecall } from "../charts/threshold_curves";
import { ReportModel, Threshold } from "../data";
import { count, percent } from "../format";
import { Element_, h, part } from "../node";
import { outcomesOf } from "../outcomes";
import { copyButton, section } from "./section";

function titleOf(view: Threshold): string {
  return view.class === null ? "any class: the top answer is right" : view.class;
}

function numbers(view: Threshold, chosen: Outcome): Element_ {
  const rows: [string, string][] = [
    ["precision", percent(chosen.precision)],
    ["recall", percent(chosen.recall)],
    ["found", count(chosen.truePositives) + " of " + count(view.positives)],
    ["missed", count(view.positives - chosen.truePositives)],
    ["false alarms", count(chosen.falsePositives) + " of " + count(view.negatives)],
  ];
  return h("dl", { class: "numbers" }, ...([] as Element_[]).concat(...rows.map(([name, value]) => [h("dt", {}, name), h("dd", { "data-figure": name }, value)])));
}

function explorer(views: Threshold[]): Element_ {
  let which = 0;
  let at = -1;
  const body = part((redraw) => {
    const view = views[which];
    const outcomes = outcomesOf(view);
    if (at < 0 || at >= outcomes.length) at = nearest(outcomes, view.choice ? view.choice.threshold : null);
    const chosen = outcomes[at];
    const result = part(() => {
      const now = outcomes[at];
      return h(
        "div",
        {},
        h("p", { class: "threshold-line" }, "accept when score ≥ ", h("output", { class: "threshold" }, String(now.threshold)), " ", copyButton(String(now.threshold), "copy")),
        h("div", { class: "explorer" }, numbers(view, now), precisionRecall(outcomes, now), falseAlarms(outcomes, now)),
      );
    });
    const drag = (event: Event) => {
      at = outcomes.length - 1 - Number((event.target as HTMLInputElement).value);
      result.redraw();
    };
    const need = (event: Event) => {
      const [kind, rate] = (event.target as HTMLSelectElement).value.split(" ");
      const found = kind === "precision" ? laxestOfPrecision(outcomes, Number(rate)) : strictestOfRecall(outcomes, Number(rate));
      if (found >= 0) at = found;
      redraw();
    };
    const needs = ["precision 0.9", "precision 0.95", "precision 0.98", "precision 0.99", "recall 0.9", "recall 0.95", "recall 0.98", "recall 0.99"];
    return h(
      "div",
      {},
      h(
        "div",
        { class: "controls" },
        h("label", { class: "wide" }, "threshold, from lax to strict ", h("input", { type: "range", min: 0, max: outcomes.length - 1, step: 1, value: outcomes.length - 1 - outcomes.indexOf(chosen), oninput: drag })),
        h("label", {}, "or the need, seen on these photos ", h("select", { class: "need", onchange: need }, h("option", { value: "" }, "choose"), ...needs.map((one) => h("option", { value: one }, one.replace(/ 0\.(\d+)/, (_all, digits: string) => " of at least " + (digits + "0").slice(0, 2) + " %"))))),
      ),
      result.element,
      view.sentences.length === 0 ? null : h("div", { class: "choice" }, h("h3", {}, "What is shown by one half and confirmed by the other"), ...view.sentences.map((one) => h("p", {}, one))),
    );
  });
  const choose = (event: Event) => {
    which = Number((event.target as HTMLSelectElement).value);
    at = -1;
    body.redraw();
  };
  return h(
    "div",
    {},
    views.length === 1
      ? h("p", {}, titleOf(views[0]))
      : h("div", { class: "controls" }, h("label", {}, "class ", h("select", { class: "which", onchange: choose }, ...views.map((view, i) => h("option", { value: i }, titleOf(view)))))),
    body.element,
  );
}

function nearest(outcomes: Outcome[], threshold: number | null): number {
  if (threshold === null) return Math.floor(outcomes.length / 2);
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
    h("p", {}, "What a threshold did on these very photos. That flatters it: a threshold to ship is chosen on one half of the photos and confirmed on the other (muster check --class NAME --min-precision 0.95)."),
    explorer(views),
  );
}
