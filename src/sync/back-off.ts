import type { Random } from '../shared/base/guid.ts';

const first = 1_000;
const longest = 5 * 60_000;

/** A number from 0 up to 1 of the given source. */
export function fraction(random: Random): number {
  const [a = 0, b = 0] = random.bytes(new Uint8Array(2));
  return (a * 256 + b) / 65_536;
}

/**
 * Milliseconds to wait after the given number of failures in a row: doubling up to five minutes, spread over the upper
 * half so that devices cut off together do not come back together, never less than the server asked for.
 */
export function backOff(failures: number, retryAfter: number, random: Random): number {
  const whole = Math.min(longest, first * 2 ** Math.min(failures - 1, 20));
  const spread = whole / 2 + (whole / 2) * fraction(random);
  return Math.round(Math.max(spread, retryAfter === 0 ? 0 : retryAfter + spread / 10));
}
