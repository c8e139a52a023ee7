import type { ActionRecord, Snapshot, Tick } from '@wasm-vitals/protocol';
import { expect, it } from 'vitest';
import { createNoJudgement } from './detect/no-judgement.js';
import { createFlow } from './flow.js';
import { createBrowserDeps } from './testing/browser-deps.js';
import { healthySnapshot } from './testing/snapshot.js';

function setUp() {
  let actions: readonly ActionRecord[] = [];
  let sequence = 0;
  const { detection, advisor } = createNoJudgement();
  const flow = createFlow({
    snapshotter: {
      takeSnapshot: (): Snapshot => healthySnapshot(sequence++),
      takeTick: (): Tick => ({
        timestamp: healthySnapshot(sequence).timestamp,
        interval: 1000,
        visibility: 1,
      }),
    },
    detection,
    advisor: { ...advisor, actions: () => actions },
    guard: createBrowserDeps().guard,
    historySize: 10,
  });
  const act = (id: string): void => {
    const line = { id, timestamp: 0, action: 'a', event: 'applied', trigger: 'loop' } as const;
    actions = [...actions.slice(-2), line]; // as the audit trail, which drops its oldest
  };
  return { flow, act };
}

const idsOf = ({ actions }: Snapshot): readonly string[] | undefined => actions?.map(({ id }) => id);

it('puts each line of the audit trail into one snapshot, that of its interval', () => {
  const { flow, act } = setUp();
  expect(flow.snapshot()).not.toHaveProperty('actions');
  act('1');
  act('2');
  expect(idsOf(flow.snapshot())).toEqual(['1', '2']);
  expect(flow.snapshot()).not.toHaveProperty('actions');
  act('3');
  expect(idsOf(flow.snapshot())).toEqual(['3']);
  for (const id of ['4', '5', '6', '7']) act(id);
  expect(idsOf(flow.snapshot())).toEqual(['5', '6', '7']);
});

it('forgets its history but the newest, and the ticks from before that', () => {
  const { flow } = setUp();
  for (let i = 0; i < 6; i++) {
    flow.tick();
    flow.snapshot();
  }
  flow.trim(2);
  expect(flow.snapshots.items().map(({ sequence }) => sequence)).toEqual([4, 5]);
  expect(flow.ticks.items()).toHaveLength(2);
});
