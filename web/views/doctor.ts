// Which single change to preparation or labels raises accuracy most.

import { DoctorData } from "../data";
import { count, counted, interval, percent, points } from "../format";
import { Child, h } from "../node";
import { copyButton, scrollable, section } from "../sections/section";

export function doctor(data: DoctorData): Child {
  const one = data.diagnosis;
  const best = one.changes.filter((change) => change.id === one.advised)[0];
  const title = one.interrupted ? "Stopped before all was tried" : best !== undefined ? "Found: " + best.words : one.accuracy.count < one.least_photos ? "Too few photos to tell" : "Nothing wrong found";
  const rows = one.changes.filter((change) => !change.dropped);
  const dropped = one.changes.filter((change) => change.dropped);
  return h(
    "div",
    {},
    h(
      "section",
      { id: "verdict", "aria-label": "Result" },
      h("h1", {}, title),
      best === undefined ? null : h("p", { class: "reasons" }, points(best.gain) + " points " + interval(best.gain_interval) + "; it mends " + count(best.mended) + " and spoils " + count(best.spoilt) + " of " + counted(best.photos, "photo") + "."),
      best === undefined ? null : h("p", {}, h("b", {}, "Do: "), best.advice),
      h("p", { class: "meaning" }, "As it is, " + percent(one.accuracy.value) + " " + interval(one.accuracy.interval) + " of " + counted(one.accuracy.count, "photo") + " are right."),
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
          h("thead", {}, h("tr", {}, ...["change", "gain in points", "interval", "photos", "p", "helps"].map((words) => h("th", { scope: "col" }, words)))),
          h(
            "tbody",
            {},
            ...rows.map((change) => h("tr", {}, h("th", { scope: "row" }, change.words), h("td", { class: "number" }, points(change.gain)), h("td", { class: "number" }, interval(change.gain_interval)), h("td", { class: "number" }, count(change.photos)), h("td", { class: "number" }, change.p_corrected === null ? "" : change.p_corrected.toPrecision(1)), h("td", {}, change.helps ? "surely" : "not surely"))),
          ),
        ),
      ),
      h("p", { class: "note" }, "All intervals together hold at 95 %; p is McNemar's, corrected (Holm)."),
      dropped.length === 0 ? null : h("p", { class: "note" }, "No better on the first photos: " + dropped.map((change) => change.words).join("; ") + "."),
    ),
    section("method", "How it was measured", h("dl", { class: "method" }, h("dt", {}, "command"), h("dd", {}, h("code", {}, data.command), " ", copyButton(data.command, "copy")), h("dt", {}, "muster"), h("dd", {}, data.tool_version), h("dt", {}, "model"), h("dd", {}, one.model.path), h("dt", {}, "model's sha256"), h("dd", {}, h("code", {}, one.model.sha256)), h("dt", {}, "photos"), h("dd", {}, one.data.source + ", split " + one.data.split), h("dt", {}, "photos are prepared by"), h("dd", {}, data.preparation))),
    one.warnings.length + one.events.length === 0 ? null : section("notes", "Notes", h("ul", {}, ...one.warnings.concat(one.events).map((words) => h("li", {}, words)))),
  );
}
