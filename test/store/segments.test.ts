import { describe, expect, it } from 'vitest';
import { must } from '../../src/shared/base/assert.ts';
import type { WireRow } from '../../src/shared/protocol/pull.ts';
import { cellOf } from '../../src/shared/query/source.ts';
import {
  chunksOf,
  packBatch,
  packedRows,
  packRows,
  plainRows,
  readPacked,
  unpackRows,
} from '../../src/store/segments.ts';
import { rowOf } from '../conformance/store-samples.ts';

describe('packed rows', () => {
  it('come back equal in any mixture of shapes, rights and values', () => {
    const rows = [
      rowOf(1, 1, { note: null, choices: [1, 2], flag: true, text: '' }),
      { ...rowOf(2, 2), rights: 7, values: {} },
      { ...rowOf(3, 3), values: { only: 'here', zero: 0, no: false } },
      { ...rowOf(4, 4), values: { allnull: null } },
    ];
    expect(unpackRows(readPacked(packRows(rows)))).toEqual(rows);
  });

  it('keep a lacking column apart from an empty one', () => {
    const [empty, lacking] = unpackRows(
      readPacked(
        packRows([
          { ...rowOf(1, 1), values: { a: null } },
          { ...rowOf(2, 2), values: {} },
        ]),
      ),
    );
    expect(Object.keys(empty?.values ?? {})).toEqual(['a']);
    expect(Object.keys(lacking?.values ?? {})).toEqual([]);
  });

  it('of a batch rest as the text it came in, and read as the rows they are', () => {
    const rows = [rowOf(1, 1), rowOf(2, 9)].map((row) => ({
      ...row,
      values: { accountid: row.id, versionnumber: row.version, name: 'N', tags: [1] },
    }));
    const json = JSON.stringify(rows.map((row) => [row.id, row.version, row.rights, 'N', [1]]));
    const batch = {
      primaryId: 'accountid',
      columns: ['name', 'tags'],
      rows: JSON.parse(json) as never,
      json,
    };
    const read = unpackRows(readPacked(packBatch(batch)));
    expect(read.map(({ id, version, rights, values }) => ({ id, version, rights, values }))).toEqual(rows);
    // Rows that came so and were rewritten later rest the same way.
    expect(packRows(rows)).toBe(packBatch(batch));
  });

  it('answer one column as their values do, without making all of them', () => {
    const wire: WireRow = [rowOf(1, 1).id, '7', 3, 'N', null];
    const batch = { primaryId: 'accountid', columns: ['name', 'phone'], rows: [wire] };
    const [lazy, plain] = [must(packedRows(batch)[0], 'row'), must(plainRows(batch)[0], 'row')];
    for (const column of ['accountid', 'versionnumber', 'name', 'phone', 'fax', 'constructor', '__proto__'])
      expect(cellOf(lazy, column), column).toBe(
        Object.hasOwn(plain.values, column) ? plain.values[column] : undefined,
      );
    expect(Object.keys(lazy.values)).toEqual(Object.keys(plain.values));
    expect(lazy.values).toBe(lazy.values);
    const bare = must(packedRows({ ...batch, primaryId: '' })[0], 'row');
    expect(cellOf(bare, 'versionnumber')).toBeUndefined();
    expect(bare.values).toEqual({ name: 'N', phone: null });
  });

  it('split into chunks without losing any', () => {
    expect(chunksOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
    expect(chunksOf([], 2)).toEqual([]);
  });
});
