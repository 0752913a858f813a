// What was checked, the worst first: what was seen, why it matters, what to do.

import { Finding, PageModel } from "../data";
import { count } from "../format";
import { Element_, h } from "../node";
import { section } from "./section";

const kOutcomes: { [outcome: string]: string } = { fail: "fail", inconclusive: "open", pass: "pass" };

function details(finding: Finding): Element_ | null {
  if (finding.details.length === 0) return null;
  return h("details", {}, h("summary", {}, "evidence (" + count(finding.details.length) + ")"), h("ul", {}, ...finding.details.map((one) => h("li", {}, one))));
}

function card(finding: Finding): Element_ {
  const passed = finding.outcome === "pass";
  const serious = finding.outcome === "fail" && finding.level === "error";
  return h(
    "li",
    { class: "finding " + finding.outcome + (serious ? " serious" : "") },
    h("span", { class: "outcome" }, kOutcomes[finding.outcome]),
    h(
      "div",
      {},
      h("p", {}, h("code", {}, finding.check), " ", finding.summary),
      passed ? null : h("p", { class: "why" }, h("b", {}, "Why: "), finding.why),
      passed ? null : h("p", { class: "advice" }, h("b", {}, "Do: "), finding.advice),
      details(finding),
    ),
  );
}

export function findings(model: PageModel): Element_ {
  const told = model.findings.filter((one) => one.outcome !== "pass");
  const passed = model.findings.filter((one) => one.outcome === "pass");
  return section(
    "findings",
    "Findings",
    told.length === 0 ? h("p", {}, "Nothing is wrong, and nothing is left open.") : h("ul", { class: "findings" }, ...told.map(card)),
    passed.length === 0 ? null : h("details", { class: "passed" }, h("summary", {}, count(passed.length) + " passed"), h("ul", { class: "findings" }, ...passed.map(card))),
  );
}
