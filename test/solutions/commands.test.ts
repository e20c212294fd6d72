import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSolutionPath } from '../../server/solution/archive.ts';
import { readSolution } from '../../server/solution/read-solution.ts';
import { parseXml } from '../../server/solution/xml.ts';
import { readFetchXml } from '../../src/shared/query/fetchxml-read.ts';

const folders = ['base', 'sales', 'service'];
const solutions = await Promise.all(
  folders.map((folder) => readSolutionPath(resolve(import.meta.dirname, '../../solutions', folder))),
);
const models = solutions.map((files) => readSolution(files));

/** Names of commands by table, in the order of their bars. */
const named = new Map<string, Set<string>>();
for (const { kind, name } of models.flatMap((model) => model.items)) {
  if (kind !== 'command') continue;
  const [table = '', ...title] = name.split(': ');
  named.set(table, (named.get(table) ?? new Set()).add(title.join(': ')));
}

/** What practitioners look for, table by table. */
const expected: Readonly<Record<string, string>> = {
  account: 'Merge, Detect duplicates, View hierarchy, Add to marketing list',
  contact: 'Merge, Detect duplicates, View hierarchy, Add to marketing list',
  lead: 'Qualify, Disqualify, Reactivate, Merge',
  opportunity: 'Close as won, Close as lost, Reopen, Recalculate, Add products, New quote',
  quote: 'Activate, Revise, Create order, Close quote, Get products, Recalculate, Email as PDF',
  salesorder: 'Create invoice, Fulfill, Cancel order, Use current pricing, Lock pricing, Recalculate',
  invoice: 'Invoice paid, Cancel invoice, Lock pricing',
  product: 'Publish, Revise, Retire, Clone',
  task: 'Mark complete, Close, Set regarding, Convert to lead, Convert to opportunity, Convert to case',
  email:
    'Mark complete, Close, Set regarding, Reply, Reply all, Forward, Send, Convert to lead, Convert to opportunity, Convert to case',
  queueitem: 'Pick, Release, Route, Remove, Queue item details',
  incident:
    'Resolve case, Cancel case, Reactivate, Create child case, Merge, Save and route, Apply entitlement, Link article',
  knowledgearticle: 'Publish, Schedule, Expire, New version, Copy link',
};

describe('commands of the bundled solutions', () => {
  it.each(Object.entries(expected))('%s', (table, titles) => {
    expect([...(named.get(table) ?? [])]).toEqual(titles.split(', '));
  });

  it('have English and German texts', () => {
    let count = 0;
    for (const files of solutions)
      for (const [path, bytes] of files.entries) {
        if (!path.endsWith('/RibbonDiff.xml')) continue;
        const text = new TextDecoder().decode(bytes);
        const labels = [...text.matchAll(/<LocLabel Id="([^"]+)">([^]*?)<\/LocLabel>/g)];
        const used = new Set([...text.matchAll(/LabelText="\$LocLabels:([^"]+)"/g)].map(([, id]) => id));
        expect(new Set(labels.map(([, id]) => id)), path).toEqual(used);
        for (const [, id, titles] of labels) {
          const languages = [...(titles ?? '').matchAll(/description="[^"]+" languagecode="(\d+)"/g)];
          expect(
            languages.map(([, code]) => code),
            id,
          ).toEqual(['1033', '1031']);
          count += 1;
        }
      }
    expect(count).toBeGreaterThan(70);
  });
});

it('the organisation’s filter of downloads is on for leads alone', () => {
  const filtered = models
    .flatMap((model) => model.tables)
    .filter(({ table }) => table.offlineFilter !== undefined);
  expect(filtered.map(({ table }) => table.logicalName)).toEqual(['lead']);
  const query = readFetchXml(parseXml(filtered[0]?.table.offlineFilter ?? '', 'filter'));
  expect(JSON.stringify(query)).toContain('"last-x-days"');
});
