import { describe, expect, test } from 'vitest';
import { Formats, localeOf } from '../../src/i18n/formats.ts';

const now = Date.UTC(2026, 10, 22, 12, 0);
const formats = (locale: string, timeZone = 'Europe/Berlin') =>
  new Formats({ locale, timeZone, clock: { now: () => now } });

describe('numbers', () => {
  test('a decimal keeps every digit, beyond what a float holds', () => {
    expect(formats('en-US').decimal('12345678901234567890.123456789')).toBe(
      '12,345,678,901,234,567,890.123456789',
    );
  });

  test('a decimal keeps its scale', () => {
    expect(formats('de-DE').decimal('1234.50')).toBe('1.234,50');
    expect(formats('de-DE').decimal('-0.10')).toBe('-0,10');
  });

  test('money shows its currency where one is known', () => {
    expect(formats('en-US').money('12.50', { symbol: '€', precision: 2 })).toBe('€12.50');
    expect(formats('en-US').money('12.50')).toBe('12.50');
  });

  test('what is no number comes back as it is', () => {
    expect(formats('en-US').decimal('n/a')).toBe('n/a');
  });

  test('bytes read in the largest unit that fits', () => {
    expect(formats('en-US').bytes(14_380_000)).toBe('14 MB');
    expect(formats('en-US').bytes(1_400)).toBe('1.4 kB');
  });
});

describe('times', () => {
  test('a date is never shifted by a zone', () => {
    expect(formats('en-US', 'Pacific/Apia').date('2026-03-01')).toBe('Mar 1, 2026');
  });

  test("an instant is shown in the person's zone", () => {
    expect(formats('en-GB', 'America/New_York').dateTime('2026-01-01T02:00:00Z')).toBe('31 Dec 2025, 21:00');
  });

  test('wall time stays what was entered', () => {
    expect(formats('en-GB', 'America/New_York').wallTime('2026-01-01T09:30:00Z')).toBe('1 Jan 2026, 09:30');
  });

  test('recent times read as a distance, older ones as a date', () => {
    expect(formats('en-US').ago(now - 2 * 60_000)).toBe('2 min ago');
    expect(formats('en-US').ago(now - 26 * 3_600_000)).toBe('yesterday');
    expect(formats('en-US').ago(now - 30 * 86_400_000)).toBe('Oct 23, 2026');
    expect(formats('de-DE').ago(now - 2 * 60_000)).toBe('vor 2 Min.');
  });
});

test('languages of the server map to locales', () => {
  expect(localeOf(3079)).toBe('de-AT');
  expect(localeOf(99_999)).toBeUndefined();
});
