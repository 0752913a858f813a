// Latency, memory, size and energy.

import { layerMap } from "../charts/layer_map";
import { courseOfRun, histogram } from "../charts/timing";
import { PageModel } from "../data";
import { bytes } from "../format";
import { Element_, h } from "../node";
import { figure, scrollable, section } from "./section";

export function figureTable(model: PageModel, sections: string[]): Element_ | null {
  const rows = model.figures.filter((one) => sections.indexOf(one.section) >= 0);
  if (rows.length === 0) return null;
  return scrollable(
    "figures: " + sections.join(", ").toLowerCase(),
    h(
    "table",
    { class: "list figures" },
    h(
      "tbody",
      {},
      ...rows.map((one) => h("tr", {}, h("th", { scope: "row" }, one.title), h("td", {}, one.text, one.note ? h("div", { class: "note" }, one.note) : null), h("td", { class: "origin" }, one.origin))),
    ),
    ),
  );
}

function layerList(model: PageModel): Element_ {
  const head = ["layer", "operator", "numbers", "size"].map((one) => h("th", { scope: "col" }, one));
  const rows = model.layers.map((one) => h("tr", {}, h("th", { scope: "row" }, one.name), h("td", {}, one.operator), h("td", {}, one.type), h("td", { class: "number" }, bytes(one.bytes))));
  return h("details", { class: "screen-only" }, h("summary", {}, "largest layers as a list"), scrollable("table of layers", h("table", { class: "list" }, h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...rows))));
}

export function timeAndSize(model: PageModel): Element_ | null {
  const time = figureTable(model, ["Latency"]), size = figureTable(model, ["Memory and size", "Other figures"]), energy = figureTable(model, ["Energy"]);
  if (time === null && size === null && energy === null) return null;
  const runs = model.timing.filter((run) => run.samples > 1);
  return section(
    "time",
    "Time, size and energy",
    ...runs.map((run) => h("div", {}, h("h3", {}, run.title), h("div", { class: "charts" }, histogram(run), courseOfRun(run)))),
    time,
    h("h3", {}, "Size"),
    model.layers.length === 0 ? null : figure(scrollable("map of layers", layerMap(model.layers)), "Bytes by layer, coloured by number type. All constants: " + model.types.map((one) => one.type + " " + bytes(one.bytes)).join(", ") + "."),
    model.layers.length === 0 ? null : layerList(model),
    size,
    energy === null ? null : h("div", {}, h("h3", {}, "Energy"), energy),
  );
}
