import * as v from 'valibot';
import { AppError } from '../../src/shared/base/app-error.ts';
import { readGuid } from '../../src/shared/base/guid.ts';
import type { XmlElement } from '../../src/shared/base/xml.ts';
import { stableGuid } from '../metadata/stable-guid.ts';
import type { SolutionDocument } from './document.ts';
import { storableText } from '../sync/storable-text.ts';
import { textAt } from './element.ts';
import { readComponentRows } from './readers/component-row.ts';
import { rowSpecOf } from './readers/row-specs.ts';
import { textOf } from './solution-files.ts';
import type { ComponentRow } from './solution-model.ts';
import { parseXml } from './xml.ts';

/** Files that hold one component each; others of those folders belong to it. */
const componentFile =
  /^(?:environmentvariabledefinitions|duplicaterules|connectionroles|mobileofflineprofiles|slas|templates)\/.*\.xml$|^WebResources\/.*\.data\.xml$/i;

/** `environmentvariablevalues.json` beside a definition: one value or several, with or without an id. */
const oneValue = v.object({
  '@environmentvariablevalueid': v.optional(v.string()),
  value: v.optional(v.string()),
});
const valuesFile = v.object({
  environmentvariablevalues: v.object({
    // The list first: to the object an array is one without properties.
    environmentvariablevalue: v.union([v.array(oneValue), oneValue]),
  }),
});

type Files = SolutionDocument['files'];

function parsed(path: string, body: Uint8Array): XmlElement | undefined {
  try {
    return parseXml(textOf(body), path);
  } catch (error) {
    // The report says so where it names the file's component.
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/** The value that a variable has in the solution; a file of another shape is kept and gives none. */
function variableValues(files: Files, path: string, rows: readonly ComponentRow[]): ComponentRow[] {
  const definition = rows[0];
  const body = files.get(path.replace(/[^/]+$/, 'environmentvariablevalues.json'));
  if (body === undefined || definition === undefined) return [];
  let json: unknown;
  try {
    json = JSON.parse(textOf(body));
  } catch {
    return [];
  }
  const read = v.safeParse(valuesFile, json);
  if (!read.success) return [];
  const { environmentvariablevalue: stated } = read.output.environmentvariablevalues;
  return (Array.isArray(stated) ? stated : [stated]).map((one, at) => ({
    table: 'environmentvariablevalue',
    id:
      readGuid(one['@environmentvariablevalueid'] ?? '') ??
      stableGuid('environmentvariablevalue', definition.id, String(at)),
    values: {
      schemaname: definition.values['schemaname'] ?? null,
      // JSON can say what the database cannot hold.
      value: one.value === undefined ? null : storableText(one.value),
      environmentvariabledefinitionid: definition.id,
    },
    isPart: true,
  }));
}

/** Bytes of a web resource: beside its description, or where that says. Base64, as the Web API has them. */
function contentOf(files: Files, element: XmlElement, path: string | undefined): string | null {
  const stated = textAt(element, 'FileName')?.replace(/^\//, '');
  const beside = path?.replace(/\.data\.xml$/i, '');
  const body = [beside, stated].map((one) => (one === undefined ? undefined : files.get(one)));
  const found = body.find((one) => one !== undefined);
  return found === undefined ? null : Buffer.from(found).toString('base64');
}

function rowsOf(files: Files, element: XmlElement, path?: string): ComponentRow[] {
  const spec = rowSpecOf(element.name);
  if (spec === undefined) return [];
  const rows = readComponentRows(element, spec);
  const [first, ...parts] = rows;
  if (first === undefined) return [];
  if (spec.table === 'webresource')
    return [{ ...first, values: { ...first.values, content: contentOf(files, element, path) } }, ...parts];
  if (spec.table === 'environmentvariabledefinition' && path !== undefined)
    return [...rows, ...variableValues(files, path, rows)];
  return rows;
}

/** Rows that components of the solution are, each once; what the file says first holds. */
export function readRows(document: SolutionDocument): ComponentRow[] {
  const rows = document.others.flatMap(({ element }) => rowsOf(document.files, element));
  for (const [path, body] of document.files) {
    if (!componentFile.test(path)) continue;
    const root = parsed(path, body);
    if (root === undefined) continue;
    for (const one of rowSpecOf(root.name) === undefined ? root.children : [root])
      rows.push(...rowsOf(document.files, one, path));
  }
  const seen = new Set<string>();
  return rows
    .filter(({ table, id }) => seen.size !== seen.add(`${table} ${id}`).size)
    .sort((a, b) => (a.table + a.id < b.table + b.id ? -1 : 1));
}
