// Figures by slice: of photos taken at night, on one phone, in one country.

import { PageModel, SliceCell } from "../data";
import { interval, percent } from "../format";
import { Element_, h } from "../node";
import { scrollable } from "./section";

function cell(one: SliceCell | null): Element_ {
  if (!one) return h("td", {}, "–");
  const ends = one.text === null && one.low !== null && one.high !== null ? h("div", { class: "ends" }, interval([one.low, one.high])) : null;
  return h("td", {}, one.text === null ? percent(one.value) : one.text, one.note === "" ? null : " *", ends);
}

function nameOf(value: string): string {
  return value === "" ? "(empty)" : value;
}

// Averages that say nearly the same as others; the JSON has them.
const kLeftOut = /^(weighted|class count)/;

export function sliceTables(model: PageModel): Element_[] {
  return model.slices.map((slice) => {
    const photos = slice.titles.indexOf("top-1");
    const shown = slice.titles.map((_, k) => k).filter((k) => !kLeftOut.test(slice.titles[k]));
    const head = h("tr", {}, h("th", { scope: "col" }, slice.column), h("th", { scope: "col" }, "photos"), ...shown.map((k) => h("th", { scope: "col" }, slice.titles[k])));
    const notes: string[] = [];
    const row = (value: string, i: number) => {
      const cells = shown.map((k) => slice.rows[i][k] || null);
      cells.forEach((one, k) => {
        if (one !== null && one.note !== "") notes.push(nameOf(value) + ", " + slice.titles[shown[k]] + ": " + one.note);
      });
      const whole = photos < 0 ? null : slice.rows[i][photos];
      const count = whole ? String(whole.count) : "–";
      return h("tr", {}, h("th", { scope: "row" }, nameOf(value)), h("td", {}, count), ...cells.map(cell));
    };
    const body = h("tbody", {}, ...slice.values.map(row));
    const table = h("table", { class: "list slices" }, h("thead", {}, head), body);
    const asides = notes.length === 0 ? null : h("details", { class: "note" }, h("summary", {}, "* notes (" + notes.length + ")"), h("ul", {}, ...notes.map((one) => h("li", {}, one))));
    return h("div", {}, h("h3", {}, "By " + slice.column), scrollable("figures by " + slice.column, table), asides);
  });
}
