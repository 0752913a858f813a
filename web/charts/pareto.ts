// Models by time, accuracy and size: to the left is faster, up is better, a large circle is a large file.

import { Scale, scaleLinear, scaleLog } from "d3-scale";
import { Estimate } from "../data";
import { bytes, ends, milliseconds, percent } from "../format";
import { Child, Element_, h } from "../node";
import { drawing, Frame, frame, line, round, text, titled, xAxis, yAxis } from "./frame";

export interface Candidate {
  name: string;
  time: Estimate | null; // milliseconds; of all or of none
  accuracy: Estimate;
  size: number;
  best: boolean; // no other is at least as good in all three, and better in one
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function around(x: number, y: number, width: number, height: number): Box {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

/// The circle's area is the size, but for the smallest, which would not be seen.
function radiusOf(one: Candidate, largest: number): number {
  return Math.max(2.5, 15 * Math.sqrt(one.size / largest));
}

/// A line that is seen on paper and on a filled circle alike.
function whisker(x1: number, y1: number, x2: number, y2: number): Element_ {
  return h("g", {}, line(x1, y1, x2, y2, "whisker halo"), line(x1, y1, x2, y2, "whisker thin"));
}

/// Intervals of accuracy and of time, as far as both bounds are known.
function whiskers(one: Candidate, left: number, up: number, x: Scale | null, y: Scale): Child[] {
  const accuracy = ends(one.accuracy), time = one.time === null ? null : ends(one.time);
  return [accuracy === null ? null : whisker(left, y(accuracy[0]), left, y(accuracy[1])), time === null || x === null ? null : whisker(x(time[0]), up, x(time[1]), up)];
}

/// 1, 2 or 5 times a power of ten: a logarithmic axis has more ticks than room.
function isRound(value: number): boolean {
  const lead = value / Math.pow(10, Math.floor(Math.log(value) / Math.LN10 + 1e-9));
  return [1, 2, 5].some((one) => Math.abs(lead - one) < 1e-6);
}

/// A name beside its circle, where it covers no other; else above.
function label(name: string, x: number, y: number, radius: number, f: Frame, taken: Box[]): Element_ {
  const letter = 6.7, height = 14;
  const width = letter * name.length;
  const right = x + radius + 6 + width / 2, left = x - radius - 6 - width / 2;
  const places = [[x, y - radius - 9], [x, y + radius + 13], [right, y], [left, y], [x, y - radius - 23], [x, y + radius + 27], [x, y - radius - 37], [x, y + radius + 41], [x, y + radius + 55], [x, y + radius + 69], [right, y - 15], [left, y - 15], [right, y + 15], [left, y + 15]];
  const boxes = places.map(([across, up]) => around(Math.min(Math.max(across, width / 2), f.width - width / 2), up, width, height));
  const free = boxes.filter((box) => box.top >= 0 && taken.every((other) => box.right < other.left || box.left > other.right || box.bottom < other.top || box.top > other.bottom));
  const box = free.length > 0 ? free[0] : boxes.filter((one) => one.top >= 0)[0];
  taken.push(box);
  return text((box.left + box.right) / 2, (box.top + box.bottom) / 2 + 4, name, "middle", "label");
}

export function pareto(candidates: Candidate[]): Element_ {
  const f = frame(720, 380);
  const timed = candidates.every((one) => one.time !== null);
  const across = (one: Candidate) => (timed ? one.time!.value : one.size);
  const words = timed ? milliseconds : bytes;
  const reached = ([] as number[]).concat(...candidates.map((one) => [across(one), ...((timed && one.time !== null && ends(one.time)) || [])])).filter((value) => value > 0);
  const x = scaleLog().domain([Math.min(...reached) / 1.6, Math.max(...reached) * 1.6]).range([f.left, f.right]);
  const lows = candidates.map((one) => (one.accuracy.low === null ? one.accuracy.value : one.accuracy.low));
  const highs = candidates.map((one) => (one.accuracy.high === null ? one.accuracy.value : one.accuracy.high));
  const y = scaleLinear().domain([Math.max(0, Math.min(...lows) - 0.03), Math.min(1, Math.max(...highs) + 0.03)]).range([f.bottom, f.top]);
  const largest = Math.max(...candidates.map((one) => one.size));
  const taken: Box[] = candidates.map((one) => around(x(across(one)), y(one.accuracy.value), 2 * radiusOf(one, largest), 2 * radiusOf(one, largest)));
  candidates.forEach((one, i) => taken.push({ left: x(across(one)) - 2, right: x(across(one)) + 2, top: y(highs[i]), bottom: y(lows[i]) }));
  taken.push({ left: 0, right: f.width, top: f.bottom - 2, bottom: f.height });
  const largeFirst = candidates.slice().sort((a, b) => b.size - a.size); // a small circle may lie on a large one
  const marks = largeFirst.map((one): Child => {
    const left = x(across(one)), up = y(one.accuracy.value), radius = radiusOf(one, largest);
    const says = one.name + ": " + percent(one.accuracy.value) + ", " + (one.time === null ? "" : milliseconds(one.time.value) + ", ") + bytes(one.size);
    return h("g", {}, titled(h("circle", { cx: round(left), cy: round(up), r: round(radius), class: one.best ? "model best" : "model" }), says), ...whiskers(one, left, up, timed ? x : null, y), label(one.name.replace(/\.(tflite|onnx|mlpackage|mlmodel)$/, ""), left, up, radius, f, taken));
  });
  return drawing(
    f,
    "Accuracy by " + (timed ? "time" : "size") + ": " + candidates.map((one) => one.name + " " + percent(one.accuracy.value) + " at " + words(across(one))).join(", "),
    yAxis(f, y, y.ticks(5), percent),
    ...marks,
    xAxis(f, x, x.ticks(4).filter(isRound), words, (timed ? "time (p90), logarithmic" : "size, logarithmic") + "; up: top-1 accuracy; circle: size, the largest " + bytes(largest) + "; filled: not beaten in all"),
  );
}
