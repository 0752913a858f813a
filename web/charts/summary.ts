// The verdict, its reasons and the figures on their scales, as one picture.

import { PageModel, Scale } from "../data";
import { verdictWord } from "../format";
import { Element_, h } from "../node";
import { drawing, text } from "./frame";
import { limitScale } from "./limit_scale";

const kWidth = 860, kRow = 58, kLetters = 108;

/// Words broken into lines of at most so many letters.
function lines(words: string, letters: number): string[] {
  const all: string[] = [];
  let current = "";
  for (const word of words.split(" ")) {
    if (current !== "" && current.length + word.length + 1 > letters) {
      all.push(current);
      current = word;
    } else {
      current += (current === "" ? "" : " ") + word;
    }
  }
  return current === "" ? all : all.concat(current);
}

function row(limit: Scale, y: number): Element_ {
  const scale = limitScale(limit);
  scale.attributes.x = 330;
  scale.attributes.y = y;
  const grade = limit.grade || limit.outcome;
  return h("g", {}, text(24, y + 17, limit.title, "start", "strong"), text(24, y + 36, limit.text + (limit.origin === "" ? "" : "  (" + limit.origin + ")"), "start", "label"), scale, text(kWidth - 104, y + 21, grade, "start", "strong " + (limit.grade || "open")));
}

export function summary(model: PageModel, verdict: string | null, reasons: string[]): Element_ {
  const words = verdictWord(verdict);
  const width = 34 + words.length * 15;
  const parts: Element_[] = [
    h("rect", { x: 24, y: 20, width, height: 44, rx: 6, class: "badge " + (verdict || "none") }),
    text(24 + width / 2, 50, words, "middle", "verdict " + (verdict || "none")),
    text(24 + width + 18, 50, model.name, "start", "model-title"),
  ];
  let y = 92;
  for (const reason of reasons)
    for (const one of lines(reason, kLetters)) {
      parts.push(text(24, y, one, "start", "label"));
      y += 19;
    }
  for (const limit of model.limits) {
    parts.push(row(limit, y));
    y += kRow;
  }
  return drawing({ width: kWidth, height: y + 8 }, words + ": " + model.name + ". " + reasons.join(". "), ...parts);
}
