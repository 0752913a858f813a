// Photos that show one picture, side by side.

import { Alike } from "../data";
import { Child, Element_, h } from "../node";
import { picture } from "./photos";

export interface Pair {
  alike: Alike;
  names: [string, string];
  pictures: [number | null, number | null];
}

export function pairs(all: Pair[], pictures: string[]): Element_ {
  const of = { pictures };
  const one = (pair: Pair): Child =>
    h(
      "figure",
      { class: "pair" },
      picture(of, pair.pictures[0], "first photo"),
      picture(of, pair.pictures[1], "second photo"),
      h(
        "figcaption",
        {},
        h("span", {}, pair.alike.edits.join(", ").replace(/_/g, " ") + " (" + pair.alike.score.toFixed(2) + ")" + (pair.alike.labels_differ ? "; labelled otherwise" : "")),
        h("span", { class: "path" }, pair.names[0]),
        h("span", { class: "path" }, "from " + pair.names[1]),
      ),
    );
  return h("div", { class: "pairs" }, ...all.map(one));
}
