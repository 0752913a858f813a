// What was checked, the worst first: what was seen, why it matters, what to do.

import { Finding, PageModel } from "../data";
import { count } from "../format";
import { Element_, h } from "../node";
import { section } from "./section";

/// As the terminal has them: what decides no verdict is a warning.
function outcomeWord(finding: Finding): string {
  if (finding.outcome === "fail") return finding.level === "error" ? "fail" : "warn";
  return finding.outcome === "inconclusive" ? "open" : "pass";
}

function details(finding: Finding): Element_ | null {
  if (finding.details.length === 0) return null;
  return h("details", {}, h("summary", {}, "evidence (" + count(finding.details.length) + ")"), h("ul", {}, ...finding.details.map((one) => h("li", {}, one))));
}

function card(finding: Finding): Element_ {
  const passed = finding.outcome === "pass";
  const serious = finding.outcome === "fail" && finding.level === "error";
  return h(
    "li",
    { class: "finding " + finding.outcome + (finding.outcome === "fail" && !serious ? " warning" : "") },
    h("span", { class: "outcome" }, outcomeWord(finding)),
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
