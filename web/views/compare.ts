// Several models on the same photos: which to ship, and whose decisions changed.

import { pareto } from "../charts/pareto";
import { ComparedModel, CompareData, Estimate } from "../data";
import { bytes, count, counted, ends, interval, milliseconds, percent, pointsOf, timesOf, verdictWord } from "../format";
import { Child, Element_, h } from "../node";
import { picture } from "../sections/photos";
import { command, kHostTimes, kOfThesePhotos, methodSection } from "../sections/method";
import { figure, scrollable, section } from "../sections/section";
import { badge } from "../sections/verdict";
import { candidates } from "./candidates";

function row(data: CompareData, model: ComparedModel, i: number): Element_ {
  const compared = model.comparison;
  const share = (one: Estimate | null) => (one === null ? ["–"] : [percent(one.value), h("div", { class: "ends" }, interval(ends(one)))]);
  const time = model.latency_p90_ms;
  const cells: Child[][] = [
    [verdictWord(model.verdict)],
    [model.model_bytes === null ? "–" : bytes(model.model_bytes.value)],
    time === null ? ["–"] : [milliseconds(time.value) + " (" + time.origin + ")", h("div", { class: "ends" }, timesOf(time))],
    share(model.top1_accuracy),
    [i === 0 ? "reference" : compared === null ? "–" : compared.sameness],
    [i === 0 || compared === null ? "" : compared.accuracy_loss === null ? "no labels" : pointsOf(compared.accuracy_loss)],
    compared === null ? [""] : share(compared.flip_rate),
  ];
  return h("tr", {}, h("th", { scope: "row" }, data.names[i] + (model.path !== null && model.path === data.comparison.ship ? " ★" : "")), ...cells.map((one) => h("td", { class: "number" }, ...one)));
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
    compared.moved.length === 0 ? null : h("h4", {}, "Photos whose decision changed, those that moved most" + (data.pictures.length === 0 ? "" : "; a red frame: wrong now")),
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

function method(data: CompareData): Element_ {
  const comparison = data.comparison;
  const rows: [string, Child][] = [["command", command(comparison.command)]];
  comparison.models.forEach((model, i) => rows.push(["sha256 of " + data.names[i], h("code", {}, model.sha256 || "not known")]));
  rows.push(...data.method, ["muster", comparison.tool_version], ["written", comparison.created_at]);
  return methodSection("How it was measured", rows, [kOfThesePhotos, kHostTimes + " The order of models may be another there.", "That two models decide alike on these photos does not make them one on others."]);
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
      all.length === 0 ? null : figure(scrollable("picture of the models", pareto(all)), "Whiskers: intervals at 95 % of top-1 accuracy, and of the time."),
      scrollable(
        "table of models",
        h(
          "table",
          { class: "list" },
          h("thead", {}, h("tr", {}, ...["model", "verdict", "size", "time (p90)", "top-1", "beside the first", "points lost", "flips"].map((one) => h("th", { scope: "col" }, one)))),
          h("tbody", {}, ...comparison.models.map((model, i) => row(data, model, i))),
        ),
      ),
    ),
    section("flips", "Decisions that changed", ...comparison.models.map((model, i) => flips(data, model, i))),
    method(data),
  );
}
