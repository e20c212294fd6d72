import type { Clock } from '../shared/base/clock.ts';

/** The device's clock and timers. */
export const deviceClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
