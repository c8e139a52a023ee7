import type { Evidence, Rule } from '../rule.js';

function hitRate({ network }: Evidence): string {
  return network?.cacheHitRate === undefined
    ? 'Requests that used to come from a cache go to the network.'
    : `Only ${(network.cacheHitRate * 100).toFixed(0)} % of the requests are answered from a cache.`;
}

/** Without a request that can hit, no cache can help. */
const hasRequests = ({ network }: Evidence): boolean => (network?.requests ?? 1) > 0;

export const NETWORK_RULES: readonly Rule[] = [
  {
    id: 'warm-cache',
    category: 'network',
    needs: 'warm-cache',
    advice: false,
    answers: { 'cache-collapse': 0.7, 'request-latency': 0.4 },
    when: hasRequests,
    title: () => 'Warm the cache',
    description: 'Fetches what will be asked for next, before it is asked for.',
    why: hitRate,
    undo: 'Stops fetching ahead.',
  },
  {
    id: 'widen-cache',
    category: 'network',
    needs: 'widen-cache',
    advice: true,
    answers: { 'cache-collapse': 0.65, 'request-latency': 0.45, 'request-failures': 0.3 },
    when: hasRequests,
    title: () => 'Widen the cache',
    description: 'Keeps more responses, and keeps them longer (cache size, Cache-Control, a service worker).',
    why: hitRate,
    undo: 'Sets the cache back to its former size.',
  },
  {
    id: 'lower-request-rate',
    category: 'network',
    needs: 'lower-request-rate',
    advice: false,
    answers: { 'request-latency': 0.5, 'request-failures': 0.5 },
    when: hasRequests,
    title: () => 'Ask the network for less',
    description: 'Fewer or smaller requests at a time, retried with growing pauses.',
    why: () => 'Requests that wait for each other are slower than fewer requests.',
    undo: 'Asks at the former rate again.',
  },
  {
    id: 'preload',
    category: 'network',
    advice: true,
    answers: { 'request-latency': 0.35, 'cache-collapse': 0.2 },
    when: hasRequests,
    title: () => 'Preload what is needed first',
    description: 'Use <link rel="preload"> or fetch early for the module and the data of the first view.',
    why: () => 'What is there before it is needed is not waited for.',
  },
  {
    id: 'check-server',
    category: 'network',
    advice: true,
    answers: { 'request-failures': 0.4 },
    title: () => 'Look at what fails on the server',
    description: 'Sort the failed requests by URL and status; retry only what can be repeated without harm.',
    why: ({ network }) => `${(network?.failures ?? 0).toFixed(0)} requests of the last interval failed.`,
  },
];
