// Several models on the same photos: which to ship, and whose decisions changed.

import { pareto } from "../charts/pareto";
import { ComparedModel, CompareData } from "../data";
import { bytes, count, counted, milliseconds, percent, points, verdictWord } from "../format";
import { Child, Element_, h } from "../node";
import { picture } from "../sections/photos";
import { copyButton, figure, scrollable, section } from "../sections/section";
import { badge } from "../sections/verdict";
import { candidates } from "./candidates";

function row(data: CompareData, model: ComparedModel, i: number): Element_ {
  const compared = model.comparison;
  const loss = compared === null ? "" : points(compared.accuracy_loss.value) + " [" + points(compared.accuracy_loss.low || 0) + ", " + points(compared.accuracy_loss.high || 0) + "]";
  const cells: Child[] = [
    model.model_bytes === null ? "–" : bytes(model.model_bytes.value),
    model.latency_p90_ms === null ? "–" : milliseconds(model.latency_p90_ms.value) + " (" + model.latency_p90_ms.origin + ")",
    model.top1_accuracy === null ? "–" : percent(model.top1_accuracy.value),
    verdictWord(model.verdict),
    i === 0 ? "reference" : compared === null ? "–" : compared.sameness,
    i === 0 ? "" : loss,
    compared === null ? "" : percent(compared.flip_rate.value),
  ];
  return h("tr", {}, h("th", { scope: "row" }, data.names[i] + (model.path !== null && model.path === data.comparison.ship ? " ★" : "")), ...cells.map((one) => h("td", { class: "number" }, one)));
}

function flips(data: CompareData, model: ComparedModel, i: number): Child {
  const compared = model.comparison;
  if (compared === null) return null;
  const all = compared.flips;
  return h(
    "div",
    {},
    h("h3", {}, data.names[i] + ": " + compared.sameness),
    h("p", {}, compared.reason),
    h("p", {}, "Of " + counted(all.photos, "photo") + " decided by both: " + count(all.right_to_wrong) + " right before and wrong now, " + count(all.wrong_to_right) + " wrong before and right now, " + count(all.wrong_to_wrong) + " wrong in another way."),
    compared.preparation.length === 0 ? null : h("ul", {}, ...compared.preparation.map((one) => h("li", {}, one))),
    compared.moved.length === 0 ? null : h("h4", {}, "Photos whose decision changed, those that moved most"),
    h(
      "div",
      { class: "photos" },
      ...compared.moved.map((photo, k) =>
        h(
          "figure",
          { class: "photo" + (photo.after === photo.actual ? "" : " wrong") },
          picture(data, data.moved_pictures[i][k], "photo of " + photo.actual),
          h("figcaption", {}, h("span", {}, photo.actual + ": before " + photo.before + ", now " + photo.after), h("span", { class: "path" }, photo.path)),
        ),
      ),
    ),
    compared.classes.length === 0
      ? null
      : h(
          "details",
          {},
          h("summary", {}, "flips by class"),
          h(
            "table",
            { class: "list" },
            h("thead", {}, h("tr", {}, ...["class", "right to wrong", "wrong to right", "wrong to wrong"].map((one) => h("th", { scope: "col" }, one)))),
            h("tbody", {}, ...compared.classes.map((one) => h("tr", {}, h("th", { scope: "row" }, one.name), h("td", {}, count(one.right_to_wrong)), h("td", {}, count(one.wrong_to_right)), h("td", {}, count(one.wrong_to_wrong))))),
          ),
        ),
  );
}

/// What is not proven fit is not told to be shipped.
function headline(data: CompareData, at: number): Child[] {
  if (at < 0) return ["No model can be named to ship"];
  const verdict = data.comparison.models[at].verdict;
  if (verdict === "ready") return ["Ship " + data.names[at]];
  return [badge(verdict), " Nearest to ship: " + data.names[at]];
}

export function compare(data: CompareData): Child {
  const all = candidates(data);
  const comparison = data.comparison;
  const at = comparison.models.map((model) => model.path).indexOf(comparison.ship);
  return h(
    "div",
    {},
    h("section", { id: "verdict", "aria-label": "Recommendation" }, h("h1", {}, ...headline(data, at)), h("p", { class: "reasons" }, comparison.why), ...comparison.models.map((model, i) => (model.error === null ? null : h("p", { class: "missed" }, data.names[i] + " has no result: " + model.error)))),
    section(
      "models",
      "The models",
      all.length === 0 ? null : figure(pareto(all), "Whiskers: intervals of top-1 accuracy at 95 %."),
      scrollable(
        "table of models",
        h(
          "table",
          { class: "list" },
          h("thead", {}, h("tr", {}, ...["model", "size", "time (p90)", "top-1", "verdict", "beside the first", "points lost", "flips"].map((one) => h("th", { scope: "col" }, one)))),
          h("tbody", {}, ...comparison.models.map((model, i) => row(data, model, i))),
        ),
      ),
    ),
    section("flips", "Decisions that changed", ...comparison.models.map((model, i) => flips(data, model, i))),
    section("method", "How it was measured", h("dl", { class: "method" }, h("dt", {}, "command"), h("dd", {}, h("code", {}, comparison.command), " ", copyButton(comparison.command, "copy")), ...([] as Element_[]).concat(...comparison.models.map((model, i) => [h("dt", {}, "sha256 of " + data.names[i]), h("dd", {}, h("code", {}, model.sha256 || "not known"))])), ...([] as Element_[]).concat(...(data.method || []).map(([name, words]) => [h("dt", {}, name), h("dd", {}, words)])), h("dt", {}, "muster"), h("dd", {}, comparison.tool_version), h("dt", {}, "written"), h("dd", {}, comparison.created_at))),
  );
}
