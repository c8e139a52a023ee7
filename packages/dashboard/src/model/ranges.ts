/** Windows that the header offers, in milliseconds; `all` is what the feed still has. */
export const RANGES = [
  { id: '1m', label: '1 m', name: 'Last minute', length: 60_000 },
  { id: '5m', label: '5 m', name: 'Last 5 minutes', length: 300_000 },
  { id: '15m', label: '15 m', name: 'Last 15 minutes', length: 900_000 },
  { id: '1h', label: '1 h', name: 'Last hour', length: 3_600_000 },
  { id: 'all', label: 'All', name: 'Everything', length: Infinity },
] as const;

export type RangeId = (typeof RANGES)[number]['id'];

/** Five minutes show a leak's slope and still every second as a pixel or two. */
export const DEFAULT_RANGE: RangeId = '5m';

export function rangeLength(id: RangeId): number {
  return RANGES.find((range) => range.id === id)?.length ?? Infinity;
}
