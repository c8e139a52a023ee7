/** Sizes of the column that can be chosen, as shares of the full one of 77,169 neurons. */
export const SIZES = [
  { label: '1.9k', scale: 0.025 },
  { label: '3.9k', scale: 0.05 },
  { label: '7.7k', scale: 0.1 },
  { label: '15k', scale: 0.2 },
] as const;

/** 7,724 neurons, with the connection probabilities of the paper; half as many where the processor has to draw them too. */
export const FIRST_SIZE = { hardware: 2, software: 1 } as const;
