// Numbers for people, as the terminal's report writes them: three significant digits, decimal units.

import { Estimate } from "./data";

function digits(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return "0";
  const decimals = Math.max(0, 2 - Math.floor(Math.log(size) / Math.LN10 + 1e-12));
  return value.toFixed(Math.min(decimals, 6));
}

export function percent(fraction: number | null): string {
  return fraction === null ? "–" : (100 * fraction).toFixed(1) + " %";
}

/// "12.3", in points; "−0.4".
export function points(fraction: number): string {
  const words = (100 * Math.abs(fraction)).toFixed(1);
  return (fraction < 0 && words !== "0.0" ? "−" : "") + words;
}

/// Accuracy gained: "+12.3", "−0.4", "0.0".
export function gained(share: number): string {
  return change(-share);
}

/// Whether a change helps, by the interval of its gain.
export function helpWords(helps: boolean, gain: [number, number] | null): string {
  if (helps) return "yes";
  return gain !== null && gain[1] < 0 ? "no, it harms" : "not shown";
}

/// Accuracy lost, as a change: "−12.3", "+0.4", "0.0".
export function change(lost: number): string {
  const words = points(Math.abs(lost));
  return words === "0.0" ? words : (lost > 0 ? "−" : "+") + words;
}

export function milliseconds(value: number): string {
  if (value < 1) return digits(value * 1000) + " µs";
  return value < 1000 ? digits(value) + " ms" : digits(value / 1000) + " s";
}

/// "[3.31 ms, 3.52 ms]"; a bound that is not known is "?"; "" where neither is.
export function timesOf(estimate: Estimate): string {
  if (estimate.low === null && estimate.high === null) return "";
  const bound = (value: number | null) => (value === null ? "?" : milliseconds(value));
  return "[" + bound(estimate.low) + ", " + bound(estimate.high) + "]";
}

export function bytes(value: number): string {
  if (value < 1000) return value + " B";
  if (value < 1e6) return digits(value / 1e3) + " kB";
  return value < 1e9 ? digits(value / 1e6) + " MB" : digits(value / 1e9) + " GB";
}

export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/// "1 photo", "12 photos".
export function counted(value: number, one: string): string {
  return count(value) + " " + one + (value === 1 ? "" : "s");
}

/// "12.3 [10.1, 14.0]": points lost or gained, with their interval.
export function pointsOf(estimate: Estimate): string {
  return points(estimate.value) + " " + interval(ends(estimate));
}

/// Both bounds, or null.
export function ends(estimate: Estimate): [number, number] | null {
  return estimate.low === null || estimate.high === null ? null : [estimate.low, estimate.high];
}

/// "[92.5, 99.1]", in points; "" where there is none.
export function interval(ends: [number, number] | null): string {
  return ends === null ? "" : "[" + points(ends[0]) + ", " + points(ends[1]) + "]";
}

const kVerdicts: { [verdict: string]: string } = { ready: "READY", not_ready: "NOT READY", unproven: "UNPROVEN" };

export function verdictWord(verdict: string | null): string {
  return verdict === null ? "NO VERDICT" : kVerdicts[verdict];
}
