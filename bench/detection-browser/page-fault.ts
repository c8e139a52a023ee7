/** A fault that a page can be given. */
export interface PageFault {
  start(strength: number): void;
  /** Ends it and gives back what it took. */
  stop(): void;
}
