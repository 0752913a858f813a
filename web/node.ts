// Elements as plain values: charts are pure functions that return them, for the page and for SVG files alike.

export type Handler = (event: Event) => void;
export type Attributes = { [name: string]: string | number | boolean | Handler | null };
export interface Element_ {
  tag: string;
  attributes: Attributes;
  children: Child[];
  mounted?: (element: Element) => void; // called once it is an element of the document's
}
export type Child = Element_ | string | null;

/// Text is text: nothing here is ever parsed as HTML.
export function h(tag: string, attributes: Attributes = {}, ...children: Child[]): Element_ {
  return { tag, attributes, children };
}

const kSvg = "http://www.w3.org/2000/svg";

// What would turn round the sentence that a name stands in.
const kDirection = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

function plain(text: string): string {
  return text.replace(kDirection, "\ufffd");
}

/// The element in this document. Attributes that are functions are handlers, "onclick" of "click"; null and false are
/// left out.
export function mount(child: Child, svg = false): Node {
  if (child === null) return document.createTextNode("");
  if (typeof child === "string") return document.createTextNode(plain(child));
  const inSvg = svg || child.tag === "svg";
  const element = inSvg ? document.createElementNS(kSvg, child.tag) : document.createElement(child.tag);
  for (const name of Object.keys(child.attributes)) {
    const value = child.attributes[name];
    if (value === null || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : plain(String(value)));
  }
  for (const one of child.children) element.appendChild(mount(one, inSvg));
  if (child.mounted) child.mounted(element);
  return element;
}

/// Puts `child` in the place of what an element holds.
export function fill(element: Element, child: Child): void {
  while (element.firstChild) element.removeChild(element.firstChild);
  element.appendChild(mount(child));
}

function focusable(host: Element): Element[] {
  return Array.prototype.slice.call(host.querySelectorAll("button, select, input, a, [tabindex]"));
}

/// A part of the page that is drawn anew by `redraw`; what has the focus keeps it.
export interface Part {
  element: Element_;
  redraw: () => void;
}

export function part(view: (redraw: () => void) => Child): Part {
  let host: Element | null = null;
  const redraw = () => {
    if (host === null) return;
    const focused = focusable(host).indexOf(document.activeElement!);
    fill(host, view(redraw));
    const again = focusable(host)[focused];
    if (again !== undefined) (again as HTMLElement).focus();
  };
  const mounted = (element: Element) => {
    host = element;
    redraw();
  };
  return { element: { tag: "div", attributes: {}, children: [], mounted }, redraw };
}

const kEscapes: { [character: string]: string } = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

// What no XML file may hold.
const kForbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => kEscapes[character]);
}

/// The same as text, for SVG files. Handlers are left out.
export function markup(child: Child): string {
  if (child === null) return "";
  if (typeof child === "string") return escaped(plain(child).replace(kForbidden, "\ufffd"));
  let text = "<" + child.tag;
  for (const name of Object.keys(child.attributes)) {
    const value = child.attributes[name];
    if (value === null || value === false || typeof value === "function") continue;
    text += " " + name + '="' + escaped(value === true ? "" : plain(String(value)).replace(kForbidden, "\ufffd")) + '"';
  }
  return text + ">" + child.children.map(markup).join("") + "</" + child.tag + ">";
}
