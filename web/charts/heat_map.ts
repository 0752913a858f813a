// A confusion matrix for slides: rows are what photos show, columns what the model said, shares of each row.

import { Cell, ClassRow } from "../data";
import { count, counted } from "../format";
import { Element_, h } from "../node";
import { drawing, text, titled } from "./frame";

export const kMostClasses = 30;

export function heatMap(classes: ClassRow[], cells: Cell[]): Element_ {
  const side = classes.length > 12 ? 22 : 40, margin = 130;
  const size = { width: margin + side * classes.length + 10, height: margin + side * classes.length + 10 };
  const place: { [index: number]: number } = {};
  classes.forEach((one, i) => (place[one.index] = i));
  const parts: Element_[] = [];
  classes.forEach((one, i) => {
    const middle = margin + (i + 0.5) * side;
    parts.push(text(margin - 6, middle + 4, shortened(one.name), "end", "label"));
    parts.push(h("text", { x: 0, y: 0, transform: "translate(" + (middle + 4) + " " + (margin - 6) + ") rotate(-90)", class: "label" }, shortened(one.name)));
  });
  for (const [actual, predicted, photos] of cells) {
    if (actual === null || predicted === null) continue;
    const row = place[actual], column = place[predicted];
    const share = photos / Math.max(1, classes[row].support);
    const x = margin + column * side, y = margin + row * side;
    const says = counted(photos, "photo") + ": " + classes[row].name + " taken for " + classes[column].name;
    const kind = row === column ? "cell right" : "cell wrong";
    parts.push(titled(h("rect", { x: x + 1, y: y + 1, width: side - 2, height: side - 2, class: kind, "fill-opacity": Math.round(100 * (0.1 + 0.9 * share)) / 100 }), says));
    if (side >= 40) parts.push(text(x + side / 2, y + side / 2 + 4, count(photos), "middle", share > 0.6 ? "on-layer" : "label"));
  }
  return drawing(size, "Confusion matrix of " + classes.length + " classes", ...parts);
}

function shortened(name: string): string {
  return name.length <= 16 ? name : name.slice(0, 15) + "…";
}
