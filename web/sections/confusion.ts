// Which classes are taken for which: a matrix, or with many classes the strongest confusions and a search.

import { Cell, PageModel, ReportModel } from "../data";
import { count, counted, percent } from "../format";
import { Child, Element_, h, part } from "../node";
import { Album, nameOf, showPhotos } from "./photos";
import { scrollable, section } from "./section";

const kMostInMatrix = 30, kMostInList = 50;
const kMostWithUnits = 12; // more classes have narrow cells, which say "90" for 90 %

function words(of: Album, [actual, predicted]: Cell): string {
  return nameOf(of, actual, "none of the classes") + " taken for " + nameOf(of, predicted, "no class");
}

/// The count of a cell, which opens its photos where there are any.
function opener(model: PageModel, of: Album, cell: Cell, label: string): Child {
  if (model.photos.length === 0) return label;
  const open = () => showPhotos(of, words(of, cell), model.photos.filter((one) => one.actual === cell[0] && one.predicted === cell[1]), cell[2]);
  const says = counted(cell[2], "photo") + ": " + words(of, cell);
  return h("button", { type: "button", title: says, "aria-label": says, onclick: open }, label);
}

type Order = "model" | "photos" | "recall";

function matrix(model: PageModel, report: ReportModel, of: Album): Element_ {
  let byRow = true;
  let order: Order = "model";
  const cells: { [key: string]: Cell } = {};
  for (const cell of report.confusion) cells[cell[0] + " " + cell[1]] = cell;
  return part((redraw) => {
    const rows = report.classes.slice();
    if (order === "photos") rows.sort((a, b) => b.support - a.support);
    if (order === "recall") rows.sort((a, b) => (a.recall === null ? 2 : a.recall) - (b.recall === null ? 2 : b.recall));
    const most = Math.max(1, ...report.confusion.map((cell) => cell[2]));
    const columns: (number | null)[] = rows.map((row) => row.index);
    if (report.confusion.some((cell) => cell[1] === null)) columns.push(null);
    const dense = columns.length > kMostWithUnits;
    const square = (actual: number, support: number, predicted: number | null): Child => {
      const cell = cells[actual + " " + predicted];
      if (cell === undefined) return h("td", { class: "empty" }, "");
      const share = byRow ? cell[2] / Math.max(1, support) : cell[2] / most;
      const shade = Math.min(9, Math.ceil(share * 9));
      const kind = actual === predicted ? "right" : "wrong";
      const label = byRow ? (share < 0.005 ? "<1" : Math.round(100 * share)) + (dense ? "" : " %") : count(cell[2]);
      return h("td", { class: kind + " shade-" + shade }, opener(model, of, cell, label));
    };
    const choose = (event: Event) => {
      order = (event.target as HTMLSelectElement).value as Order;
      redraw();
    };
    const options: [Order, string][] = [["model", "as the model has them"], ["photos", "most photos first"], ["recall", "worst recall first"]];
    return h(
      "div",
      {},
      h(
        "div",
        { class: "controls" },
        h("label", {}, "order ", h("select", { onchange: choose }, ...options.map(([value, words]) => h("option", { value, selected: value === order }, words)))),
        h("button", { type: "button", "aria-pressed": String(byRow), onclick: () => ((byRow = !byRow), redraw()) }, byRow ? "show counts" : "show shares of a row"),
      ),
      h("p", { class: "note" }, "Rows: what the photo shows. Columns: what the model said." + (dense && byRow ? " Cells: percent of the row." : ""), h("span", { class: "screen-only" }, model.photos.length > 0 ? " A click shows the photos." : "")),
      scrollable(
        "confusion matrix",
        h(
          "table",
          { class: dense ? "matrix dense" : "matrix" },
          h("thead", {}, h("tr", {}, h("td", {}, ""), ...columns.map((one) => h("th", { scope: "col" }, h("span", {}, nameOf(of, one, "no class")))))),
          h("tbody", {}, ...rows.map((row) => h("tr", {}, h("th", { scope: "row" }, row.name), ...columns.map((one) => square(row.index, row.support, one))))),
        ),
      ),
    );
  }).element;
}

function strongest(model: PageModel, report: ReportModel, of: Album): Element_ {
  const support: { [index: number]: number } = {};
  for (const row of report.classes) support[row.index] = row.support;
  const wrong = report.confusion.filter((cell) => cell[0] !== cell[1]).sort((a, b) => b[2] - a[2]);
  let sought = "";
  const rows = part(() => {
    const found = wrong.filter((cell) => words(of, cell).toLowerCase().indexOf(sought) >= 0);
    return scrollable(
      "table of confusions",
      h(
        "table",
        { class: "list" },
        h("caption", {}, found.length === 0 ? "No confusion has such a name." : (found.length > kMostInList ? "The " + kMostInList + " strongest of " : "The strongest of ") + counted(found.length, "confusion") + ".", h("span", { class: "screen-only" }, model.photos.length > 0 ? " A click shows the photos." : "")),
        h("thead", {}, h("tr", {}, ...["shows", "taken for", "photos", "of its photos"].map((one) => h("th", { scope: "col" }, one)))),
        h(
          "tbody",
          {},
          ...found.slice(0, kMostInList).map((cell) =>
            h(
              "tr",
              {},
              h("td", {}, nameOf(of, cell[0], "none of the classes")),
              h("td", {}, nameOf(of, cell[1], "no class")),
              h("td", {}, opener(model, of, cell, count(cell[2]))),
              h("td", { class: "number" }, cell[0] === null ? "" : percent(cell[2] / Math.max(1, support[cell[0]]))),
            ),
          ),
        ),
      ),
    );
  });
  const search = (event: Event) => {
    sought = (event.target as HTMLInputElement).value.toLowerCase();
    rows.redraw();
  };
  return h("div", {}, h("label", { class: "search" }, "search ", h("input", { type: "search", oninput: search })), rows.element);
}

export function confusion(model: PageModel, report: ReportModel, of: Album): Element_ | null {
  if (report.confusion.length === 0) return null;
  const few = report.classes.length <= kMostInMatrix;
  return section("confusion", "What is taken for what", few ? matrix(model, report, of) : strongest(model, report, of));
}
