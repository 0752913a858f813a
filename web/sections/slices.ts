// Figures by slice: of photos taken at night, on one phone, in one country.

import { PageModel } from "../data";
import { Element_, h } from "../node";
import { scrollable } from "./section";

export function sliceTables(model: PageModel): Element_[] {
  return model.slices.map((slice) => {
    const head = h("tr", {}, h("td", {}, ""), ...slice.values.map((value) => h("th", { scope: "col" }, value)));
    const row = (title: string, i: number) => {
      const cells = slice.values.map((_, column) => h("td", {}, slice.rows[i][column] || "–"));
      return h("tr", {}, h("th", { scope: "row" }, title), ...cells);
    };
    const table = h("table", { class: "list slices" }, h("thead", {}, head), h("tbody", {}, ...slice.titles.map(row)));
    return h("div", {}, h("h3", {}, "By " + slice.column), scrollable("figures by " + slice.column, table));
  });
}
