// Precision and recall of every class, sortable, with intervals.

import { ClassRow, ReportModel } from "../data";
import { count, counted, interval, percent } from "../format";
import { Child, Element_, h, part } from "../node";
import { scrollable, section } from "./section";

const kShown = 40;

type Column = "name" | "support" | "recall" | "precision" | "f1";
const kColumns: [Column, string][] = [["name", "class"], ["support", "photos"], ["recall", "recall"], ["precision", "precision"], ["f1", "F1"]];

function intervalBar(value: number | null, ends: [number, number] | null): Element_ {
  const width = 100;
  const parts: Child[] = [h("rect", { x: 0, y: 5, width, height: 4, class: "track" })];
  if (ends !== null) parts.push(h("rect", { x: width * ends[0], y: 3, width: Math.max(1, width * (ends[1] - ends[0])), height: 8, class: "interval" }));
  if (value !== null) parts.push(h("circle", { cx: width * value, cy: 7, r: 4, class: "value" }));
  return h("svg", { viewBox: "-5 0 110 14", width: 110, height: 14, "aria-hidden": "true", class: "mini" }, ...parts);
}

function compare(column: Column, up: boolean): (a: ClassRow, b: ClassRow) => number {
  const sign = up ? 1 : -1;
  return (a, b) => {
    if (column === "name") return sign * (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
    const x = a[column], y = b[column];
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1; // what is not known comes last
    return sign * (x - y);
  };
}

function row(one: ClassRow): Element_ {
  const rate = (value: number | null, ends: [number, number] | null) => [
    h("td", { class: "number" }, percent(value), h("span", { class: "ends" }, interval(ends))),
    h("td", { class: "mini-cell" }, intervalBar(value, ends)),
  ];
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, one.name),
    h("td", { class: "number" }, count(one.support)),
    ...rate(one.recall, one.recall_interval),
    ...rate(one.precision, one.precision_interval),
    h("td", { class: "number" }, one.f1 === null ? "–" : one.f1.toFixed(3)),
  );
}

export function classes(report: ReportModel): Element_ | null {
  if (report.classes.length === 0) return null;
  let column: Column = "recall";
  let up = true;
  let sought = "";
  let all = false;
  const table = part((redraw) => {
    const found = report.classes.filter((one) => one.name.toLowerCase().indexOf(sought) >= 0).sort(compare(column, up));
    const header = ([id, words]: [Column, string]) => {
      const sorted = id === column ? (up ? "ascending" : "descending") : "none";
      const sort = () => {
        up = id === column ? !up : id !== "support";
        column = id;
        redraw();
      };
      const arrow = sorted === "none" ? "" : up ? " ▲" : " ▼";
      return h("th", { scope: "col", "aria-sort": sorted, colspan: id === "recall" || id === "precision" ? 2 : 1 }, h("button", { type: "button", onclick: sort }, words + arrow));
    };
    const shown = all ? found : found.slice(0, kShown);
    return h(
      "div",
      {},
      scrollable("table of classes", h("table", { class: "list" }, h("thead", {}, h("tr", {}, ...kColumns.map(header))), h("tbody", {}, ...shown.map(row)))),
      shown.length === found.length ? null : h("button", { type: "button", class: "more", onclick: () => ((all = true), redraw()) }, "show all " + counted(found.length, "class").replace(/classs$/, "classes")),
    );
  });
  const search = (event: Event) => {
    sought = (event.target as HTMLInputElement).value.toLowerCase();
    table.redraw();
  };
  const many = report.classes.length > kShown;
  return section("classes", "Each class", many ? h("label", { class: "search" }, "search ", h("input", { type: "search", oninput: search })) : null, table.element);
}
