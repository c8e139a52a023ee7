import { createHash } from 'node:crypto';
import { createRandom } from '../detection/random.js';
import type { Random } from '../detection/random.js';
import { INJECTORS, PAGES, isFactor } from './injectors.js';
import type { Injector, PageName } from './injectors.js';
import { SORT } from './kinds.js';

/** Seconds are counted from when the page works. */
export interface PlannedFault {
  readonly injector: Injector;
  readonly strength: number;
  readonly start: number;
  readonly seconds: number;
  /** Seconds until a ramp is at its top; 0 for a step. */
  readonly rise: number;
}

/** What happens on healthy pages too. */
export type BenignName = 'hidden' | 'idle' | 'load' | 'resize' | 'navigate' | 'mark';

export interface PlannedEvent {
  readonly name: BenignName;
  readonly start: number;
  /** Of those that last; 0 for the others. */
  readonly seconds: number;
}

export interface PlannedSession {
  /** Ends with a hash of the session's plan: another plan is another recording. */
  readonly id: string;
  readonly page: PageName;
  readonly seed: number;
  readonly seconds: number;
  readonly faults: readonly PlannedFault[];
  readonly events: readonly PlannedEvent[];
}

/** Baselines are learnt until here; memory is judged from 120 s on. */
const FIRST_FAULT = [97, 104] as const;
const FIRST_MEMORY_FAULT = 124;
/** Sorts of faults that rules on memory find: they warm up for longer. */
const NEEDS_MEMORY: ReadonlySet<string> = new Set(['memory', 'blocks', 'heap']);
const REST = [27, 31] as const;
/** A session and the start of its browser fit in a batch of ten minutes. */
const LONGEST = 552;
const TAIL = 12;
/** From the end of a fault to an event, and from its end to the next fault: levels must be learnt by then. */
const BEFORE_EVENT = 10;
const AFTER_EVENT = 32;
/** What mutes nothing needs no more than the rest. */
const AFTER_INSTANT = 20;
const AFTER_MARK = 75;

const EVENTS: Readonly<Record<BenignName, readonly [low: number, high: number]>> = {
  hidden: [6, 18],
  idle: [8, 16],
  load: [0, 0],
  resize: [0, 0],
  navigate: [0, 0],
  mark: [0, 0],
};
const INSTANT: ReadonlySet<BenignName> = new Set(['resize', 'navigate']);
/** A mark re-bases all levels: it has sessions of its own, without faults. */
const BETWEEN_FAULTS: readonly BenignName[] = ['hidden', 'idle', 'load', 'resize', 'navigate'];
const CALM: readonly BenignName[] = [
  'resize',
  'hidden',
  'load',
  'navigate',
  'mark',
  'idle',
  'load',
  'hidden',
];

function drawEvent(random: Random, name: BenignName, start: number): PlannedEvent {
  const [low, high] = EVENTS[name];
  return { name, start, seconds: random.between(low, high) };
}

function drawFault(random: Random, injector: Injector, start: number): PlannedFault {
  const [low, high] = injector.strength;
  // A switch of 1 to 3 has each of its steps with the same chance.
  const drawn = injector.whole ? Math.floor(random.between(low, high + 1)) : random.logBetween(low, high);
  const seconds = random.between(...injector.seconds);
  return { injector, strength: drawn, start, seconds, rise: injector.ramp ? random.between(22, 34) : 0 };
}

function shuffled<T>(random: Random, items: readonly T[]): T[] {
  const rest = [...items];
  const order: T[] = [];
  while (rest.length > 0) order.push(...rest.splice(Math.floor(random.between(0, rest.length)), 1));
  return order;
}

/** The next injector that fits and acts upon something else than the one before; of what there is most of first. */
function takeNext(
  open: Injector[],
  before: Injector | undefined,
  fits: (injector: Injector) => boolean,
): Injector | undefined {
  const left = (sort: string): number => open.filter(({ kind }) => SORT[kind] === sort).length;
  const candidates = open.filter(
    (injector) => fits(injector) && (!before || SORT[injector.kind] !== SORT[before.kind]),
  );
  const most = Math.max(...candidates.map(({ kind }) => left(SORT[kind])));
  const next = candidates.find(({ kind }) => left(SORT[kind]) >= most - 1);
  if (next) open.splice(open.indexOf(next), 1);
  return next;
}

/** How often something is planned elsewhere is no part of a session's plan. */
const ofOne = (key: string, value: unknown): unknown => (key === 'again' ? undefined : value);

const hashOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value, ofOne)).digest('hex').slice(0, 8);

