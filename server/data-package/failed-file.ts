import { escapeXml } from '../../src/shared/base/xml.ts';
import type { PackageLink, PackageRecord } from './data-package.ts';

/** Collects what failed and prints it as a data file that can be mended and imported again. */
export class FailedFile {
  readonly #tables = new Map<string, { readonly records: string[]; readonly links: string[] }>();

  record(table: string, record: PackageRecord, reason: string): void {
    const fields = record.fields.map((field) => {
      const lookup =
        (field.lookupTable === undefined ? '' : ` lookupentity="${escapeXml(field.lookupTable)}"`) +
        (field.lookupName === undefined ? '' : ` lookupentityname="${escapeXml(field.lookupName)}"`);
      return `        <field name="${escapeXml(field.name)}" value="${escapeXml(field.value)}"${lookup} />\n`;
    });
    this.#of(table).records.push(
      `      <record id="${escapeXml(record.id)}" failed="${escapeXml(reason)}">\n${fields.join('')}      </record>\n`,
    );
  }

  link(table: string, link: PackageLink, reason: string): void {
    const targets = link.targets.map((id) => `          <targetid>${escapeXml(id)}</targetid>\n`);
    this.#of(table).links.push(
      `      <m2mrelationship sourceid="${escapeXml(link.source)}" targetentityname="${escapeXml(link.targetTable)}"` +
        ` m2mrelationshipname="${escapeXml(link.relationship)}" failed="${escapeXml(reason)}">\n` +
        `        <targetids>\n${targets.join('')}        </targetids>\n      </m2mrelationship>\n`,
    );
  }

  /** The file's text; undefined when nothing failed. */
  print(): string | undefined {
    if (this.#tables.size === 0) return undefined;
    const tables = [...this.#tables].map(
      ([name, { records, links }]) =>
        `  <entity name="${escapeXml(name)}">\n    <records>\n${records.join('')}    </records>\n` +
        `    <m2mrelationships>\n${links.join('')}    </m2mrelationships>\n  </entity>\n`,
    );
    return `<?xml version="1.0" encoding="utf-8"?>\n<entities>\n${tables.join('')}</entities>\n`;
  }

  #of(table: string): { readonly records: string[]; readonly links: string[] } {
    const known = this.#tables.get(table);
    if (known !== undefined) return known;
    const made = { records: [], links: [] };
    this.#tables.set(table, made);
    return made;
  }
}
