import type { Alert, Anomaly, Recommendation, Snapshot } from '@wasm-vitals/protocol';
import type { Feed } from '../feed/feed.js';
import { createFakeFeed, type FakeFeed } from './fake-feed.js';
import { HOSTILE_STRINGS } from './hostile.js';

/** Every place of a feed where a host's, a module's or a server's text can stand, and the dashboard shows it. */
export const HOSTILE_FIELDS = [
  'application.name',
  'application.release',
  'alert.title',
  'alert.message',
  'alert.metric',
  'contributor.name',
  'recommendation.title',
  'recommendation.description',
  'recommendation.rationale',
  'recommendation.metric',
  'outcome.reason',
  'apply.message',
  'action.name',
  'function.name',
  'function.worker',
  'worker.name',
  'worker.url',
  'worker.running',
  'module.name',
  'module.url',
  'module.buildId',
  'module.feature',
  'module.section',
  'memory.name',
  'memory.allocator',
  'growth.during',
  'growth.worker',
  'network.error',
  'overhead.part',
  'overhead.shed',
] as const;
export type HostileField = (typeof HOSTILE_FIELDS)[number];

/** The text of each field in a round: over 200 rounds each field has had each string. */
export function hostileText(round: number): (field: HostileField) => string {
  return (field) =>
    HOSTILE_STRINGS[(round + 7 * HOSTILE_FIELDS.indexOf(field)) % HOSTILE_STRINGS.length] ?? '';
}

type Text = ReturnType<typeof hostileText>;

function snapshotOf(snapshot: Snapshot, text: Text): Snapshot {
  const { wasm } = snapshot;
  if (!('functions' in wasm)) throw new Error('the fake has no WASM');
  const [module] = wasm.modules;
  const [first] = wasm.functions;
  if (!module || !first) throw new Error('the fake has no module');
  return {
    ...snapshot,
    network: { error: text('network.error') },
    overhead: { cpu: 0.01, parts: { [text('overhead.part')]: 3 }, shed: [text('overhead.shed')], faults: 0 },
    wasm: {
      ...wasm,
      functions: [
        { ...first, name: text('function.name'), module: module.id, worker: text('function.worker') },
      ],
      workers: [
        {
          name: text('worker.name'),
          url: text('worker.url'),
          running: { name: text('worker.running'), time: 1 },
        },
      ],
      modules: [
        {
          ...module,
          name: text('module.name'),
          url: text('module.url'),
          buildId: text('module.buildId'),
          features: [text('module.feature')],
          sections: { [text('module.section')]: 1 },
          memories: [
            {
              name: text('memory.name'),
              reserved: 1,
              shared: false,
              live: 1,
              allocator: text('memory.allocator'),
            },
          ],
        },
      ],
      growth: [
        {
          timestamp: snapshot.timestamp,
          module: module.id,
          memory: text('memory.name'),
          pagesBefore: 1,
          pagesAfter: 2,
          during: text('growth.during'),
          worker: text('growth.worker'),
        },
      ],
    },
  };
}

function alertOf(alert: Alert, i: number, text: Text): Alert {
  const anomaly: Anomaly = {
    id: text('alert.title'),
    kind: 'stall',
    metric: text('alert.metric'),
    detectedAt: 0,
    severity: 'info',
    value: 1,
    message: text('alert.message'),
    contributors: [{ name: text('contributor.name'), share: 1 }],
  };
  return {
    ...alert,
    id: `${text('alert.title')} ${i}`,
    metric: i === 0 ? text('alert.metric') : alert.metric,
    title: text('alert.title'),
    message: text('alert.message'),
    anomalies: [anomaly],
  };
}

function recommendationOf(one: Recommendation, i: number, text: Text): Recommendation {
  return {
    ...one,
    id: `${text('recommendation.title')} ${i}`,
    title: text('recommendation.title'),
    description: text('recommendation.description'),
    rationale: text('recommendation.rationale'),
    metric: text('recommendation.metric'),
    expectedRatio: 0.5,
    action: text('action.name'),
    automated: true,
    outcome: { appliedAt: 0, before: 1, after: 1, reason: text('outcome.reason') },
  };
}

/** A feed every text of which is hostile. */
export function hostileFeed(text: Text): Feed {
  const feed: FakeFeed = createFakeFeed('critical', { length: 60 });
  const history = feed.history().map((snapshot) => snapshotOf(snapshot, text));
  const alerts = feed.alerts().map((alert, i) => alertOf(alert, i, text));
  const recommendations = feed.recommendations().map((one, i) => recommendationOf(one, i, text));
  const timestamp = history.at(-1)?.timestamp ?? 0;
  return {
    ...feed,
    application: { name: text('application.name'), release: text('application.release') },
    history: () => history,
    alerts: () => alerts,
    recommendations: () => recommendations,
    actions: () => [
      { id: text('action.name'), timestamp, action: text('action.name'), event: 'applied', trigger: 'host' },
    ],
    apply: () => Promise.reject(new Error(text('apply.message'))),
  };
}
