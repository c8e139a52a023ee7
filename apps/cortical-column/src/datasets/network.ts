/** How the page asks for data. Two faults turn these; both act on real requests. */
export interface Network {
  /** Milliseconds that the server waits before it answers; 0 to 5,000. */
  delay: number;
  /** Share of the chunk requests that go past the browser's cache; 0 to 1. */
  bypass: number;
  /** @throws {Error} with the status where the answer is none. */
  get(path: string, options?: { readonly cacheable?: boolean }): Promise<Response>;
}

export function createNetwork(): Network {
  let turn = 0;
  const network: Network = {
    delay: 0,
    bypass: 0,
    async get(path, { cacheable = true } = {}) {
      turn += network.bypass; // spread evenly: with a bypass of 1/3, every third request
      const past = turn >= 1;
      if (past) turn -= 1;
      // a header, not the URL: a delayed request stays the same entry in the browser's cache
      const headers: Record<string, string> =
        network.delay > 0 ? { 'x-demo-delay': String(network.delay) } : {};
      const response = await fetch(path, { headers, cache: cacheable && !past ? 'default' : 'no-store' });
      if (!response.ok) throw new Error(`${path}: ${String(response.status)}`);
      return response;
    },
  };
  return network;
}
