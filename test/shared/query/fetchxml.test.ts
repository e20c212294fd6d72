import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseXml } from '../../../server/solution/xml.ts';
import { AppError } from '../../../src/shared/base/app-error.ts';
import { printFetchXml } from '../../../src/shared/query/fetchxml-print.ts';
import { readFetchXml } from '../../../src/shared/query/fetchxml-read.ts';
import { operators } from '../../../src/shared/query/operators.ts';
import { queryCases } from '../../fixtures/query/cases.ts';
import { corpusNote, hasCorpus, inCorpus } from '../../support/corpus.ts';

const read = (fetch: string) => readFetchXml(parseXml(fetch, 'query.xml'));
const roundTrip = (fetch: string) => read(printFetchXml(read(fetch)));

test('reads every part', () => {
  const query = read(`<fetch version="1.0" mapping="logical" distinct="true" top="5" no-lock="true">
    <entity name="Account">
      <attribute name="name" alias="title"/>
      <order attribute="name" descending="true"/>
      <filter type="or"><condition attribute="name" operator="like" value="a&amp;%"/>
        <condition entityname="c" attribute="age" operator="in"><value uitype="x">1</value><value>2</value></condition></filter>
      <link-entity name="contact" from="parentcustomerid" to="accountid" link-type="outer" alias="c" visible="false">
        <all-attributes/></link-entity>
    </entity></fetch>`);
  expect(query).toEqual({
    kind: 'query',
    table: 'account',
    columns: [{ column: 'name', alias: 'title' }],
    filter: {
      kind: 'or',
      filters: [
        { kind: 'condition', column: 'name', operator: 'like', values: ['a&%'] },
        { kind: 'condition', column: 'age', link: 'c', operator: 'in', values: ['1', '2'] },
      ],
    },
    links: [
      {
        kind: 'link',
        table: 'contact',
        alias: 'c',
        from: 'parentcustomerid',
        to: 'accountid',
        type: 'outer',
        columns: 'all',
        links: [],
        orders: [],
      },
    ],
    orders: [{ column: 'name', descending: true }],
    distinct: true,
    top: 5,
  });
});

test.each(queryCases)('prints what it reads: $name', ({ fetch }) => {
  expect(roundTrip(fetch)).toEqual(read(fetch));
});

test('every operator is read under its name', () => {
  for (const name of Object.keys(operators)) {
    const fetch = `<fetch><entity name="a"><filter><condition attribute="b" operator="${name}" value="1"/></filter></entity></fetch>`;
    expect(read(fetch).filter).toMatchObject({ filters: [{ operator: name }] });
  }
});

test('a not is printed by opposite operators', () => {
  const query = read('<fetch><entity name="a"/></fetch>');
  const equal = { kind: 'condition', column: 'b', operator: 'eq', values: ['1'] } as const;
  const none = { kind: 'condition', column: 'b', operator: 'not-null', values: [] } as const;
  const filter = { kind: 'not', filter: { kind: 'and', filters: [equal, none] } } as const;
  expect(read(printFetchXml({ ...query, filter })).filter).toEqual({
    kind: 'or',
    filters: [
      { ...equal, operator: 'ne' },
      { ...none, operator: 'null' },
    ],
  });
});

test.each([
  ['<entity name="a"/>', 'begins with <fetch>'],
  ['<fetch/>', 'no <entity>'],
  ['<fetch><entity/></fetch>', 'name'],
  [
    '<fetch><entity name="a"><filter><condition attribute="b" operator="is-nice"/></filter></entity></fetch>',
    'is-nice',
  ],
  ['<fetch><entity name="a"><filter type="xor"/></entity></fetch>', 'xor'],
  [
    '<fetch><entity name="a"><link-entity name="b" from="x" to="y" link-type="sideways"/></entity></fetch>',
    'sideways',
  ],
  ['<fetch><entity name="a"><link-entity name="b"/></entity></fetch>', 'from and to'],
  [
    '<fetch aggregate="true"><entity name="a"><attribute name="b" aggregate="median" alias="c"/></entity></fetch>',
    'median',
  ],
  ['<fetch top="many"><entity name="a"/></fetch>', 'top'],
  ['<fetch page="0" count="1"><entity name="a"/></fetch>', 'page'],
])('refuses %s', (fetch, reason) => {
  try {
    read(fetch);
    expect.unreachable('it was read');
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).code).toBe('bad-query');
    expect((error as AppError).message).toContain(reason);
  }
});

test.skipIf(!hasCorpus)(`reads and prints all real queries of the corpus${corpusNote}`, () => {
  const corpus = inCorpus('fetchxml');
  /** Templates of other programs, with a placeholder where a number must stand. */
  const templates = ['pas-c891a8d74a.xml'];
  const files = readdirSync(corpus).filter((file) => file.endsWith('.xml'));
  const refused: string[] = [];
  for (const file of files) {
    const text = readFileSync(join(corpus, file), 'utf8');
    try {
      expect(roundTrip(text), file).toEqual(read(text));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refused.push(file);
    }
  }
  expect(files.length).toBeGreaterThan(300);
  expect(refused).toEqual(templates);
});
