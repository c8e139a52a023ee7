/** How fast simulated time goes against the wall clock: 1 is real time. Half of it is half of the work a frame. */
export interface Pace {
  share: number;
}

export function createPace(): Pace {
  return { share: 1 };
}
