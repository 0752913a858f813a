// Precision against recall, and false alarms against misses, with the point that a threshold gives.

import { scaleLinear } from "d3-scale";
import { line as path } from "d3-shape";
import { percent } from "../format";
import { Element_, h } from "../node";
import { drawing, frame, round, xAxis, yAxis } from "./frame";

/// What a threshold does to the photos.
export interface Outcome {
  threshold: number;
  truePositives: number;
  falsePositives: number;
  precision: number | null;
  recall: number;
  falseAlarms: number; // share of the negatives that are accepted
}

const kQuarters = [0, 0.25, 0.5, 0.75, 1];

function curve(outcomes: Outcome[], chosen: Outcome | null, x: (o: Outcome) => number, y: (o: Outcome) => number, xWords: string, says: string): Element_ {
  const f = frame(330, 260);
  const across = scaleLinear().range([f.left, f.right]), up = scaleLinear().range([f.bottom, f.top]);
  const d = path<Outcome>().x((o) => round(across(x(o)))).y((o) => round(up(y(o))))(outcomes);
  const mark = chosen === null ? null : h("circle", { cx: round(across(x(chosen))), cy: round(up(y(chosen))), r: 7, class: "chosen" });
  return drawing(f, says, yAxis(f, up, kQuarters, percent), h("path", { d: d || "", class: "curve" }), mark, xAxis(f, across, kQuarters, percent, xWords));
}

export function precisionRecall(outcomes: Outcome[], chosen: Outcome | null): Element_ {
  const defined = outcomes.filter((o) => o.precision !== null);
  const shown = chosen !== null && chosen.precision !== null ? chosen : null;
  return curve(defined, shown, (o) => o.recall, (o) => o.precision || 0, "recall (up: precision)", "Precision by recall");
}

export function falseAlarms(outcomes: Outcome[], chosen: Outcome | null): Element_ {
  return curve(outcomes, chosen, (o) => o.falseAlarms, (o) => o.recall, "share of others accepted (up: recall)", "Recall by false alarms");
}
