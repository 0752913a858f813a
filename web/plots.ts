// The main pictures of a report as SVG files. Runs in muster itself, where there is no document.

import { accuracyBars } from "./charts/accuracy_bars";
import { heatMap, kMostClasses } from "./charts/heat_map";
import { layerMap } from "./charts/layer_map";
import { pareto } from "./charts/pareto";
import { reliability } from "./charts/reliability";
import { stressCurve } from "./charts/stress_curves";
import { summary } from "./charts/summary";
import { precisionRecall } from "./charts/threshold_curves";
import { courseOfRun, histogram } from "./charts/timing";
import { CheckData, CompareData, PageData } from "./data";
import { Element_, h, markup } from "./node";
import { outcomesOf } from "./outcomes";
import { candidates } from "./views/candidates";

type Pictures = { [name: string]: Element_ };

/// File names are of letters, digits and few signs, whatever a class is called.
function named(words: string): string {
  return words.replace(/[^A-Za-z0-9._-]+/g, "_").slice(0, 60);
}

function ofCheck(data: CheckData): Pictures {
  const pictures: Pictures = {};
  data.models.forEach((model, i) => {
    const report = data.report.models[i];
    const start = data.models.length === 1 ? "" : i + 1 + "_" + named(model.name) + "_";
    const add = (name: string, picture: Element_) => {
      let unique = start + name;
      for (let k = 2; pictures[unique] !== undefined; ++k) unique = start + name + "_" + k;
      pictures[unique] = picture;
    };
    add("summary", summary(model, report.verdict, report.caveats.concat(report.reasons)));
    if (report.classes.length > 0 && report.classes.length <= kMostClasses) add("confusion_matrix", heatMap(report.classes, report.confusion));
    const run = model.timing.filter((one) => one.samples > 1)[0];
    if (run !== undefined) {
      add("latency_histogram", histogram(run));
      add("latency_over_time", courseOfRun(run));
    }
    if (model.layers.length > 0) add("layers", layerMap(model.layers));
    if (model.bars.length > 1) add("accuracy_by_set", accuracyBars(model.bars));
    if (report.calibration !== null && report.calibration.photos > 0) add("reliability", reliability(report.calibration));
    if (report.stress !== null) for (const kind of report.stress.kinds) add("stress_" + named(kind.kind), stressCurve(kind, report.stress.clean));
    for (const view of report.thresholds.concat(report.explored))
      if (view.curve.length > 0) add("precision_recall_" + (view.class === null ? "any" : named(view.class)), precisionRecall(outcomesOf(view), null));
  });
  return pictures;
}

function ofComparison(data: CompareData): Pictures {
  const all = candidates(data);
  return all.length === 0 ? {} : { pareto: pareto(all) };
}

/// The style with its variables put in: few programs that show SVG files know them.
function plainStyle(style: string): string {
  const values: { [name: string]: string } = {};
  style.replace(/(--[a-z-]+):\s*([^;]+);/g, (all, name: string, value: string) => {
    values[name] = value;
    return all;
  });
  return style.replace(/:root \{[^}]*\}/, "").replace(/var\((--[a-z-]+)\)/g, (_all, name: string) => values[name]);
}

/// From the page's data and the charts' style, as JSON, to {name: SVG}.
export function plots(json: string, style: string): string {
  const data = JSON.parse(json) as PageData;
  const pictures = data.kind === "check" ? ofCheck(data) : data.kind === "compare" ? ofComparison(data) : {};
  const files: { [name: string]: string } = {};
  for (const name of Object.keys(pictures)) {
    const { width, height } = pictures[name].attributes;
    pictures[name].children.unshift(h("style", {}, plainStyle(style)), h("rect", { width, height, class: "paper" }));
    files[name] = markup(pictures[name]) + "\n";
  }
  return JSON.stringify(files);
}
