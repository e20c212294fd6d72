import { strFromU8, unzipSync } from 'fflate';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { readSolutionPath } from '../../server/solution/archive.ts';
import { readSolution } from '../../server/solution/read-solution.ts';
import { parseXml } from '../../server/solution/xml.ts';
import { must } from '../../src/shared/base/assert.ts';
import { generateSampleData } from '../../solutions/sample-data/generate.ts';

const rows = [...generateSampleData({ size: 'tiny', seed: 'templates', now: Date.UTC(2026, 2, 18) })];
const rowsOf = (table: string) => rows.filter((one) => one.table === table).flatMap((one) => one.rows);
const sales = readSolution(await readSolutionPath(resolve(import.meta.dirname, '../../solutions/sales')));

it('a team may form around an opportunity, from its template', () => {
  const [template] = rowsOf('teamtemplate');
  expect(template).toMatchObject({ objecttypecode: 3, defaultaccessrightsmask: 1 + 2 + 4 + 16 });
  expect(sales.tables.find((one) => one.table.logicalName === 'opportunity')?.table.objectTypeCode).toBe(3);
});

it('the document for quotes is a package whose controls show columns that there are', () => {
  const [template] = rowsOf('documenttemplate');
  expect(template).toMatchObject({ documenttype: 2, associatedentitytypecode: 'quote', status: false });
  const files = unzipSync(new Uint8Array(Buffer.from(String(template?.['content']), 'base64')));
  const part = (name: string): string => strFromU8(must(files[name], name));
  for (const name of Object.keys(files)) expect(() => parseXml(part(name), name)).not.toThrow();

  const columns = (table: string): string[] =>
    must(
      sales.tables.find((one) => one.table.logicalName === table),
      table,
    ).table.columns.map((column) => column.logicalName);
  const paths = [...part('word/document.xml').matchAll(/w:xpath="([^"]+)"/g)].map(([, path]) =>
    must(path, 'path').replace('/ns0:DocumentTemplate[1]/quote[1]/', ''),
  );
  const known = (table: string, column: string): boolean => {
    const names = columns(table);
    return names.includes(column) || (column.endsWith('name') && names.includes(column.slice(0, -4)));
  };
  expect(paths).toHaveLength(6 + 1 + 4);
  for (const path of paths) {
    const [first, second] = path.split('/').map((step) => step.replace('[1]', ''));
    if (first === 'quote_details' && second !== undefined)
      expect(known('quotedetail', second), path).toBe(true);
    else if (first !== 'quote_details') expect(known('quote', must(first, path)), path).toBe(true);
    expect(part('customXml/item1.xml')).toContain(`<${second ?? first}>`);
  }
});
