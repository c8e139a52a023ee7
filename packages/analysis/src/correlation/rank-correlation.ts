/** Ranks from 1; equal values share the mean of their ranks. */
export function ranksOf(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Array<number>(values.length);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to++;
    for (let i = from; i < to; i++) ranks[order[i] ?? 0] = (from + to + 1) / 2;
    from = to;
  }
  return ranks;
}

/** Pearson's correlation; absent where either side is constant or there are fewer than three pairs. */
export function pearson(x: readonly number[], y: readonly number[]): number | undefined {
  const n = x.length;
  if (n < 3 || y.length !== n) return undefined;
  let meanX = 0;
  let meanY = 0;
  for (let i = 0; i < n; i++) {
    meanX += (x[i] ?? 0) / n;
    meanY += (y[i] ?? 0) / n;
  }
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < n; i++) {
    const dx = (x[i] ?? 0) - meanX;
    const dy = (y[i] ?? 0) - meanY;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xx > 0 && yy > 0 ? Math.min(1, Math.max(-1, xy / Math.sqrt(xx * yy))) : undefined;
}

/** Spearman's rank correlation, −1 to 1; absent where either side is constant or there are fewer than three pairs. */
export function spearman(x: readonly number[], y: readonly number[]): number | undefined {
  return pearson(ranksOf(x), ranksOf(y));
}

/** Beyond this, an autocorrelation is estimated from too few pairs. */
const MOST_LAGS = 60;

function centred(values: readonly number[]): { readonly rests: readonly number[]; readonly square: number } {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  const rests = values.map((value) => value - mean);
  return { rests, square: rests.reduce((sum, value) => sum + value * value, 0) };
}

function autocorrelation({ rests, square }: ReturnType<typeof centred>, lag: number): number {
  let product = 0;
  for (let i = lag; i < rests.length; i++) product += (rests[i] ?? 0) * (rests[i - lag] ?? 0);
  if (!(square > 0)) return 0;
  const found = product / square;
  // Short series look as if they forgot faster than they do (Kendall 1954: the bias is −(1 + 3ρ) / n)
  return found + (1 + 3 * found) / rests.length;
}

/**
 * How many independent pairs two autocorrelated series are worth: n / (1 + 2 Σ ρx(k) ρy(k)) (Bartlett 1935), summed
 * while both correlations are positive: beyond that they are noise. Between 1 and n.
 */
export function effectiveSize(x: readonly number[], y: readonly number[]): number {
  const n = x.length;
  const lags = Math.min(MOST_LAGS, Math.floor(n / 3));
  const ofX = centred(x);
  const ofY = centred(y);
  let sum = 0;
  for (let lag = 1; lag <= lags; lag++) {
    const a = autocorrelation(ofX, lag);
    const b = a > 0 ? autocorrelation(ofY, lag) : 0;
    if (a <= 0 || b <= 0) break;
    sum += (1 - lag / n) * a * b;
  }
  return Math.max(1, n / (1 + 2 * sum));
}
