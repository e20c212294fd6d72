import { describe, expect, test } from 'vitest';
import type { Column, ColumnType } from '../../../src/shared/metadata/table.ts';
import { normalizeValue } from '../../../src/shared/rules/normalize.ts';

function column(type: ColumnType, facts: Partial<Column<unknown>> = {}): Column<unknown> {
  return {
    logicalName: 'x',
    schemaName: 'x',
    label: '',
    type,
    required: 'none',
    validForCreate: true,
    validForUpdate: true,
    validForRead: true,
    ...facts,
  };
}

const options = [1, 2, 3].map((value) => ({ value, label: '' }));

describe('values become canonical', () => {
  test.each([
    ['string', 'e\u0301', '\u00e9', {}],
    ['string', '', null, {}],
    ['decimal', '1.005', '1.01', {}],
    ['decimal', 1e3, '1000.00', {}],
    ['money', '-0.004', '0.00', {}],
    ['bigint', '9223372036854775807', '9223372036854775807', {}],
    ['double', 0.1 + 0.2, 0.3, {}],
    ['double', -0, 0, {}],
    ['choices', [3, 1, 3], [1, 3], { options }],
    ['choices', '2,1', [1, 2], { options }],
    ['choices', [], null, { options }],
    ['lookup', '{AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE}', 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee', {}],
    ['datetime', '2024-03-31T01:30:00.999+02:00', '2024-03-30T23:30:00Z', { behavior: 'userlocal' }],
    ['datetime', '2024-02-29', '2024-02-29', { behavior: 'dateonly' }],
    ['boolean', false, false, {}],
    ['integer', null, null, {}],
  ] as const)('%s %o', (type, raw, value, facts) => {
    expect(normalizeValue(column(type, facts), raw)).toEqual({ ok: true, value });
  });

  test.each([
    ['string', 7, 'wrong-type', {}],
    ['string', 'abc', 'too-long', { maxLength: 2 }],
    ['string', 'a\u0000', 'bad-text', {}],
    ['string', '\ud800x', 'bad-text', {}],
    ['memo', 'x\udc00', 'bad-text', {}],
    ['integer', 1.5, 'wrong-type', {}],
    ['integer', 2147483648, 'too-large', {}],
    ['integer', -1, 'too-small', { min: 0 }],
    ['decimal', 'twelve', 'wrong-type', {}],
    ['decimal', '1e400', 'too-large', {}],
    ['bigint', '9223372036854775808', 'too-large', {}],
    ['bigint', '1.5', 'wrong-type', {}],
    ['double', 'NaN', 'wrong-type', {}],
    ['double', Infinity, 'wrong-type', {}],
    ['boolean', 1, 'wrong-type', {}],
    ['choice', 4, 'not-an-option', { options }],
    ['choices', [1, 4], 'not-an-option', { options }],
    ['lookup', '1', 'wrong-type', {}],
    ['datetime', '2023-02-29', 'bad-date', { behavior: 'dateonly' }],
    ['datetime', 'soon', 'bad-date', { behavior: 'userlocal' }],
    ['partylist', 'x', 'not-writable', {}],
  ] as const)('%s %o is refused: %s', (type, raw, code, facts) => {
    expect(normalizeValue(column(type, facts), raw)).toMatchObject({ ok: false, code });
  });
});
