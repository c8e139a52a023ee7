/** The eight populations in the module's order. */
export interface Population {
  readonly name: string;
  /** Index into `LAYERS`. */
  readonly layer: number;
  readonly excitatory: boolean;
}

export const LAYERS = ['L2/3', 'L4', 'L5', 'L6'] as const;

export const POPULATIONS: readonly Population[] = LAYERS.flatMap((name, layer) => [
  { name: `${name}e`, layer, excitatory: true },
  { name: `${name}i`, layer, excitatory: false },
]);

/** Depth below the pia where each layer begins, from layer 1 on, and where layer 6 ends (µm); see `assembly/model.ts`. */
export const LAYER_DEPTHS = [0, 81.6, 587.1, 922.2, 1170, 1491.7] as const;
export const LAYER_NAMES = ['L1', ...LAYERS] as const;
/** Radius of the column (µm): 1 mm² of cortex. */
export const COLUMN_RADIUS = 564.2;
