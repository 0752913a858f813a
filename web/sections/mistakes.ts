// The surest mistakes, and the right answers that were nearly wrong.

import { PageModel, ReportModel } from "../data";
import { counted } from "../format";
import { Element_, h } from "../node";
import { Album, grid } from "./photos";
import { section } from "./section";

const kMistakes = 24, kUnsure = 12;

export function mistakes(model: PageModel, report: ReportModel, of: Album): Element_ | null {
  if (model.photos.length === 0) return null;
  const wrong = model.photos.filter((photo) => !photo.right);
  const right = model.photos.filter((photo) => photo.right);
  const suspects = report.suspect_labels.slice(0, kMistakes);
  return section(
    "mistakes",
    "Photos to look at",
    h("h3", {}, of.scored ? "The surest mistakes" : "Mistakes"),
    wrong.length === 0 || of.pictures.length === 0 ? null : h("p", { class: "note" }, "A red frame: answered wrong."),
    wrong.length === 0 ? h("p", {}, "No graded photo was answered wrong.") : grid(of, wrong.slice(0, kMistakes)),
    h("h3", {}, of.scored ? "Right, and the least sure" : "Right answers"),
    right.length === 0 ? h("p", {}, "No graded photo was answered right.") : grid(of, right.slice(0, kUnsure)),
    suspects.length === 0
      ? null
      : h(
          "details",
          {},
          h("summary", {}, "Labels that may be wrong (" + counted(report.suspect_labels.length, "photo") + "): a note, no correction"),
          h("ul", {}, ...suspects.map((one) => h("li", {}, one.path + ": labelled " + one.label + " (" + one.label_probability.toFixed(2) + "), perhaps " + one.other + " (" + one.other_probability.toFixed(2) + ")"))),
        ),
  );
}
