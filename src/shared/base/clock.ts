/** Wall time and timers as a parameter (I10): logic never reads the global clock. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once after the given milliseconds; returns a function that cancels. */
  after(milliseconds: number, callback: () => void): () => void;
}
