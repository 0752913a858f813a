import { Child, Element_, h } from "../node";

/// A part of the page with a heading that the table of contents can name.
export function section(id: string, title: string, ...children: Child[]): Element_ {
  return h("section", { id, "aria-labelledby": id + "-title" }, h("h2", { id: id + "-title" }, title), ...children);
}

/// What may be wider than the window, and then scrolls by itself.
export function scrollable(label: string, wide: Element_): Element_ {
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label }, wide);
}

export function figure(drawing: Element_, caption: string): Element_ {
  return h("figure", { class: "chart-box" }, drawing, h("figcaption", {}, caption));
}

/// A button that copies words, and says that it did.
export function copyButton(words: string, label: string): Element_ {
  const copy = (event: Event) => {
    const button = event.currentTarget as HTMLButtonElement;
    const said = (done: string) => {
      button.textContent = done;
      setTimeout(() => (button.textContent = label), 1500);
    };
    if (navigator.clipboard) navigator.clipboard.writeText(words).then(() => said("copied"), () => said("not allowed"));
    else said("not possible here");
  };
  return h("button", { type: "button", class: "copy", onclick: copy }, label);
}
