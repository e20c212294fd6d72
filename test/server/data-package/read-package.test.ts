import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { openBlock } from '../../../server/data-package/data-package.ts';
import { loadPackagePath, readPackage, readPackageFiles } from '../../../server/data-package/read-package.ts';
import { dataXml, id, linkXml, packageZip, recordXml, tableXml } from './support.ts';

const schema = `<entity name="Account" displayname="Accounts" primaryidfield="accountid"><fields>
  <field name="name" type="string" /><field name="founded" type="datetime" dateMode="absolute" /></fields></entity>`;
const zip = (files: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));

describe('reading a data package', () => {
  it('gives tables, records, lookups and links', () => {
    const read = readPackage(
      packageZip(
        [
          tableXml(
            'account',
            [
              recordXml(id(1), {
                name: 'A & <B>',
                primarycontactid: { id: id(2), table: 'contact', name: 'Con' },
              }),
            ],
            linkXml('rel', id(1), 'contact', [id(2), id(3)]),
          ),
        ],
        schema,
      ),
      'p.zip',
    );
    expect(read.tables).toEqual([
      {
        name: 'account',
        displayName: 'Accounts',
        columns: { name: 'string', founded: 'datetime' },
        absoluteDates: ['founded'],
      },
    ]);
    expect(read).toMatchObject({ records: 1, links: 2 });
    expect(read.blocks.map(openBlock)).toEqual([
      {
        table: 'account',
        records: [
          {
            id: id(1),
            fields: [
              { name: 'name', value: 'A & <B>' },
              { name: 'primarycontactid', value: id(2), lookupTable: 'contact', lookupName: 'Con' },
            ],
          },
        ],
        links: [{ relationship: 'rel', source: id(1), targetTable: 'contact', targets: [id(2), id(3)] }],
      },
    ]);
  });

  it('passes over the parties of an activity without mixing them with its own fields', () => {
    const party = `<field name="to" value=""><activitypointerrecords id="${id(9)}"><field name="partyid" value="x" /></activitypointerrecords></field>`;
    const record = `<record id="${id(1)}">${party}<field name="subject" value="s" /></record>`;
    const read = readPackage(packageZip([tableXml('email', [record])]), 'p.zip');
    expect(openBlock(read.blocks[0] ?? new Uint8Array()).records[0]?.fields.map((one) => one.name)).toEqual([
      'to',
      'subject',
    ]);
  });

  it('takes a folder, names in any case and a byte order mark', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'haversack-'));
    try {
      writeFileSync(join(folder, 'Data_Schema.xml'), '\uFEFF<entities />');
      writeFileSync(join(folder, 'Data.xml'), `\uFEFF\n${dataXml(tableXml('account', []))}`);
      const loaded = await loadPackagePath(folder);
      expect('files' in loaded && readPackageFiles(loaded.files).records).toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each([
    [
      'no archive',
      strToU8('hello, this is some text'),
      'p.zip is not a readable archive: it is not a zip file',
    ],
    [
      'no schema',
      zip({ 'data.xml': dataXml() }),
      'p.zip: it is not a data package: data_schema.xml is missing',
    ],
    [
      'no data',
      zip({ 'data_schema.xml': '<entities />' }),
      'p.zip: it is not a data package: data.xml is missing',
    ],
    [
      'data cut off',
      zip({ 'data_schema.xml': '<entities />', 'data.xml': '<entities><entity' }),
      'data.xml, line 1: ',
    ],
    [
      'another document',
      zip({ 'data_schema.xml': '<entities />', 'data.xml': '<ImportExportXml />' }),
      'data.xml, line 1: it holds ImportExportXml where entities should be',
    ],
    [
      'entities of XML',
      zip({ 'data_schema.xml': '<entities />', 'data.xml': '<!DOCTYPE a [<!ENTITY b "c">]><entities />' }),
      'data.xml, line 1: document types and entities are not allowed',
    ],
    ['a path that leaves', zip({ '../data.xml': '' }), 'p.zip holds a path that leaves its folder'],
  ])('refuses %s with its reason', (_name, bytes, message) => {
    expect(() => readPackage(bytes, 'p.zip')).toThrow(
      expect.objectContaining({
        code: 'data-package-unreadable',
        message: expect.stringContaining(message) as string,
      }),
    );
  });
});
