import { SaxesParser } from 'saxes';
import { AppError } from '../../src/shared/base/app-error.ts';
import { XmlBudget } from '../solution/xml.ts';
import type { PackageField, PackageLink, PackageRecord } from './data-package.ts';

/** Records are let go as they come, so more may pass than of a solution, whose files become a tree. */
const dataLimits = { elements: 20_000_000, attributes: 60_000_000 };
const recordsPerBlock = 200;
const charactersPerBlock = 1024 * 1024;
const sliceCharacters = 64 * 1024;
/** Deeper than any package: parties of an activity lie six deep. */
const maxDepth = 20;

interface ReadData {
  readonly blocks: Uint8Array[];
  records: number;
  links: number;
  readonly notes: string[];
}

type Attributes = Readonly<Record<string, string>>;

/** Gathers what the parser tells into blocks. */
class DataReader {
  readonly read: ReadData = { blocks: [], records: 0, links: 0, notes: [] };
  #table = '';
  #records: PackageRecord[] = [];
  #links: PackageLink[] = [];
  #size = 0;
  #record: { id: string; fields: PackageField[] } | undefined;
  #field: { attributes: Attributes; text: string } | undefined;
  #link: { attributes: Attributes; targets: string[] } | undefined;
  #target: string | undefined;
  readonly #path: string[] = [];

  open(name: string, attributes: Attributes): void {
    this.#path.push(name);
    const at = this.#path.length;
    if (at === 2 && name === 'entity') this.#table = (attributes['name'] ?? '').toLowerCase();
    if (at === 4 && name === 'record') this.#record = { id: attributes['id'] ?? '', fields: [] };
    if (at === 5 && name === 'field') this.#field = { attributes, text: '' };
    if (at === 4 && name === 'm2mrelationship') this.#link = { attributes, targets: [] };
    if (at === 6 && name === 'targetid') this.#target = '';
  }

  text(text: string): void {
    if (this.#target !== undefined) this.#target += text;
    else if (this.#field !== undefined && this.#path.length === 5) this.#field.text += text;
  }

  close(): void {
    const at = this.#path.length;
    const name = this.#path.pop();
    if (at === 5 && name === 'field') this.#closeField();
    if (at === 4 && name === 'record') this.#closeRecord();
    if (at === 6 && name === 'targetid') {
      this.#link?.targets.push(this.#target?.trim() ?? '');
      this.#target = undefined;
    }
    if (at === 4 && name === 'm2mrelationship') this.#closeLink();
    if (at === 2) this.flush();
  }

  flush(): void {
    if (this.#records.length + this.#links.length > 0)
      this.read.blocks.push(
        new TextEncoder().encode(
          JSON.stringify({ table: this.#table, records: this.#records, links: this.#links }),
        ),
      );
    this.#records = [];
    this.#links = [];
    this.#size = 0;
  }

  #closeField(): void {
    const { attributes, text } = this.#field ?? { attributes: {} as Attributes, text: '' };
    this.#field = undefined;
    const name = attributes['name']?.toLowerCase();
    if (name === undefined || this.#record === undefined) return;
    const value = attributes['value'] ?? text.trim();
    this.#size += value.length;
    this.#record.fields.push({
      name,
      value,
      ...(attributes['lookupentity'] ? { lookupTable: attributes['lookupentity'].toLowerCase() } : {}),
      ...(attributes['lookupentityname'] ? { lookupName: attributes['lookupentityname'] } : {}),
    });
  }

  #closeRecord(): void {
    if (this.#record !== undefined) this.#records.push(this.#record);
    this.#record = undefined;
    this.read.records += 1;
    if (this.#records.length >= recordsPerBlock || this.#size > charactersPerBlock) this.flush();
  }

  #closeLink(): void {
    const { attributes, targets } = this.#link ?? { attributes: {} as Attributes, targets: [] };
    this.#link = undefined;
    this.#links.push({
      relationship: attributes['m2mrelationshipname'] ?? attributes['m2mrelationshipschemaname'] ?? '',
      source: attributes['sourceid'] ?? '',
      targetTable: (attributes['targetentityname'] ?? '').toLowerCase(),
      targets,
    });
    this.read.links += targets.length;
    if (this.#links.length >= recordsPerBlock) this.flush();
  }
}

/**
 * Reads data.xml, record by record: `entities/entity/records/record/field` and
 * `entities/entity/m2mrelationships/m2mrelationship/targetids/targetid`. What lies deeper, as the parties of an activity
 * do, is passed over. Throws `data-package-unreadable` for what is not well-formed.
 */
export function readData(source: string, path: string): ReadData {
  const reader = new DataReader();
  const budget = new XmlBudget(dataLimits);
  const parser = new SaxesParser({ xmlns: false, fileName: path });
  let depth = 0;
  const fail = (why: string): never => {
    const message = `${path}, line ${parser.line}: ${why}`;
    throw new AppError('data-package-unreadable', { path, line: parser.line, message });
  };
  parser.on('error', (error) => fail(error.message.replace(/^.*?:\d+:\d+: /, '')));
  parser.on('doctype', () => fail('document types and entities are not allowed'));
  parser.on('attribute', () => budget.take('attributes', path, parser.line));
  parser.on('opentag', (tag) => {
    budget.take('elements', path, parser.line);
    depth += 1;
    if (depth > maxDepth) fail(`elements are nested deeper than ${maxDepth}`);
    if (depth === 1 && tag.name !== 'entities') fail(`it holds ${tag.name} where entities should be`);
    reader.open(tag.name, tag.attributes);
  });
  parser.on('text', (text) => reader.text(text));
  parser.on('cdata', (text) => reader.text(text));
  parser.on('closetag', () => {
    depth -= 1;
    reader.close();
  });
  const text = source.replace(/^\uFEFF/, '').trimStart();
  for (let at = 0; at < text.length; at += sliceCharacters)
    parser.write(text.slice(at, at + sliceCharacters));
  parser.close();
  reader.flush();
  return reader.read;
}
