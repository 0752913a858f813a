// Nothing was found out: why not.

import { FailedData } from "../data";
import { Child, h } from "../node";
import { copyButton, section } from "../sections/section";

export function failed(data: FailedData): Child {
  return h(
    "div",
    {},
    h("section", { id: "verdict", "aria-label": "Result" }, h("h1", {}, "No result"), h("p", { class: "reasons" }, data.message)),
    section("method", "What was asked", h("dl", { class: "method" }, h("dt", {}, "command"), h("dd", {}, h("code", {}, data.command), " ", copyButton(data.command, "copy")), h("dt", {}, "muster"), h("dd", {}, data.tool_version))),
  );
}
