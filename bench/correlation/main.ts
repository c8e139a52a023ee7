import process from 'node:process';
import type { Relation } from '@wasm-vitals/protocol';
import { relationsOf } from '@wasm-vitals/report';
import { peopleSession, type Planted } from './synthetic-people.js';

const JSON_FLAG = process.argv.includes('--json');
const runsOf = (flag: string, usual: number) =>
  Number(process.argv.find((argument) => argument.startsWith(`--${flag}=`))?.split('=')[1] ?? usual);
const NULL_RUNS = runsOf('null', 500);
const PLANTED_RUNS = runsOf('planted', 100);

interface Shape {
  readonly name: string;
  readonly sessions: number;
  readonly snapshots: number;
}

const HOUR: Shape = { name: 'one session of an hour', sessions: 1, snapshots: 720 };
const TWO_HOURS: readonly Shape[] = [
  { name: 'one session of two hours', sessions: 1, snapshots: 1_440 },
  { name: 'twelve sessions of 10 min', sessions: 12, snapshots: 120 },
];
const SHAPES: readonly Shape[] = [HOUR, ...TWO_HOURS];

interface Effect {
  /** Shapes in which an effect of this size is to be found nine times in ten. */
  readonly stated: readonly Shape[];
  readonly name: string;
  readonly planted: Planted;
  readonly outcome: string;
  /** Drivers that measure the planted cause, or go with it: finding these is right. */
  readonly drivers: readonly string[];
}

const FRAMES = ['rendering.frameTime.max', 'rendering.frameTime.p95', 'rendering.longFrames.count'];

const EFFECTS: readonly Effect[] = [
  {
    stated: [HOUR],
    name: '50 % fewer interactions in the 10 s after frames over 100 ms',
    planted: { interactionsAfterLongFrames: 0.5 },
    outcome: 'interactions',
    drivers: FRAMES,
  },
  {
    stated: [HOUR],
    name: '7 times as many rage clicks in the 10 s after requests over 300 ms',
    planted: { rageAfterSlowRequests: 7 },
    outcome: 'interaction.rageClicks',
    drivers: ['network.latency.p95'],
  },
  {
    stated: TWO_HOURS,
    name: '38 % fewer interactions in the 10 s after frames over 100 ms',
    planted: { interactionsAfterLongFrames: 0.62 },
    outcome: 'interactions',
    drivers: FRAMES,
  },
  {
    stated: TWO_HOURS,
    name: '5 times as many rage clicks in the 10 s after requests over 300 ms',
    planted: { rageAfterSlowRequests: 5 },
    outcome: 'interaction.rageClicks',
    drivers: ['network.latency.p95'],
  },
];

/** What follows from fewer interactions as well: more pauses. */
const FOLLOWERS: Readonly<Record<string, readonly string[]>> = { interactions: ['hesitation'] };

function run(shape: Shape, seed: number, planted?: Planted): readonly Relation[] {
  const sessions = Array.from({ length: shape.sessions }, (_, i) =>
    peopleSession({ seed: seed * 1_000 + i, snapshots: shape.snapshots, ...(planted ? { planted } : {}) }),
  );
  return relationsOf(sessions).relations;
}

/** Upper and lower 95 % limits of a share (Wilson). */
function wilson(hits: number, n: number): readonly [low: number, high: number] {
  const z = 1.96;
  const share = hits / n;
  const middle = share + (z * z) / (2 * n);
  const reach = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const whole = 1 + (z * z) / n;
  return [(middle - reach) / whole, (middle + reach) / whole];
}

function nullRow(shape: Shape) {
  let withFindings = 0;
  let findings = 0;
  for (let seed = 0; seed < NULL_RUNS; seed++) {
    const { length } = run(shape, seed);
    findings += length;
    if (length > 0) withFindings += 1;
  }
  const [low, high] = wilson(withFindings, NULL_RUNS);
  return { shape: shape.name, runs: NULL_RUNS, falseShare: withFindings / NULL_RUNS, low, high, findings };
}

function plantedRow(shape: Shape, effect: Effect) {
  let found = 0;
  let falseShare = 0;
  const right = [effect.outcome, ...(FOLLOWERS[effect.outcome] ?? [])];
  for (let seed = 0; seed < PLANTED_RUNS; seed++) {
    const relations = run(shape, 10_000 + seed, effect.planted);
    const isTrue = ({ driver, outcome }: Relation) =>
      effect.drivers.includes(driver) && right.includes(outcome);
    const hit = relations.find(
      ({ driver, outcome }) => effect.drivers.includes(driver) && outcome === effect.outcome,
    );
    if (hit) found += 1;
    const wrong = relations.filter((relation) => !isTrue(relation)).length;
    falseShare += relations.length > 0 ? wrong / relations.length / PLANTED_RUNS : 0;
  }
  const [low, high] = wilson(found, PLANTED_RUNS);
  return {
    ...{ shape: shape.name, effect: effect.name, runs: PLANTED_RUNS, found: found / PLANTED_RUNS, low, high },
    stated: effect.stated.includes(shape),
    falseDiscovery: falseShare,
  };
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const started = performance.now();

// each row is printed as it is known: a run that is cut short still says something
console.log('Without any effect: runs that report a relation all the same (goal: at most 5 %)');
const nulls = SHAPES.map((shape) => {
  const row = nullRow(shape);
  const interval = `95 % CI ${percent(Math.max(0, row.low))} to ${percent(row.high)}`;
  console.log(`  ${row.shape}: ${percent(row.falseShare)} of ${row.runs} (${interval})`);
  return row;
});
console.log(
  'With a planted effect: runs that find it (goal at the stated sizes, *: at least 90 %), false ones among all',
);
const planted = SHAPES.flatMap((shape) =>
  EFFECTS.filter(({ stated }) => !stated.includes(HOUR) || shape === HOUR).map((effect) => {
    const row = plantedRow(shape, effect);
    const interval = `95 % CI ${percent(row.low)} to ${percent(row.high)}`;
    const found = `found ${percent(row.found)} of ${row.runs} (${interval})`;
    console.log(
      `${row.stated ? '*' : ' '} ${row.effect}, ${row.shape}: ${found}, false ${percent(row.falseDiscovery)}`,
    );
    return row;
  }),
);
console.log(`${((performance.now() - started) / 1_000).toFixed(0)} s`);
if (JSON_FLAG) {
  console.log(
    JSON.stringify({
      falseDiscovery: Math.max(
        ...nulls.map((row) => row.falseShare),
        ...planted.map((row) => row.falseDiscovery),
      ),
      foundShare: Math.min(...planted.filter((row) => row.stated).map((row) => row.found)),
      nulls,
      planted,
    }),
  );
}
