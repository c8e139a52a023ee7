/** The fixed-ratio rule on one series: how many times a value is above, or below, the mean of those before. */
export function createRatioScorer(): (value: number) => number {
  let sum = 0;
  let count = 0;
  return (value) => {
    const mean = count > 0 ? sum / count : value;
    sum += value;
    count++;
    if (mean === 0 || value === 0) return value === mean ? 1 : 10;
    return Math.min(10, Math.max(Math.abs(value / mean), Math.abs(mean / value)));
  };
}
