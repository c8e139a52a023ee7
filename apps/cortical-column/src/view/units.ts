import { LAYER_DEPTHS } from '../simulation/populations.js';

/** Micrometres of cortex in one unit of the scene. */
export const MICROMETRES = 500;
/** Depth (µm) at which the thalamic input is drawn, below the column. */
export const INPUT_DEPTH = 1_640;
const DEPTH = LAYER_DEPTHS[5];

/** Height in the scene of a depth below the pia: the column's middle is at 0. */
export const heightOf = (depth: number): number => (DEPTH / 2 - depth) / MICROMETRES;
/** Depth below the pia of a height in the scene. */
export const depthOf = (height: number): number => DEPTH / 2 - height * MICROMETRES;
