/** Another fault: what was told gets worse by so many times the least effect. */
const WORSE = 2;

/** Sees trouble on top of trouble: an anomaly that was told, eased or not, and gets much worse. */
export interface Worsening {
  /** Takes in how far the signal is off: of the last seconds, and of the window that decides; `error` is the least that is sure. True where it got worse. */
  onTick(newest: number, agreed: number, error: number): boolean;
  /** It was told of anew, or is over. */
  clear(): void;
}

/** `effect`: the least effect of the rule, in the units of its levels. */
export function createWorsening(effect: number): Worsening {
  /** The least that it was off since it was told. */
  let eased = Infinity;
  return {
    onTick(newest, agreed, error) {
      eased = Math.min(eased, newest);
      return agreed >= eased + Math.max(WORSE * effect, error);
    },
    clear: () => void (eased = Infinity),
  };
}
