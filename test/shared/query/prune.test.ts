import { expect, test } from 'vitest';
import { parseXml } from '../../../server/solution/xml.ts';
import { evaluate } from '../../../src/shared/query/evaluate.ts';
import { readFetchXml } from '../../../src/shared/query/fetchxml-read.ts';
import { pruneQuery } from '../../../src/shared/query/prune.ts';
import { queryCases } from '../../fixtures/query/cases.ts';
import { memorySource } from '../../fixtures/query/memory-source.ts';
import { context, metadata, rows } from '../../fixtures/query/things.ts';

const read = (fetch: string) => readFetchXml(parseXml(fetch, 'q.xml'));

test('leaves a query alone whose names are all there', () => {
  for (const { fetch } of queryCases) {
    const query = read(fetch);
    expect(pruneQuery(query, metadata)).toEqual({ query, gaps: [] });
  }
});

test('takes out what is missing, lists it, and the rest runs', () => {
  const query = read(`<fetch><entity name="thing">
    <attribute name="name"/><attribute name="gone"/><order attribute="away"/><order entityname="g" attribute="x"/>
    <filter><condition attribute="lost" operator="eq" value="1"/><condition attribute="code" operator="eq" value="10"/>
      <condition entityname="g" attribute="y" operator="null"/>
      <filter type="or"><condition attribute="lost" operator="null"/></filter>
      <link-entity name="ghost" from="a" to="b" link-type="any"/></filter>
    <link-entity name="ghost" from="thingid" to="thingid" alias="g"><attribute name="x"/></link-entity>
    <link-entity name="person" from="nothing" to="thingid" alias="n"/>
    <link-entity name="person" from="thingid" to="thingid" alias="p"><attribute name="fullname"/><attribute name="hat"/><order attribute="fullname"/></link-entity>
  </entity></fetch>`);
  const { query: pruned, gaps } = pruneQuery(query, metadata);
  expect(gaps.map(({ table, column }) => `${table}.${column ?? '*'}`).sort()).toEqual([
    'ghost.*',
    'person.hat',
    'person.nothing',
    'thing.away',
    'thing.gone',
    'thing.lost',
  ]);
  const result = evaluate(pruned, memorySource(rows, metadata), metadata, context);
  expect(result.rows.map((row) => [row['name'], row['p.fullname']])).toEqual([
    ['Äpfel & Birnen', 'Ann'],
    ['Äpfel & Birnen', 'Ben'],
  ]);
});
