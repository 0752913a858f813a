// How it was measured, so that anyone can do it again, and what is not claimed.

import { CheckData, PageModel, ReportModel } from "../data";
import { Child, Element_, h } from "../node";
import { copyButton, section } from "./section";

export function method(data: CheckData, model: PageModel, one: ReportModel): Element_ {
  const report = data.report;
  const rows: [string, Child][] = [];
  const add = (name: string, value: Child) => {
    if (value !== null && value !== "") rows.push([name, value]);
  };
  const command = (line: string | null) => (line === null || line === "" ? null : h("span", {}, h("code", {}, line), " ", copyButton(line, "copy")));
  add("command", one.observed_by === null ? "not known" : command(one.observed_by));
  if (report.command !== one.observed_by) add("command of this page", command(report.command));
  add("model", one.path);
  add("model's sha256", one.sha256 === null ? null : h("code", {}, one.sha256));
  for (const [name, words] of model.method) add(name, /sha256/.test(name) || /^shard/.test(name) ? h("code", {}, words) : words);
  add("budget", report.budget_source);
  add("muster", report.tool_version);
  add("begun", one.observed_at);
  add("written", report.created_at);
  return section(
    "method",
    "How it was measured",
    h("dl", { class: "method" }, ...([] as Element_[]).concat(...rows.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]))),
    h("h3", {}, "What is not claimed"),
    h(
      "ul",
      {},
      h("li", {}, "Accuracy is that of these photos. Of other ones it tells as much as these are like them; intervals count the photos, and nothing else."),
      h("li", {}, "Times of this machine prove nothing of a phone's; only what is marked as a device's does."),
      h("li", {}, "What was not measured is left open, and is never taken for good."),
    ),
  );
}
