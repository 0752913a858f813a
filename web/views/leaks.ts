// Test photos that stand in the training set, side by side with it.

import { Alike, LeaksData } from "../data";
import { count, counted, percent } from "../format";
import { Child, h } from "../node";
import { Pair, pairs } from "../sections/pairs";
import { copyButton, section } from "../sections/section";

const kPairs = 60;

/// Those with two labels first, then the most alike.
function sorted(all: Pair[]): Pair[] {
  return all.sort((a, b) => (a.alike.labels_differ !== b.alike.labels_differ ? (a.alike.labels_differ ? -1 : 1) : b.alike.score - a.alike.score)).slice(0, kPairs);
}

function shown(id: string, title: string, all: Pair[], data: LeaksData): Child {
  if (all.length === 0) return null;
  const first = sorted(all);
  const rest = all.length - first.length;
  return section(id, title + ": " + counted(all.length, "pair"), pairs(first, data.pictures), rest > 0 ? h("p", { class: "note" }, count(rest) + " more; --json names them.") : null);
}

export function leaks(data: LeaksData): Child {
  const search = data.leaks;
  const within = (all: (Alike & { first: string; second: string })[], pictures: [number | null, number | null][]): Pair[] => all.map((alike, i) => ({ alike, names: [alike.first, alike.second], pictures: pictures[i] }));
  const share = search.test.photos === 0 ? 0 : search.leaking_test_photos / search.test.photos;
  const side = (name: string, one: LeaksData["leaks"]["train"]) => [
    h("dt", {}, name),
    h("dd", {}, counted(one.photos, "photo") + " of " + one.source + (one.split === "all" ? "" : ", split " + one.split) + (one.unreadable > 0 ? "; " + count(one.unreadable) + " cannot be read" : "")),
  ];
  const groups = search.groups.concat(search.captures);
  return h(
    "div",
    {},
    h(
      "section",
      { id: "verdict", "aria-label": "Result" },
      h("h1", {}, search.leaking_test_photos === 0 ? "No leak found" : count(search.leaking_test_photos) + " of " + counted(search.test.photos, "test photo") + " leak (" + percent(share) + ")"),
      search.interrupted ? h("p", {}, "The search was stopped before all photos were compared: there may be more.") : null,
      h("p", { class: "meaning" }, search.leaking_test_photos === 0 ? "That nothing is found does not prove that the sets are apart." : "A model has seen these photos with their answers, so accuracy on them says nothing of new ones."),
      h("dl", { class: "method" }, ...side("training", search.train), ...side("test", search.test)),
      search.events.length === 0 ? null : h("ul", {}, ...search.events.map((one) => h("li", {}, one))),
    ),
    shown("leaks", "Test photos (left) and training photos (right)", search.leaks.map((alike, i): Pair => ({ alike, names: [alike.test, alike.train], pictures: data.pairs.leaks[i] })), data),
    shown("within-test", "Alike within the test photos", within(search.within_test, data.pairs.within_test), data),
    shown("within-train", "Alike within the training photos", within(search.within_train, data.pairs.within_train), data),
    data.command === "" ? null : section("method", "How it was searched", h("dl", { class: "method" }, h("dt", {}, "command"), h("dd", {}, h("code", {}, data.command), " ", copyButton(data.command, "copy")), h("dt", {}, "muster"), h("dd", {}, data.tool_version))),
    groups.length === 0 ? null : section("groups", "Groups and moments with photos on both sides", h("ul", {}, ...groups.slice(0, kPairs).map((one) => h("li", {}, one.name + ": " + counted(one.test_photos, "test photo") + ", " + counted(one.train_photos, "training photo"))))),
  );
}
