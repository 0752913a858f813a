// Test photos that stand in the training set, side by side with it.

import { Alike, LeaksData } from "../data";
import { count, counted, percent } from "../format";
import { Child, h } from "../node";
import { Pair, pairs } from "../sections/pairs";
import { command, methodSection } from "../sections/method";
import { section } from "../sections/section";

const kPairs = 60;

/// "same file 12; resized 3": test photos by the most telling edit of their first pair, as the terminal counts them; the
/// most frequent first.
function kindsOf(all: (Alike & { test: string })[]): string {
  const counts: { [kind: string]: number } = {};
  all.forEach((one, i) => {
    if (one.kind !== null && (i === 0 || all[i - 1].test !== one.test)) counts[one.kind] = (counts[one.kind] || 0) + 1;
  });
  const kinds = Object.keys(counts).sort((a, b) => counts[b] - counts[a]);
  return kinds.map((kind) => kind.replace(/_/g, " ") + " " + count(counts[kind])).join("; ");
}

/// The most alike first, those with two labels last, as the terminal shows them: a third of the room is kept for these.
function sorted(all: Pair[]): Pair[] {
  const byScore = all.sort((a, b) => b.alike.score - a.alike.score);
  const contradicting = byScore.filter((one) => one.alike.labels_differ);
  const agreeing = byScore.filter((one) => !one.alike.labels_differ).slice(0, kPairs - Math.min(contradicting.length, Math.floor(kPairs / 3)));
  return agreeing.concat(contradicting).slice(0, kPairs);
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
  const leaking = search.leaking_test_photos;
  const share = search.test.photos === 0 ? 0 : leaking / search.test.photos;
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
      h("h1", {}, leaking === 0 ? "No leak found" : count(leaking) + " of " + counted(search.test.photos, "test photo") + " leak (" + percent(share) + ")"),
      search.interrupted ? h("p", {}, "The search was stopped before all photos were compared: there may be more.") : null,
      h("p", { class: "meaning" }, leaking === 0 ? "That nothing is found does not prove that the sets are apart." : "A model has seen these photos with their answers, so accuracy on them says nothing of new ones."),
      h("dl", { class: "method" }, ...side("training", search.train), ...side("test", search.test)),
      leaking === 0 ? null : h("p", {}, "How they were changed: " + kindsOf(search.leaks) + "."),
      leaking === 0 ? null : h("p", {}, h("b", {}, "Do: "), "look at the pairs below, take the test photos that leak out (", h("code", {}, "--write-clean FILE"), " writes the others), and measure again; or give ", h("code", {}, "--train"), " to muster check, which does it."),
      search.events.length === 0 ? null : h("ul", {}, ...search.events.map((one) => h("li", {}, one))),
    ),
    shown("leaks", "Test photos (left) and training photos (right)", search.leaks.map((alike, i): Pair => ({ alike, names: [alike.test, alike.train], pictures: data.pairs.leaks[i] })), data),
    shown("within-test", "Alike within the test photos", within(search.within_test, data.pairs.within_test), data),
    shown("within-train", "Alike within the training photos", within(search.within_train, data.pairs.within_train), data),
    groups.length === 0 ? null : section("groups", "Groups and moments with photos on both sides", h("ul", {}, ...groups.slice(0, kPairs).map((one) => h("li", {}, one.name + ": " + counted(one.test_photos, "test photo") + ", " + counted(one.train_photos, "training photo"))))),
    methodSection(
      "How it was searched",
      [["command", command(data.command)], ["muster", data.tool_version], ["machine", data.machine], ["written", data.created_at]],
      ["Photos are compared by what they show. Other photos of the same object or scene are not found unless a column “group”, or camera and second, tell of them.", "That nothing is found does not prove that the sets are apart; and a pair may be two alike photos of a plain background: look at them."],
    ),
  );
}
