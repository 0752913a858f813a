// How it was measured, so that anyone can do it again, and what is not claimed.

import { CheckData, PageModel, ReportModel } from "../data";
import { count } from "../format";
import { Child, Element_, h } from "../node";
import { copyButton, section } from "./section";

export function method(data: CheckData, model: PageModel, one: ReportModel): Element_ {
  const report = data.report;
  const rows: [string, Child][] = [];
  const add = (name: string, value: Child) => {
    if (value !== null && value !== "") rows.push([name, value]);
  };
  const command = (line: string | null) => (line === null || line === "" ? null : h("span", {}, h("code", {}, line), " ", copyButton(line, "copy")));
  add("command", command(one.observed_by));
  if (report.command !== one.observed_by) add(one.observed_by === null ? "command" : "command of this page", command(report.command));
  add("model", one.path);
  add("model's sha256", one.sha256 === null ? null : h("code", {}, one.sha256));
  if (report.data !== null) {
    add("photos", count(report.data.images) + " of " + report.data.source + (report.data.split === null ? "" : ", split " + report.data.split) + (report.data.unreadable > 0 ? ", " + count(report.data.unreadable) + " unreadable" : ""));
    add("photos' sha256", report.data.sha256 === null ? null : h("code", {}, report.data.sha256));
  }
  add("photos are prepared by", model.preparation);
  const machine = report.machine;
  if (machine !== null && machine.cpu !== "") add("machine", [machine.cpu, count(machine.cores) + " cores", machine.os, machine.architecture, machine.runtime].filter((word) => word !== null).join(", "));
  const device = report.measured_on;
  if (device !== null) add("device", [device.name, device.os, device.runtime, device.accelerator, device.date].join(", "));
  add("budget", report.budget_source);
  add("muster", report.tool_version);
  add("measured", one.observed_at);
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
