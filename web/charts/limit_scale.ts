// Where a figure lies between good and bad.

import { Scale as Limit } from "../data";
import { Element_, h } from "../node";
import { drawing, round, text, titled } from "./frame";

const kZone = 130;
const kZones = ["good", "acceptable", "bad"];

export function limitScale(limit: Limit): Element_ {
  const size = { width: 3 * kZone + 20, height: 46 };
  const at = (place: number) => 10 + place * kZone;
  const parts = kZones.map((zone, i) =>
    h("rect", { x: at(i), y: 10, width: kZone - 2, height: 12, class: "zone " + zone }),
  );
  parts.push(text(at(1), 40, limit.good), text(at(2), 40, limit.bad));
  kZones.forEach((zone, i) => parts.push(text(at(i + 0.5), 40, zone, "middle", "zone-name")));
  if (limit.place !== null) {
    const from = limit.better === null ? limit.place : limit.better, to = limit.worse === null ? limit.place : limit.worse;
    parts.push(h("rect", { x: round(at(from)), y: 13, width: round(Math.max(2, at(to) - at(from))), height: 6, class: "interval" }));
    parts.push(titled(h("circle", { cx: round(at(limit.place)), cy: 16, r: 6, class: "value" }), limit.text));
  }
  return drawing(size, limit.title + ": " + limit.text + ", " + (limit.grade || limit.outcome), ...parts);
}
