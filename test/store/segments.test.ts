import { describe, expect, it } from 'vitest';
import { plainCodec } from '../../src/store/codec.ts';
import { chunksOf, packRows, unpackRows } from '../../src/store/segments.ts';
import { rowOf } from '../conformance/store-suite.ts';

describe('packed rows', () => {
  it('come back equal in any mixture of shapes, rights and values', () => {
    const rows = [
      rowOf(1, 1, { note: null, choices: [1, 2], flag: true, text: '' }),
      { ...rowOf(2, 2), rights: 7, values: {} },
      { ...rowOf(3, 3), values: { only: 'here', zero: 0, no: false } },
      { ...rowOf(4, 4), values: { allnull: null } },
    ];
    expect(unpackRows(plainCodec.decode(plainCodec.encode(packRows(rows))))).toEqual(rows);
  });

  it('keep a lacking column apart from an empty one', () => {
    const [empty, lacking] = unpackRows(
      packRows([
        { ...rowOf(1, 1), values: { a: null } },
        { ...rowOf(2, 2), values: {} },
      ]),
    );
    expect(Object.keys(empty?.values ?? {})).toEqual(['a']);
    expect(Object.keys(lacking?.values ?? {})).toEqual([]);
  });

  it('split into chunks without losing any', () => {
    expect(chunksOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
    expect(chunksOf([], 2)).toEqual([]);
  });
});
