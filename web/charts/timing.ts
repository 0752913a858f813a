// Single inferences: how long they took, and how that changed while the run lasted.

import { line as path, area } from "d3-shape";
import { scaleLinear } from "d3-scale";
import { Stretch, TimingRun } from "../data";
import { count, milliseconds } from "../format";
import { Element_, h } from "../node";
import { drawing, frame, round, text, titled, xAxis, yAxis } from "./frame";

const kMillisecond = 1e6;

export function histogram(run: TimingRun): Element_ {
  const f = frame(460, 220);
  const bins = run.bins;
  const end = bins.from + bins.width * bins.counts.length;
  const x = scaleLinear().domain([bins.from, end]).range([f.left, f.right]);
  const y = scaleLinear().domain([0, Math.max(1, ...bins.counts)]).nice(4).range([f.bottom, f.top]);
  const bars = bins.counts.map((photos, i) => {
    const from = bins.from + i * bins.width;
    const left = x(from), top = y(photos);
    return titled(
      h("rect", { x: round(left), y: round(top), width: round(Math.max(0.5, x(from + bins.width) - left - 0.5)), height: round(f.bottom - top), class: "bar" }),
      milliseconds(from / kMillisecond) + " to " + milliseconds((from + bins.width) / kMillisecond) + ": " + count(photos),
    );
  });
  const says = "Histogram of " + count(run.samples) + " inferences" + (bins.beyond > 0 ? "; " + count(bins.beyond) + " took longer than shown" : "");
  return drawing(f, says, yAxis(f, y, y.ticks(4).filter((tick) => tick === Math.round(tick)), count), h("g", {}, ...bars), bins.beyond > 0 ? text(f.right, f.top + 18, count(bins.beyond) + " took longer →", "end") : null, xAxis(f, x, x.ticks(5), (t) => milliseconds(t / kMillisecond), "time of one inference (up: how many)"));
}

export function courseOfRun(run: TimingRun): Element_ {
  const f = frame(460, 220);
  const x = scaleLinear().domain([0, Math.max(1, run.samples)]).range([f.left, f.right]);
  const most = Math.max(1, ...run.stretches.map((s) => s[3]));
  const y = scaleLinear().domain([0, most]).nice(4).range([f.bottom, f.top]);
  const at = (s: Stretch) => x(s[0]);
  const band = area<Stretch>().x(at).y0((s) => y(s[2])).y1((s) => y(s[3]))(run.stretches);
  const median = path<Stretch>().x(at).y((s) => y(s[1]))(run.stretches);
  return drawing(
    f,
    "Time of one inference over " + count(run.samples) + " inferences in order",
    yAxis(f, y, y.ticks(4), (t) => milliseconds(t / kMillisecond)),
    h("path", { d: band || "", class: "band" }),
    h("path", { d: median || "", class: "curve" }),
    xAxis(f, x, x.ticks(5).filter((tick) => tick === Math.round(tick)), count, "inference number (line: median, band: least to most)"),
  );
}
