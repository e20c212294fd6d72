import { expect, test } from 'vitest';
import { must } from '../../../src/shared/base/assert.ts';
import {
  addMonths,
  printDay,
  printInstant,
  readDay,
  readTime,
  weekday,
} from '../../../src/shared/base/dates.ts';
import { fixedZone, fromWall, readZone, toWall } from '../../../src/shared/base/zone.ts';

const berlin = must(readZone('Europe/Berlin', 2020, 2030), 'Europe/Berlin');
const wall = (text: string): number => must(readTime(text), text).milliseconds;
const utcOf = (text: string): string => printInstant(fromWall(berlin, wall(text)));

test.each([
  ['2024-02-29', '2024-02-29'],
  ['2024-2-9', '2024-02-09'],
])('reads the day %s', (text, expected) => {
  expect(printDay(must(readDay(text), text))).toBe(expected);
});

test.each(['2023-02-29', '2024-13-01', '2024-00-10', 'today', ''])('refuses the day %j', (text) => {
  expect(readDay(text)).toBeUndefined();
});

test.each([
  ['2024-03-01T10:20:30Z', 'instant', '2024-03-01T10:20:30Z'],
  ['2024-03-01T10:20:30.999Z', 'instant', '2024-03-01T10:20:30Z'],
  ['2024-03-01T10:20:30+02:00', 'instant', '2024-03-01T08:20:30Z'],
  ['2024-03-01 10:20', 'wall', '2024-03-01T10:20:00Z'],
  ['2024-03-01', 'day', '2024-03-01T00:00:00Z'],
])('reads the time %s as %s', (text, kind, printed) => {
  const read = must(readTime(text), text);
  expect([read.kind, printInstant(read.milliseconds)]).toEqual([kind, printed]);
});

test('adds months to the last day a month has', () => {
  expect(printInstant(addMonths(wall('2024-01-31T08:00:00'), 1))).toBe('2024-02-29T08:00:00Z');
  expect(printInstant(addMonths(wall('2024-03-31'), -13))).toBe('2023-02-28T00:00:00Z');
});

test('prints instants before the epoch', () => {
  expect(printInstant(-1)).toBe('1969-12-31T23:59:59Z');
  expect(weekday(wall('1969-12-31'))).toBe(3);
});

test('knows the changes of a zone', () => {
  expect(utcOf('2024-01-15T12:00')).toBe('2024-01-15T11:00:00Z');
  expect(utcOf('2024-07-15T12:00')).toBe('2024-07-15T10:00:00Z');
  const changes = berlin.transitions.filter(({ at }) => at !== null && printInstant(at).startsWith('2024'));
  expect(changes.map(({ at, offset }) => [printInstant(at ?? 0), offset])).toEqual([
    ['2024-03-31T01:00:00Z', 120],
    ['2024-10-27T01:00:00Z', 60],
  ]);
});

test('moves a time in the spring gap forward and takes the first of two in the autumn overlap', () => {
  expect(utcOf('2024-03-31T02:30')).toBe('2024-03-31T01:30:00Z');
  expect(utcOf('2024-03-31T01:59')).toBe('2024-03-31T00:59:00Z');
  expect(utcOf('2024-03-31T03:00')).toBe('2024-03-31T01:00:00Z');
  expect(utcOf('2024-10-27T02:30')).toBe('2024-10-27T00:30:00Z');
  expect(utcOf('2024-10-27T03:00')).toBe('2024-10-27T02:00:00Z');
});

test('local time of an instant is found on both sides of a change', () => {
  expect(printInstant(toWall(berlin, wall('2024-10-27T00:59:59')))).toBe('2024-10-27T02:59:59Z');
  expect(printInstant(toWall(berlin, wall('2024-10-27T01:00:00')))).toBe('2024-10-27T02:00:00Z');
});

test('an unknown zone gives none, a fixed one never changes', () => {
  expect(readZone('Mars/Olympus')).toBeUndefined();
  expect(toWall(fixedZone('x', -90), 0)).toBe(-90 * 60_000);
});
