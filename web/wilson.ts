/// Wilson's score interval of a share at 95 % (E. B. Wilson, JASA 22, 1927); null of nothing.
export function wilson(found: number, all: number): [number, number] | null {
  if (all === 0) return null;
  const z2 = 1.959963984540054 * 1.959963984540054;
  const share = found / all;
  const middle = (share + z2 / (2 * all)) / (1 + z2 / all);
  const half = (Math.sqrt(z2 * (share * (1 - share) / all + z2 / (4 * all * all))) / (1 + z2 / all));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
