// Accuracy by severity, one small chart a kind of degradation.

import { area, line as path } from "d3-shape";
import { scaleLinear } from "d3-scale";
import { Estimate, StressKind } from "../data";
import { percent, points } from "../format";
import { Element_, h } from "../node";
import { drawing, frame, round, titled, xAxis, yAxis } from "./frame";

type Step = [number, Estimate];

export function stressCurve(kind: StressKind, clean: Estimate): Element_ {
  const f = frame(236, 150);
  f.left = 44;
  const x = scaleLinear().domain([0, kind.accuracy.length]).range([f.left, f.right]);
  const y = scaleLinear().range([f.bottom, f.top]);
  const steps: Step[] = [[0, clean], ...kind.accuracy.map((one, i): Step => [i + 1, one])];
  const at = (step: Step) => x(step[0]);
  const band = area<Step>().x(at).y0((s) => y(s[1].low === null ? 0 : s[1].low)).y1((s) => y(s[1].high === null ? 1 : s[1].high))(steps);
  const curve = path<Step>().x(at).y((s) => y(s[1].value))(steps);
  return drawing(
    f,
    kind.kind.replace(/_/g, " ") + ": " + points(kind.drop.value) + " points lost on average",
    yAxis(f, y, [0, 0.5, 1], (share) => Math.round(100 * share) + " %"),
    h("path", { d: band || "", class: "band" }),
    h("path", { d: curve || "", class: "curve" }),
    ...steps.map((step) => titled(h("circle", { cx: round(at(step)), cy: round(y(step[1].value)), r: 3, class: "point" }), "severity " + step[0] + ": " + percent(step[1].value))),
    xAxis(f, x, steps.map((step) => step[0]), String, "severity (0: as it is)"),
  );
}
