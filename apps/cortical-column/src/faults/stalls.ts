import { byStrength, type Fault } from './fault.js';

/** How long the main thread is blocked (ms), and the mean time from one block to the next. */
const BLOCKS = [
  [180, 3_000],
  [350, 2_500],
  [800, 2_500],
] as const;

function block(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

/** Now and then the main thread is busy for several hundred milliseconds. */
export function createStalls(): Fault {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    name: 'stall',
    label: 'Stalls',
    description: 'Now and then the main thread is blocked for a while.',
    start(strength) {
      clearTimeout(timer);
      const [length, pause] = byStrength<readonly [number, number]>(BLOCKS, strength);
      const again = (): void => {
        timer = setTimeout(
          () => {
            block(length);
            again();
          },
          pause * (0.5 + Math.random()),
        );
      };
      again();
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
