/**
 * Quantile of the standard normal distribution, absolute error below 4.5e-4.
 * Source: Abramowitz & Stegun, Handbook of Mathematical Functions, 26.2.23.
 */
export function normalQuantile(p: number): number {
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  const t = Math.sqrt(-2 * Math.log(tail));
  const top = 2.515517 + 0.802853 * t + 0.010328 * t * t;
  const bottom = 1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3;
  return Math.sign(p - 0.5) * (t - top / bottom);
}

/**
 * Quantile of Student's t with `df` degrees of freedom (not always whole, ≥ 2), by its expansion around the normal
 * quantile; within 3 % for df ≥ 4, too small below that, where df = 2 is given exactly instead.
 * Source: Abramowitz & Stegun, 26.7.5.
 */
export function studentQuantile(p: number, df: number): number {
  if (df < 4) {
    // Exact for two degrees of freedom; between 2 and 4 it errs to the safe side.
    const a = 4 * p * (1 - p);
    return 2 * (p - 0.5) * Math.sqrt(2 / a);
  }
  const x = normalQuantile(p);
  const g1 = (x ** 3 + x) / 4;
  const g2 = (5 * x ** 5 + 16 * x ** 3 + 3 * x) / 96;
  const g3 = (3 * x ** 7 + 19 * x ** 5 + 17 * x ** 3 - 15 * x) / 384;
  const g4 = (79 * x ** 9 + 776 * x ** 7 + 1482 * x ** 5 - 1920 * x ** 3 - 945 * x) / 92_160;
  return x + g1 / df + g2 / df ** 2 + g3 / df ** 3 + g4 / df ** 4;
}
