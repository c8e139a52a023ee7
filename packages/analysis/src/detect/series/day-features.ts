import type { DayFeature } from './feature.js';

/** Days that are looked back on: three weeks, so that weekdays and weekends are among them. */
const DAYS = 21;
const PARTS_OF_DAY = 24;

/** A ring of the last `capacity` numbers, by age: 0 is the newest. */
function createHistory(capacity: number) {
  const ring = new Float64Array(capacity);
  let count = 0;
  return {
    push(value: number): void {
      ring[count++ % capacity] = value;
    },
    get size() {
      return Math.min(count, capacity);
    },
    at: (age: number): number => ring[(count - 1 - age + capacity) % capacity] ?? NaN,
  };
}

/**
 * How unlike it is to the same time of all days before: distance of an hour's mean to the nearest of them. With `hours`
 * it is averaged over that time.
 */
export const unlikeAnyDay =
  (hours: number): DayFeature =>
  (day) => {
    const width = Math.max(1, Math.round(day / PARTS_OF_DAY));
    const slack = Math.max(1, Math.round(width / 2));
    const values = createHistory(width + 1);
    const means = createHistory(DAYS * day + slack + 1);
    const weight = hours === 0 ? 1 : Math.min(1, 2 / ((day * hours) / 24 + 1));
    let sum = 0;
    let average = 0;
    let rows = 0;

    function nearest(mean: number): number {
      let least = Infinity;
      for (let back = day; back <= DAYS * day; back += day) {
        for (let age = back - slack; age <= back + slack; age += slack) {
          if (age >= means.size || age < day / 2) continue;
          least = Math.min(least, Math.abs(mean - means.at(age)));
        }
      }
      return least;
    }

    return {
      step(value) {
        values.push(value);
        sum += value - (rows >= width ? values.at(width) : 0);
        rows++;
        const mean = sum / Math.min(rows, width);
        means.push(mean);
        if (rows <= day) return undefined;
        const distance = nearest(mean);
        if (Number.isFinite(distance)) average += weight * (distance - average);
        return average;
      },
    };
  };

/** How still it became: an eighth of a day without its usual movement. */
export const stillness: DayFeature = (day) => {
  const width = Math.max(6, Math.round(day / 8));
  const moves = createHistory(width + 1);
  let last = NaN;
  let sum = 0;
  let rows = 0;
  return {
    step(value) {
      const move = Number.isNaN(last) ? 0 : Math.abs(value - last);
      last = value;
      moves.push(move);
      sum += move - (rows >= width ? moves.at(width) : 0);
      rows++;
      // Shifted so that the reading is positive; only its rank and its tail matter.
      return rows <= width ? undefined : 20 - Math.log(Math.max(0, sum) / width + 1e-6);
    },
  };
};
