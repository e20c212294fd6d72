import { expect, test } from 'vitest';
import { parseXml } from '../../../server/solution/xml.ts';
import { evaluate } from '../../../src/shared/query/evaluate.ts';
import { readFetchXml } from '../../../src/shared/query/fetchxml-read.ts';
import { queryCases } from '../../fixtures/query/cases.ts';
import { memorySource } from '../../fixtures/query/memory-source.ts';
import { context, id, metadata, rows } from '../../fixtures/query/things.ts';

const source = memorySource(rows, metadata);

test.each(queryCases)('in memory: $name', ({ fetch, things, rows: expected }) => {
  const query = readFetchXml(parseXml(fetch, 'case.xml'));
  const result = evaluate(query, source, metadata, context);
  if (things !== undefined)
    expect(result.rows.map((row) => row['thingid'])).toEqual(things.map((n) => id('t', n)));
  else expect(result.rows).toEqual(expected);
});
