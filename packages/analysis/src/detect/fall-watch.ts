/** What fell by the least effect for so many readings is suspected of a new level, and has one after so many. */
const SUSPECT = 12;
const LASTS = 45;

/** Sees that a level fell and stayed there: what was freed is a level of its own, and to come back is news again. */
export interface FallWatch {
  /** Nothing is to be learnt from readings that may be of the level to come. */
  readonly suspected: boolean;
  /** Takes in by how much a reading is below the usual level. True where it has lasted, once. */
  onReading(below: number): boolean;
  clear(): void;
}

/** `effect`: the least fall that counts, in the units of the readings. */
export function createFallWatch(effect: number): FallWatch {
  let lasted = 0;
  return {
    get suspected() {
      return lasted >= SUSPECT;
    },
    onReading(below) {
      lasted = below >= effect ? lasted + 1 : 0;
      if (lasted < LASTS) return false;
      lasted = 0;
      return true;
    },
    clear: () => void (lasted = 0),
  };
}
