import type { ZoneTable } from '../query/ast.ts';
import { hour, minute } from './dates.ts';

/** A zone that never changes its clocks. */
export function fixedZone(name: string, offset: number): ZoneTable {
  return { name, transitions: [{ at: null, offset }] };
}

export const utcZone: ZoneTable = fixedZone('UTC', 0);

/** Minutes by which local time is ahead of UTC at an instant. */
export function offsetAt(zone: ZoneTable, instant: number): number {
  const { transitions } = zone;
  let low = 0;
  let high = transitions.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const at = transitions[middle]?.at;
    if (at === null || at === undefined || at <= instant) low = middle;
    else high = middle - 1;
  }
  return transitions[low]?.offset ?? 0;
}

/** Local time (wall milliseconds) at an instant. */
export function toWall(zone: ZoneTable, instant: number): number {
  return instant + offsetAt(zone, instant) * minute;
}

/**
 * Instant of a local time. In an overlap (clocks go back) the earlier of the two; in a gap (clocks go forward) the
 * time as the old offset reads it: 02:30 becomes 03:30.
 */
export function fromWall(zone: ZoneTable, wall: number): number {
  const before = offsetAt(zone, wall - 24 * hour);
  const after = offsetAt(zone, wall + 24 * hour);
  const early = wall - Math.max(before, after) * minute;
  if (toWall(zone, early) === wall) return early;
  const late = wall - Math.min(before, after) * minute;
  if (toWall(zone, late) === wall) return late;
  return wall - before * minute;
}

function readOffset(format: Intl.DateTimeFormat, instant: number): number {
  const field: Record<string, number> = {};
  for (const part of format.formatToParts(instant))
    if (part.type !== 'literal') field[part.type] = Number(part.value);
  const { year = 0, month = 1, day = 1, hour: h = 0, minute: m = 0, second: s = 0 } = field;
  return Math.round(
    (Date.UTC(year, month - 1, day, h % 24, m, s) - Math.floor(instant / 1000) * 1000) / minute,
  );
}

/**
 * The zone's table from Intl for the years from `first` to `last`; before and after them the nearest offset holds.
 * Built once where a person's zone becomes known; it then travels, so that both executors use the same offsets.
 * An unknown name gives undefined.
 */
export function readZone(name: string, first = 1990, last = 2060): ZoneTable | undefined {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return undefined;
  }
  const end = Date.UTC(last + 1, 0, 1);
  // Two changes are hardly ever closer than this (Morocco's Ramadan pause is about 30 days).
  const step = 14 * 24 * hour;
  let at = Date.UTC(first, 0, 1);
  let offset = readOffset(format, at);
  const transitions: { at: number | null; offset: number }[] = [{ at: null, offset }];
  while (at < end) {
    const next = at + step;
    const changed = readOffset(format, next);
    if (changed !== offset) {
      let low = at;
      let high = next;
      while (high - low > minute) {
        const middle = low + Math.floor((high - low) / (2 * minute)) * minute;
        if (readOffset(format, middle) === offset) low = middle;
        else high = middle;
      }
      transitions.push({ at: high, offset: changed });
      offset = changed;
    }
    at = next;
  }
  return { name, transitions };
}
