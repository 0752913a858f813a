// Accuracy of several sets of photos, with intervals.

import { scaleLinear } from "d3-scale";
import { Estimate } from "../data";
import { counted, percent } from "../format";
import { Element_, h } from "../node";
import { drawing, line, round, text, titled } from "./frame";

export function accuracyBars(bars: { title: string; estimate: Estimate }[]): Element_ {
  const row = 34, left = 120;
  const size = { width: 460, height: bars.length * row + 26 };
  const x = scaleLinear().range([left, size.width - 70]);
  const parts: Element_[] = [0, 0.25, 0.5, 0.75, 1].map((share) => line(x(share), 4, x(share), size.height - 22, "grid"));
  bars.forEach((bar, i) => {
    const y = i * row + 8;
    const e = bar.estimate;
    parts.push(text(left - 8, y + 14, bar.title, "end", "label"));
    parts.push(titled(h("rect", { x: left, y, width: round(x(e.value) - left), height: row - 14, class: "bar" }), percent(e.value) + " of " + counted(e.count, "photo")));
    if (e.low !== null && e.high !== null) parts.push(line(x(e.low), y + (row - 14) / 2, x(e.high), y + (row - 14) / 2, "whisker"));
    parts.push(text(size.width - 62, y + 14, percent(e.value), "start", "label"));
  });
  [0, 0.5, 1].forEach((share) => parts.push(text(x(share), size.height - 6, percent(share))));
  return drawing(size, bars.map((bar) => bar.title + " " + percent(bar.estimate.value)).join(", "), ...parts);
}
