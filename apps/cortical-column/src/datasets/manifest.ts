import type { Network } from './network.js';

/** The datasets that the server has; all films have one shape. */
export interface Manifest {
  /** Pixels along a side of a film's square frame. */
  readonly side: number;
  readonly frames: number;
  readonly frameMs: number;
  readonly datasets: readonly { readonly name: string; readonly title: string; readonly chunks: number }[];
}

export async function fetchManifest(network: Network): Promise<Manifest> {
  return (await (await network.get('/data/datasets.json')).json()) as Manifest;
}
