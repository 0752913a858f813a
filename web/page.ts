// The report as a page: reads what muster wrote into it, and draws.

import { PageData } from "./data";
import { Child, fill, h } from "./node";
import { check } from "./views/check";
import { compare } from "./views/compare";
import { doctor } from "./views/doctor";
import { failed } from "./views/failed";
import { leaks } from "./views/leaks";

function page(data: PageData): Child {
  switch (data.kind) {
    case "check":
      return check(data);
    case "compare":
      return compare(data);
    case "leaks":
      return leaks(data);
    case "doctor":
      return doctor(data);
    case "failed":
      return failed(data);
  }
}

const data = JSON.parse(document.getElementById("data")!.textContent || "") as PageData;
fill(document.getElementById("page")!, h("main", {}, page(data)));

// Paper shows what is folded up on the screen.
let opened: HTMLDetailsElement[] = [];
window.addEventListener("beforeprint", () => {
  opened = Array.prototype.filter.call(document.querySelectorAll("details"), (one: HTMLDetailsElement) => !one.open);
  for (const one of opened) one.open = true;
});
window.addEventListener("afterprint", () => {
  for (const one of opened) one.open = false;
});
document.documentElement.setAttribute("data-ready", "");
