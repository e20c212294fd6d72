import type { Clock } from '../shared/base/clock.ts';

/** The device's clock, for showing times; logic gets its clock as a parameter. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
