// npm: highs@1.15.3
// toolchain: Emscripten C++
// runs: chromium node
import createHighs from '../work/node_modules/highs/build/highs.mjs';

/** A knapsack with forty things: a linear program with whole numbers. */
const things = Array.from({ length: 40 }, (_, i) => ({
  value: 3 + ((i * 7) % 11),
  weight: 2 + ((i * 5) % 13),
}));
const sum = (key) => things.map((thing, i) => `${thing[key]} x${i}`).join(' + ');
const PROBLEM = `Maximize\n obj: ${sum('value')}\nSubject To\n c1: ${sum('weight')} <= 61\nBinary\n ${things
  .map((_, i) => `x${i}`)
  .join(' ')}\nEnd`;

export default {
  async setup(io) {
    const highs = await createHighs({ locateFile: () => io.url('highs/build/highs.wasm') });
    return () => {
      const { Status, ObjectiveValue, Columns } = highs.solve(PROBLEM);
      return [Status, ObjectiveValue, Object.values(Columns).map(({ Primal }) => Math.round(Primal))];
    };
  },
};
