// What a model's bytes are for: one rectangle a layer, coloured by its number type.

import { hierarchy, treemap } from "d3-hierarchy";
import { bytes, percent } from "../format";
import { Element_, h } from "../node";
import { drawing, round, text, titled } from "./frame";

export interface Layer {
  name: string;
  operator: string;
  type: string; // of numbers
  bytes: number;
}
interface Tree {
  layer?: Layer;
  children?: Tree[];
}

export function layerMap(layers: Layer[]): Element_ {
  const size = { width: 700, height: 300 };
  const all = layers.reduce((sum, layer) => sum + layer.bytes, 0);
  const root = hierarchy<Tree>({ children: layers.map((layer) => ({ layer })) })
    .sum((tree) => (tree.layer ? tree.layer.bytes : 0))
    .sort((a, b) => b.value - a.value);
  const leaves = treemap<Tree>().size([size.width, size.height]).paddingInner(2)(root).leaves();
  const seen = leaves.filter((leaf) => leaf.x1 - leaf.x0 > 2 && leaf.y1 - leaf.y0 > 2).map((leaf) => (leaf.data.layer ? leaf.data.layer.type : ""));
  const types = layers.map((layer) => layer.type).filter((one, i, list) => list.indexOf(one) === i);
  const parts: Element_[] = [];
  for (const leaf of leaves) {
    const layer = leaf.data.layer;
    if (!layer) continue;
    const width = leaf.x1 - leaf.x0, height = leaf.y1 - leaf.y0;
    const words = layer.name + " (" + layer.operator + ", " + layer.type + "): " + bytes(layer.bytes) + ", " + percent(layer.bytes / all);
    parts.push(titled(h("rect", { x: round(leaf.x0), y: round(leaf.y0), width: round(width), height: round(height), class: "layer hue-" + (types.indexOf(layer.type) % 6) }), words));
    if (width > 52 && height > 34) {
      const letters = Math.floor((width - 10) / 6.6);
      parts.push(text(leaf.x0 + 5, leaf.y0 + 15, shortened(shortName(layer), letters), "start", "on-layer"));
      parts.push(text(leaf.x0 + 5, leaf.y0 + 29, shortened(bytes(layer.bytes) + ", " + layer.type, letters), "start", "on-layer"));
    }
  }
  types.filter((type) => seen.indexOf(type) >= 0).forEach((type, i) => {
    parts.push(h("rect", { x: i * 110, y: size.height + 8, width: 12, height: 12, class: "layer hue-" + (types.indexOf(type) % 6) }));
    parts.push(text(i * 110 + 18, size.height + 18, type, "start", "label"));
  });
  return drawing({ width: size.width, height: size.height + 26 }, "Bytes of the model by layer: " + layers.map((layer) => layer.operator + " " + bytes(layer.bytes)).join(", "), ...parts);
}

/// The last part of the last of its names, which are paths: what tells it from others.
function shortName(layer: Layer): string {
  const last = layer.name.split(";").pop()!.replace(/\/+$/, "").split("/").pop()!;
  return last || layer.operator;
}

function shortened(words: string, letters: number): string {
  return words.length <= letters ? words : words.slice(0, Math.max(1, letters - 1)) + "…";
}
