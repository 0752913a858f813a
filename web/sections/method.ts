// How it was measured, so that anyone can do it again, and what is not claimed.

import { CheckData, PageModel, ReportModel } from "../data";
import { Child, Element_, h } from "../node";
import { copyButton, section } from "./section";

export const kOfThesePhotos = "Accuracy is that of these photos. Of other ones it tells as much as these are like them; intervals count the photos, and nothing else.";
export const kHostTimes = "Times of this machine prove nothing of a phone's; only what is marked as a device's does.";

/// A command line, and a button that copies it; null of none.
export function command(line: string | null): Child {
  return line === null || line === "" ? null : h("span", {}, h("code", {}, line), " ", copyButton(line, "copy"));
}

/// Names and what stands behind them, without those of which nothing is known; then what is not claimed.
export function methodSection(title: string, rows: [string, Child][], notClaimed: string[]): Element_ {
  const known = rows.filter(([, value]) => value !== null && value !== "");
  return section(
    "method",
    title,
    h("dl", { class: "method" }, ...([] as Element_[]).concat(...known.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]))),
    h("h3", {}, "What is not claimed"),
    h("ul", {}, ...notClaimed.map((one) => h("li", {}, one))),
  );
}

export function method(data: CheckData, model: PageModel, one: ReportModel): Element_ {
  const report = data.report;
  const rows: [string, Child][] = [["command", one.observed_by === null ? "not known" : command(one.observed_by)]];
  if (report.command !== one.observed_by) rows.push(["command of this page", command(report.command)]);
  rows.push(["model", one.path], ["model's sha256", one.sha256 === null ? null : h("code", {}, one.sha256)]);
  for (const [name, words] of model.method) rows.push([name, /sha256/.test(name) || /^shard/.test(name) ? h("code", {}, words) : words]);
  rows.push(["budget", report.budget_source], ["muster", report.tool_version], ["begun", one.observed_at], ["written", report.created_at]);
  return methodSection("How it was measured", rows, [kOfThesePhotos, kHostTimes, "What was not measured is left open, and is never taken for good."]);
}
