// What charts share: a drawing area with axes. Colours are classes of charts.css.

import { Scale } from "d3-scale";
import { Child, Element_, h } from "../node";

export interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export function frame(width: number, height: number): Frame {
  return { width, height, left: 52, right: width - 24, top: 12, bottom: height - 38 };
}

/// An <svg> that says in words what it shows.
export function drawing(size: { width: number; height: number }, says: string, ...children: Child[]): Element_ {
  return h(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: "0 0 " + size.width + " " + size.height,
      class: "chart",
      role: "img",
      "aria-label": says,
      width: size.width,
      height: size.height,
    },
    ...children,
  );
}

export function text(x: number, y: number, words: string, anchor = "middle", kind = "tick"): Element_ {
  return h("text", { x: round(x), y: round(y), "text-anchor": anchor, class: kind }, words);
}

export function line(x1: number, y1: number, x2: number, y2: number, kind: string): Element_ {
  return h("line", { x1: round(x1), y1: round(y1), x2: round(x2), y2: round(y2), class: kind });
}

/// A point or bar with its words as a tooltip.
export function titled(element: Element_, words: string): Element_ {
  element.children.push(h("title", {}, words));
  return element;
}

/// Tenths of a pixel, so that files stay small.
export function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

export function xAxis(f: Frame, scale: Scale, ticks: number[], words: (value: number) => string, label: string): Element_ {
  return h(
    "g",
    {},
    line(f.left, f.bottom, f.right, f.bottom, "axis"),
    ...ticks.map((tick) => text(scale(tick), f.bottom + 15, words(tick))),
    text((f.left + f.right) / 2, f.height - 5, label, "middle", "label"),
  );
}

export function yAxis(f: Frame, scale: Scale, ticks: number[], words: (value: number) => string): Element_ {
  return h(
    "g",
    {},
    ...ticks.map((tick) => line(f.left, scale(tick), f.right, scale(tick), "grid")),
    ...ticks.map((tick) => text(f.left - 6, scale(tick) + 4, words(tick), "end")),
  );
}
