/** Complementary error function, error below 1.2e-7 everywhere (Press et al., Numerical Recipes, "erfcc"). */
export function erfc(x: number): number {
  const z = Math.abs(x);
  const t = 1 / (1 + z / 2);
  const series = [
    1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
    0.17087277,
  ].reduceRight((sum, coefficient) => coefficient + t * sum, 0);
  const value = t * Math.exp(-z * z - 1.26551223 + t * series);
  return x >= 0 ? value : 2 - value;
}
