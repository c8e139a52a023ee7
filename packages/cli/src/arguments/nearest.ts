/** How many single changes of a letter lead from one word to the other (Levenshtein 1966). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/**
 * The ids that a mistyped one may have meant, likeliest first, at most three. An id also counts by its part behind the
 * first dot: `fps` means `rendering.fps`.
 */
export function nearestIds(typed: string, ids: readonly string[]): readonly string[] {
  const wanted = typed.toLowerCase();
  const off = (id: string): number => {
    const whole = id.toLowerCase();
    const rest = whole.slice(whole.indexOf('.') + 1);
    if (wanted.length > 2 && rest.includes(wanted)) return 0;
    return Math.min(distance(wanted, whole), distance(wanted, rest));
  };
  const limit = Math.max(2, wanted.length / 3);
  return ids
    .map((id) => ({ id, off: off(id) }))
    .filter((candidate) => candidate.off <= limit)
    .sort((a, b) => a.off - b.off)
    .slice(0, 3)
    .map(({ id }) => id);
}
