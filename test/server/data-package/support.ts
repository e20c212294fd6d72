import { strToU8, zipSync } from 'fflate';
import { importDataPackage, type ImportOptions } from '../../../server/data-package/import-package.ts';
import { readPackage } from '../../../server/data-package/read-package.ts';
import type { DataReport } from '../../../server/data-package/report.ts';
import { escapeXml } from '../../../src/shared/base/xml.ts';
import { people } from '../../support/people.ts';
import type { WriteBed } from '../data/support.ts';

export const now = Date.UTC(2024, 4, 17, 9, 30, 15);

/** An id that tells its number. */
export const id = (number: number): string => `0d000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export type Value = string | { readonly id: string; readonly table: string; readonly name?: string };

/** One row as data.xml has it. */
export function recordXml(rowId: string, values: Readonly<Record<string, Value>>): string {
  const fields = Object.entries(values).map(([name, value]) =>
    typeof value === 'string'
      ? `<field name="${name}" value="${escapeXml(value)}" />`
      : `<field name="${name}" value="${value.id}" lookupentity="${value.table}" lookupentityname="${escapeXml(value.name ?? '')}" />`,
  );
  return `<record id="${rowId}">${fields.join('')}</record>`;
}

/** One table as data.xml has it. */
export function tableXml(name: string, records: readonly string[], links = ''): string {
  return `<entity name="${name}" displayname="${name}"><records>${records.join('')}</records><m2mrelationships>${links}</m2mrelationships></entity>`;
}

export const linkXml = (
  relationship: string,
  source: string,
  table: string,
  targets: readonly string[],
): string =>
  `<m2mrelationship sourceid="${source}" targetentityname="${table}" targetentitynameidfield="${table}id" m2mrelationshipname="${relationship}"><targetids>${targets.map((one) => `<targetid>${one}</targetid>`).join('')}</targetids></m2mrelationship>`;

export const dataXml = (...tables: readonly string[]): string =>
  `<entities timestamp="2024-01-01T00:00:00.0000000Z">${tables.join('')}</entities>`;

/** An archive of these tables; `schema` is the inside of data_schema.xml. */
export function packageZip(tables: readonly string[], schema = ''): Uint8Array<ArrayBuffer> {
  return new Uint8Array(
    zipSync({
      '[Content_Types].xml': strToU8('<Types />'),
      'data_schema.xml': strToU8(`<entities>${schema}</entities>`),
      'data.xml': strToU8(dataXml(...tables)),
    }),
  );
}

/** Imports an archive, or the text of a lone data file, as the administrator. */
export async function importPackage(
  bed: WriteBed,
  source: Uint8Array | string,
  options: Partial<ImportOptions> = {},
): Promise<DataReport> {
  const data =
    typeof source === 'string' ? readPackage(strToU8(source), 'rows.xml') : readPackage(source, 'rows.zip');
  const principal = await bed.as(people.admin);
  return importDataPackage(bed.database, data, { principal, model: bed.model, now, ...options });
}
