import { Outcome } from "./charts/threshold_curves";
import { Threshold } from "./data";

/// What each threshold of the curve does, strictest first.
export function outcomesOf(view: Threshold): Outcome[] {
  return view.curve.map(([threshold, truePositives, falsePositives]) => ({
    threshold,
    truePositives,
    falsePositives,
    precision: truePositives + falsePositives === 0 ? null : truePositives / (truePositives + falsePositives),
    recall: view.positives === 0 ? 0 : truePositives / view.positives,
    falseAlarms: view.negatives === 0 ? 0 : falsePositives / view.negatives,
  }));
}