function named(page: PageName, number: string, session: Omit<PlannedSession, 'id' | 'page'>): PlannedSession {
  return { id: `${page}-${String(number)}-${hashOf([page, session])}`, page, ...session };
}

/** Fills one session from what is open, so that it ends before `LONGEST`. */
function fillSession(random: Random, open: Injector[], ends: Injector[]) {
  const faults: PlannedFault[] = [];
  const events: PlannedEvent[] = [];
  const end = ends.pop();
  const reserve = end ? Math.max(...end.seconds) : 0;
  const event = random.pick(BETWEEN_FAULTS);
  const eventAfter = Math.floor(random.between(1, 4));
  let at = random.between(...FIRST_FAULT);
  let before: Injector | undefined;

  function place(injector: Injector): void {
    if (NEEDS_MEMORY.has(SORT[injector.kind])) at = Math.max(at, FIRST_MEMORY_FAULT);
    const fault = drawFault(random, injector, at);
    faults.push(fault);
    at += fault.seconds + random.between(...REST);
    before = injector;
    if (faults.length !== eventAfter) return;
    const begin = fault.start + fault.seconds + BEFORE_EVENT + random.between(0, 6);
    const placed = drawEvent(random, event, begin);
    events.push(placed);
    at = begin + placed.seconds + (INSTANT.has(event) ? AFTER_INSTANT : AFTER_EVENT);
  }

  const fits = (injector: Injector): boolean =>
    at + Math.max(...injector.seconds) + REST[1] + reserve + TAIL <= LONGEST;
  for (let next = takeNext(open, before, fits); next; next = takeNext(open, before, fits)) place(next);
  if (end) place(end);
  const seconds = Math.ceil(Math.max(...faults.map((fault) => fault.start + fault.seconds)) + TAIL);
  return { seconds, faults, events };
}

function calmSession(random: Random): Pick<PlannedSession, 'seconds' | 'faults' | 'events'> {
  const events: PlannedEvent[] = [];
  let at = random.between(...FIRST_FAULT);
  for (const name of CALM) {
    const event = drawEvent(random, name, at);
    events.push(event);
    at += event.seconds + (name === 'mark' ? AFTER_MARK : random.between(36, 48));
  }
  return { seconds: Math.ceil(at), faults: [], events };
}

interface Round {
  /** What goes before the number of a session in its name. */
  readonly prefix: string;
  readonly seed: number;
  readonly runs: (injector: Injector) => Injector['runs'] | undefined;
  /** With a session without faults. */
  readonly calm: boolean;
}

/** Those after the first fill up what it was to have: their seeds are others. */
const ROUNDS: readonly Round[] = [
  { prefix: '', seed: 0, runs: (injector) => injector.runs, calm: true },
  { prefix: 'again', seed: 500, runs: (injector) => injector.again?.[0], calm: false },
  { prefix: 'third', seed: 700, runs: (injector) => injector.again?.[1], calm: false },
];

function planPage(page: PageName, seed: number, round: Round): PlannedSession[] {
  const random = createRandom(seed);
  const all = INJECTORS.flatMap((injector) =>
    Array.from({ length: round.runs(injector)?.[page] ?? 0 }, () => injector),
  );
  const open = shuffled(
    random,
    all.filter(({ last }) => !last),
  );
  const ends = shuffled(
    random,
    all.filter(({ last }) => last),
  );
  const sessions: PlannedSession[] = [];
  while (open.length + ends.length > 0)
    sessions.push(
      named(page, `${round.prefix}${String(sessions.length)}`, {
        seed: seed + sessions.length,
        ...fillSession(random, open, ends),
      }),
    );
  // Not last: a bench that was cut short has sessions without faults too.
  if (!round.calm) return sessions;
  sessions.splice(2, 0, named(page, 'calm', { seed: seed + 999, ...calmSession(random) }));
  return sessions;
}

function planRound(seed: number, round: Round): readonly PlannedSession[] {
  const byPage = PAGES.map((page, i) => planPage(page, seed + round.seed + 10_000 * i, round));
  const most = Math.max(...byPage.map((sessions) => sessions.length));
  return Array.from({ length: most }, (_, i) => byPage.flatMap((sessions) => sessions[i] ?? [])).flat();
}

/** Every session, round by round, page by page in turn. The same seed gives the same plan. */
export function planSessions(seed = 4_000): readonly PlannedSession[] {
  return ROUNDS.flatMap((round) => planRound(seed, round));
}

/** Strength of a fault so many seconds after its begin. */
export function strengthAt({ injector, strength, rise }: PlannedFault, second: number): number {
  const share = rise === 0 ? 1 : Math.min(1, second / rise);
  return isFactor(injector) ? strength ** share : strength * share;
}
