import { generateMsgId } from '@lit/localize/internal/id-generation.js';
import { joinStringsAndValues } from '@lit/localize/internal/str-tag.js';
import { describe, expect, test } from 'vitest';
import { templates } from '../../src/i18n/locales/de.ts';
import { translated } from '../../src/i18n/translated.ts';
import { sourceMessages } from './source-messages.ts';

const messages = sourceMessages('src');
const idOf = (text: string): string => generateMsgId(text.split(/\{\d+\}/).join('\x1e'), false);

describe('German texts', () => {
  test('there are messages to translate', () => {
    expect(messages.length).toBeGreaterThan(100);
  });

  test('every message of the interface has one (add it to src/i18n/locales/de.ts)', () => {
    const missing = messages.filter(({ text }) => templates[idOf(text)] === undefined);
    expect(missing).toEqual([]);
  });

  test('none is left over from a message that is gone', () => {
    const used = new Set(messages.map(({ text }) => idOf(text)));
    const leftOver = Object.entries(templates).filter(([id]) => !used.has(id));
    expect(leftOver).toEqual([]);
  });

  test('expressions may change places', () => {
    const map = translated({ '{0} of {1}': 'von {1} sind {0} da' });
    const template = map[idOf('{0} of {1}')] as unknown as {
      strings: TemplateStringsArray;
      values: number[];
    };
    expect(joinStringsAndValues(template.strings, ['3', '9'], template.values)).toBe('von 9 sind 3 da');
  });
});
