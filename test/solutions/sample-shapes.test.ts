import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Row } from '../../src/shared/metadata/row.ts';
import { generateSampleData, type SampleSize } from '../../solutions/sample-data/generate.ts';
import { columnTypes } from './read-solutions.ts';

const now = Date.UTC(2026, 2, 18, 10, 30);

function generate(size: SampleSize): Map<string, Row[]> {
  const tables = new Map<string, Row[]>();
  for (const { table, rows } of generateSampleData({ size, seed: 'haversack demo', now })) {
    const known = tables.get(table);
    if (known === undefined) tables.set(table, [...rows]);
    else known.push(...rows);
  }
  return tables;
}

const tiny = generate('tiny');
const rowsOf = (table: string): readonly Row[] => tiny.get(table) ?? [];
const textsOf = (table: string, column: string): string[] =>
  rowsOf(table).flatMap((row) => (row[column] === null ? [] : String(row[column])));
const isBlank = (row: Row, column: string): boolean => row[column] === null || row[column] === undefined;

/** Types of which a row always has a value (nobody sells to nobody); then those whose values the server makes. */
const neverBlank = new Set(['primarykey', 'state', 'status', 'owner', 'entityname', 'bit', 'customer']);
const madeElsewhere = new Set([
  'partylist',
  'primarykey',
  'entityname',
  'bigint',
  'uniqueidentifier',
  'owner',
]);

describe('the smallest sample', () => {
  const types = columnTypes(['base', 'sales', 'service']);
  const all = [...types].flatMap(([table, columns]) =>
    [...columns].map(([column, type]) => ({ table, column, type })),
  );

  test.each([...new Set(all.map(({ type }) => type))].filter((type) => !madeElsewhere.has(type)))(
    'has columns of type %s with values and without',
    (type) => {
      const columns = all.filter((one) => one.type === type && rowsOf(one.table).length > 0);
      const filled = columns.filter(({ table, column }) =>
        rowsOf(table).some((row) => !isBlank(row, column)),
      );
      expect(filled.length).toBeGreaterThan(0);
      if (neverBlank.has(type)) return;
      const mixed = filled.filter(({ table, column }) => rowsOf(table).some((row) => isBlank(row, column)));
      expect(mixed.length).toBeGreaterThan(0);
    },
  );

  test.each([
    ['quotes and markup', /'.*"|".*'/u],
    ['a name in angle brackets', /<.+>/u],
    ['leading zeros', /^00/u],
    ['emoji of several code points', /\u200d/u],
    ['Chinese or Japanese', /\p{Script=Han}/u],
    ['two directions in one', /\p{Script=Arabic}.*[a-z]|[a-z].*\p{Script=Arabic}/iu],
    ['two spaces in a row, or another case', / {2}|^[^a-z]+$/u],
  ])('has account names with %s', (_, pattern) => {
    expect(textsOf('account', 'name').some((name) => pattern.test(name))).toBe(true);
  });

  test('fills texts to the last character', () => {
    expect(textsOf('account', 'name').some((name) => name.length === 160)).toBe(true);
    expect(textsOf('account', 'description').some((text) => text.length === 2000)).toBe(true);
    expect(textsOf('contact', 'lastname').some((name) => name.length === 50)).toBe(true);
  });

  test('has names of people in emoji, Han and mixed scripts, and one without a first name', () => {
    expect(textsOf('contact', 'firstname').some((name) => /\p{Extended_Pictographic}/u.test(name))).toBe(
      true,
    );
    expect(textsOf('contact', 'lastname').some((name) => /\p{Script=Han}/u.test(name))).toBe(true);
    expect(rowsOf('contact').some((row) => row['firstname'] === null)).toBe(true);
    expect(rowsOf('contact').some((row) => row['parentcustomerid'] === null)).toBe(true);
  });

  test('has amounts of zero, below zero, of a cent and as large as they may be', () => {
    expect(textsOf('account', 'revenue')).toContain('0.00');
    expect(textsOf('opportunity', 'actualvalue').some((amount) => Number(amount) < 0)).toBe(true);
    expect(textsOf('account', 'creditlimit')).toContain('99999999999999.99');
    expect(textsOf('account', 'numberofemployees')).toContain('0');
  });

  test('has moments at the edges of the year and of daylight saving, in the past', () => {
    const created = textsOf('account', 'createdon');
    expect(created).toEqual(
      expect.arrayContaining([
        '2025-12-31T23:59:59Z',
        '2025-01-01T00:00:00Z',
        '2025-03-30T00:59:59Z',
        '2025-03-30T01:00:00Z',
        '2025-10-26T00:30:00Z',
        '2025-10-26T01:30:00Z',
      ]),
    );
    expect(textsOf('contact', 'birthdate')).toEqual(
      expect.arrayContaining(['1988-02-29', '1900-01-01', '2000-01-01']),
    );
    expect(textsOf('contact', 'anniversary')).toContain('1999-12-31');
  });

  test('has accounts that were entered twice, with their first contacts', () => {
    const simple = (text: unknown): string =>
      String(text)
        .normalize('NFD')
        .replaceAll(/[^\p{L}]/gu, '')
        .toLowerCase();
    const groups = (table: string, key: (row: Row) => string): number => {
      const keys = rowsOf(table).map(key);
      return new Set(keys.filter((one, at) => keys.indexOf(one) !== at)).size;
    };
    expect(
      groups('account', (row) => `${simple(row['name'])} ${String(row['emailaddress1'])}`),
    ).toBeGreaterThanOrEqual(2);
    expect(
      groups('contact', (row) => String(row['emailaddress1']) + simple(row['lastname'])),
    ).toBeGreaterThanOrEqual(2);
  });

  test('has photos that are whole images', () => {
    const photos = rowsOf('annotation').filter((row) => row['isdocument'] === true);
    expect(photos.length).toBe(12);
    expect(new Set(photos.map((row) => row['documentbody'])).size).toBe(12);
    for (const row of photos) {
      const bytes = Buffer.from(String(row['documentbody']), 'base64');
      expect(bytes.length).toBe(row['filesize']);
      expect(bytes.subarray(0, 8)).toEqual(Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]));
      const at = bytes.indexOf('IDAT');
      const pixels = inflateSync(
        Uint8Array.from(bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at - 4))),
      );
      expect(pixels.length).toBe(48 * (1 + 64 / 2));
    }
  });
});

test('a tenth has two hundred photos among its notes', () => {
  const notes = generate('tenth').get('annotation') ?? [];
  expect(notes.filter((row) => row['mimetype'] === 'image/png')).toHaveLength(200);
});
