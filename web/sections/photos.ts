// Photos with what they show, what the model said, and how sure it was.

import { CheckData, Photo, ReportModel } from "../data";
import { counted } from "../format";
import { Child, Element_, fill, h } from "../node";

/// What is needed to speak of photos.
export interface Album {
  names: { [index: number]: string };
  pictures: string[];
  scored: boolean; // answers have scores
}

export function album(data: CheckData, report: ReportModel): Album {
  const names: { [index: number]: string } = {};
  for (const row of report.classes) names[row.index] = row.name;
  const scored = data.models.some((model) => model.photos.some((photo) => photo.score !== 0));
  return { names, pictures: data.pictures, scored };
}

export function nameOf(of: Album, index: number | null, nothing: string): string {
  return index === null ? nothing : of.names[index];
}

export function picture(of: Pick<Album, "pictures">, index: number | null, alternative: string): Child {
  if (of.pictures.length === 0) return null; // they were held back
  if (index === null) return h("span", { class: "no-picture", "aria-hidden": "true" }, "no picture");
  return h("img", { src: "data:image/webp;base64," + of.pictures[index], alt: alternative, loading: "lazy" });
}

export function card(of: Album, photo: Photo): Element_ {
  const actual = nameOf(of, photo.actual, "none of the classes");
  const said = nameOf(of, photo.predicted, "no class");
  const words = photo.right ? actual + ", and taken for it" : actual + ", taken for " + said;
  return h(
    "figure",
    { class: "photo" + (photo.right ? "" : " wrong") },
    picture(of, photo.picture, "photo of " + actual),
    h("figcaption", {}, h("span", {}, words + (of.scored ? " (" + photo.score.toPrecision(3) + ")" : "")), h("span", { class: "path" }, photo.path)),
  );
}

export function grid(of: Album, photos: Photo[]): Element_ {
  return h("div", { class: "photos" }, ...photos.map((photo) => card(of, photo)));
}

/// Opens the photos in a window of the page; Escape closes it.
export function showPhotos(of: Album, title: string, photos: Photo[], inAll: number): void {
  const dialog = document.createElement("dialog");
  const close = () => {
    dialog.close();
    dialog.remove();
  };
  const missing = inAll - photos.length;
  fill(
    dialog,
    h(
      "div",
      {},
      h("div", { class: "dialog-head" }, h("h2", {}, title), h("button", { type: "button", onclick: close }, "close")),
      grid(of, photos),
      missing > 0 ? h("p", { class: "note" }, counted(missing, "more photo") + " not in this file; --predictions-out lists all.") : null,
    ),
  );
  dialog.setAttribute("aria-label", title);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.appendChild(dialog);
  dialog.showModal();
}
