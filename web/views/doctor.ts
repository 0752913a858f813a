// Which single change to preparation or labels raises accuracy most.

import { DoctorData } from "../data";
import { count, counted, gained, helpWords, interval, percent, points } from "../format";
import { Child, h } from "../node";
import { command, kOfThesePhotos, methodSection } from "../sections/method";
import { scrollable, section } from "../sections/section";

export function doctor(data: DoctorData): Child {
  const one = data.diagnosis;
  const best = one.changes.filter((change) => change.id === one.advised)[0];
  const by_recall = one.judged_by === "balanced_accuracy";
  const share = by_recall ? "mean recall" : "accuracy";
  const title = one.interrupted ? "Stopped before all was tried" : best !== undefined ? "Found: " + best.words : one.verdict === "inconclusive" ? "Inconclusive" : one.verdict === "found" ? "No change found" : "Nothing wrong found";
  const rows = one.changes.filter((change) => !change.dropped);
  const dropped = one.changes.filter((change) => change.dropped);
  return h(
    "div",
    {},
    h(
      "section",
      { id: "verdict", "aria-label": "Result" },
      h("h1", {}, title),
      best === undefined ? null : h("p", { class: "reasons" }, points(best.gain) + " points of " + share + " " + interval(best.gain_interval) + "; it fixes " + count(best.mended) + " and breaks " + count(best.spoilt) + " of " + counted(best.photos, "photo") + "."),
      best === undefined ? null : h("p", {}, percent(best.right_after / best.photos) + " are right with it, " + percent(best.right_before / best.photos) + " without." + (by_recall ? " Mean recall is " + percent(best.mean_recall_after) + " with it, " + percent(best.mean_recall_before) + " without." : "")),
      best === undefined ? null : h("p", {}, h("b", {}, "Do: "), best.advice + " Then ask the doctor again: it finds one mistake at a time."),
      one.inconclusive === null ? null : h("p", { class: "reasons" }, one.inconclusive.charAt(0).toUpperCase() + one.inconclusive.slice(1) + "."),
      best !== undefined || one.interrupted || one.inconclusive !== null ? null : h("p", {}, "None of " + counted(one.changes.length, "change") + " raises " + share + " with 95 % confidence; there may be mistakes smaller than the intervals below, and others."),
      h("p", { class: "meaning" }, "As it is, " + percent(one.accuracy.value) + " " + interval(one.accuracy.interval) + " of " + counted(one.accuracy.count, "photo") + " are right." + (by_recall ? " Mean recall is " + percent(one.mean_recall.value) + " " + interval(one.mean_recall.interval) + "; always answering " + one.commonest_class + " is right for " + percent(one.commonest_class_share) + "." : "")),
      one.wrong_scores === null ? null : h("p", {}, one.wrong_scores),
    ),
    section(
      "changes",
      "What was tried",
      scrollable(
        "table of changes",
        h(
          "table",
          { class: "list" },
          h("thead", {}, h("tr", {}, ...["change", "gain in points", "interval", "photos", "p", "does it help?"].map((words) => h("th", { scope: "col" }, words)))),
          h(
            "tbody",
            {},
            ...rows.map((change) => h("tr", {}, h("th", { scope: "row" }, change.words), h("td", { class: "number" }, gained(change.gain)), h("td", { class: "number" }, interval(change.gain_interval)), h("td", { class: "number" }, count(change.photos)), h("td", { class: "number" }, change.p_corrected === null ? "" : change.p_corrected.toPrecision(1)), h("td", {}, helpWords(change.helps, change.gain_interval)))),
          ),
        ),
      ),
      h("p", { class: "note" }, "Gains are of " + share + ". All intervals together have 95 % confidence; p is " + (by_recall ? "a weighted sign test's" : "McNemar's") + ", corrected (Holm)."),
      dropped.length === 0 ? null : h("p", { class: "note" }, "No better on the first photos: " + dropped.map((change) => change.words).join("; ") + "."),
    ),
    methodSection(
      "How it was measured",
      [["command", command(data.command)], ["muster", data.tool_version], ["model", one.model.path], ["model's sha256", h("code", {}, one.model.sha256)], ["photos", one.data.source + (one.data.split === "all" ? "" : ", split " + one.data.split)], ["photos are prepared by", data.preparation], ["machine", data.machine], ["written", data.created_at]],
      [kOfThesePhotos, "One change is tried at a time: two mistakes that hide each other are not found.", "That no change helps does not prove that all is right."],
    ),
    one.warnings.length + one.events.length === 0 ? null : section("notes", "Notes", h("ul", {}, ...one.warnings.concat(one.events).map((words) => h("li", {}, words)))),
  );
}
