/** Reads how many events of each type the page has had so far (Event Timing), or undefined where it can't be known. */
export function createEventCountReader(): (() => Iterable<readonly [string, number]>) | undefined {
  const counts = (performance as Performance & { readonly eventCounts?: ReadonlyMap<string, number> })
    .eventCounts;
  return counts ? () => counts.entries() : undefined;
}
