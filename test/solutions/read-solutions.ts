import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseXml } from '../../server/solution/xml.ts';
import { attr, child, childText, type XmlElement } from '../../src/shared/base/xml.ts';

const root = resolve(import.meta.dirname, '../../solutions');

/** A file of a bundled solution, parsed by the importer's own parser; its path is below solutions/. */
export interface SolutionFile {
  readonly path: string;
  readonly xml: XmlElement;
}

/** The XML files of the solutions whose path matches. */
export function filesOf(solutions: readonly string[], pattern: RegExp): SolutionFile[] {
  return solutions
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => pattern.test(path))
    .map((path) => ({ path, xml: parseXml(readFileSync(join(root, path), 'utf8'), path) }));
}

/** All elements of the name below an element, at any depth. */
export function below(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((one) => [...(one.name === name ? [one] : []), ...below(one, name)]);
}

/** The table that a file below `Entities/` belongs to. */
export function tableOf(path: string): string {
  return (/Entities\/([^/]+)\//.exec(path)?.[1] ?? '').toLowerCase();
}

/** The first text of that name at any depth; empty where there is none. */
export function textBelow(element: XmlElement, name: string): string {
  return below(element, name)[0]?.text.trim() ?? '';
}

/** Logical names of a table's columns with their types, by table; a later solution may add to a table. */
export function columnTypes(solutions: readonly string[]): Map<string, Map<string, string>> {
  const tables = new Map<string, Map<string, string>>();
  for (const { path, xml } of filesOf(solutions, /Entity\.xml$/)) {
    const columns = tables.get(tableOf(path)) ?? new Map([['createdon', 'datetime']]);
    for (const one of below(xml, 'attribute'))
      columns.set(childText(one, 'LogicalName') ?? '', childText(one, 'Type') ?? '');
    tables.set(tableOf(path), columns);
  }
  return tables;
}

/** Languages that a `LocalizedNames` or `labels` element is written in. */
export function languagesOf(element: XmlElement | undefined): string[] {
  return (element?.children ?? []).map((one) => attr(one, 'languagecode') ?? '').sort();
}

/** The localised name of a component, by its file. */
export function namesOf(file: SolutionFile): XmlElement | undefined {
  return child(file.xml, 'LocalizedNames') ?? below(file.xml, 'LocalizedNames')[0];
}
