import { describe, expect, it } from 'vitest';
import { datePickerWords } from '../../../src/components/fields/date-i18n.ts';

describe('dates as people type them', () => {
  it.each([
    ['en-US', '2/3/2026', 3, 1, 2026],
    ['en-US', '02/03', 3, 1, 2026],
    ['de-DE', '3.2.2026', 3, 1, 2026],
    ['de-DE', '03.02.98', 3, 1, 1998],
    ['en-GB', '03/02/26', 3, 1, 2026],
    ['de-DE', '2026-02-03', 3, 1, 2026],
  ])('%s reads %s', (locale, text, day, month, year) => {
    expect(datePickerWords(locale, 2026).parseDate(text)).toEqual({ day, month, year });
  });

  it.each(['31.02.2026', 'x', '12'])('%s is no date', (text) => {
    expect(datePickerWords('de-DE', 2026).parseDate(text)).toBeUndefined();
  });

  it('reads what it prints', () => {
    for (const locale of ['en-US', 'de-DE', 'fr-FR', 'sv-SE', 'ja-JP']) {
      const words = datePickerWords(locale, 2026);
      expect(words.parseDate(words.formatDate({ day: 9, month: 10, year: 2025 }))).toEqual({
        day: 9,
        month: 10,
        year: 2025,
      });
    }
  });

  it('starts the German week on Monday', () => {
    const words = datePickerWords('de-DE', 2026);
    expect(words.weekdays[0]).toBe('Sonntag');
    expect(words.monthNames[2]).toBe('März');
  });
});
