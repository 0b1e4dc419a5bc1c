/** Numbers of a log that are here: from the first to the last, both included. */
export type Range = readonly [from: number, to: number];

/** Adds a range to ranges in ascending order, and joins those that touch. */
export function addRange(ranges: readonly Range[], added: Range): readonly Range[] {
  let [from, to] = added;
  if (to < from) {
    return ranges;
  }
  const apart = ranges.filter((range) => {
    const touches = range[0] <= to + 1 && range[1] >= from - 1;
    if (touches) {
      from = Math.min(from, range[0]);
      to = Math.max(to, range[1]);
    }
    return !touches;
  });
  return [...apart, [from, to] as const].sort((a, b) => a[0] - b[0]);
}

/** Returns the range that contains a number. */
export function rangeOf(ranges: readonly Range[], seq: number): Range | undefined {
  return ranges.find(([from, to]) => from <= seq && seq <= to);
}
