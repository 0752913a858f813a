// Whether confidences mean what they say.

import { scaleLinear } from "d3-scale";
import { ReportModel } from "../data";
import { counted, percent } from "../format";
import { Element_, h } from "../node";
import { drawing, frame, line, round, titled, xAxis, yAxis } from "./frame";

const kQuarters = [0, 0.25, 0.5, 0.75, 1];

export function reliability(calibration: NonNullable<ReportModel["calibration"]>): Element_ {
  const f = frame(360, 300);
  const x = scaleLinear().range([f.left, f.right]);
  const y = scaleLinear().range([f.bottom, f.top]);
  const most = Math.max(1, ...calibration.bins.map((bin) => bin.photos));
  const filled = calibration.bins.filter((bin) => bin.photos > 0);
  const bars = filled.map((bin) =>
    h("rect", { x: round(x(bin.low) + 1), y: round(y(bin.accuracy)), width: round(x(bin.high) - x(bin.low) - 2), height: round(f.bottom - y(bin.accuracy)), class: "bar faint" }),
  );
  const points = filled.map((bin) =>
    titled(
      h("circle", { cx: round(x(bin.confidence)), cy: round(y(bin.accuracy)), r: round(3 + 6 * Math.sqrt(bin.photos / most)), class: "point" }),
      "confidence " + percent(bin.confidence) + ", right " + percent(bin.accuracy) + ", " + counted(bin.photos, "photo"),
    ),
  );
  return drawing(
    f,
    "Share of right answers by confidence, of " + counted(calibration.photos, "photo"),
    yAxis(f, y, kQuarters, percent),
    ...bars,
    line(x(0), y(0), x(1), y(1), "ideal"),
    ...points,
    xAxis(f, x, kQuarters, percent, "confidence (up: share right; circle: photos; dashed: calibrated)"),
  );
}
