/** Ticks that count: a rest of a minute or two is no habit. */
const MEMORY = 300;

/** How much of its time a page rests. */
export interface RestShare {
  /** 0 to 1, over the last minutes. */
  readonly value: number;
  onTick(rests: boolean): void;
}

/** A mean of all ticks so far, that forgets when there were many. */
export function createRestShare(): RestShare {
  let ticks = 0;
  let value = 0;
  return {
    get value() {
      return value;
    },
    onTick(rests) {
      ticks = Math.min(ticks + 1, MEMORY);
      value += (Number(rests) - value) / ticks;
    },
  };
}
