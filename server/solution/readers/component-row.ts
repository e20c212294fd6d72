import { readGuid } from '../../../src/shared/base/guid.ts';
import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { Row, RowValue } from '../../../src/shared/metadata/row.ts';
import { stableGuid } from '../../metadata/stable-guid.ts';
import { attributeOf, childOf, flagOf, isRemoved, numberOf, textAt } from '../element.ts';
import type { ComponentRow } from '../solution-model.ts';
import type { ColumnSpec, RowSpec } from './row-specs.ts';

/** Text under a name: an attribute, a child's text, or the first label of one that comes in several languages. */
function wordsAt(element: XmlElement, name: string): string | undefined {
  const direct = attributeOf(element, name) ?? textAt(element, name);
  if (direct !== undefined) return direct;
  const child = childOf(element, name) ?? childOf(element, `${name}s`);
  const stated = attributeOf(child, 'default') ?? attributeOf(child, 'description');
  if (stated !== undefined) return stated;
  const labels = child?.children ?? [];
  const english = labels.find((one) => attributeOf(one, 'languagecode') === '1033') ?? labels[0];
  return attributeOf(english, 'description');
}

/** A number that an integer column holds. */
function wholeOf(text: string | undefined): number | undefined {
  const value = numberOf(text);
  return value !== undefined && Number.isInteger(value) && Math.abs(value) <= 2_147_483_647
    ? value
    : undefined;
}

function valueOf(element: XmlElement, column: string, spec: ColumnSpec): RowValue {
  const [kind, ...names] = typeof spec === 'string' ? [spec] : spec;
  const text = (names.length === 0 ? [column] : names)
    .map((name) => wordsAt(element, name))
    .find((one) => one !== undefined);
  switch (kind) {
    case 'text':
      return text ?? null;
    case 'number':
      return wholeOf(text) ?? null;
    case 'flag':
      return text === undefined ? null : flagOf(text, false);
    case 'id':
      return readGuid(text ?? '') ?? null;
  }
}

/** Parts stand below the element, or below one that gathers them. */
function partsOf(element: XmlElement, spec: RowSpec): XmlElement[] {
  const isPart = (one: XmlElement): boolean => one.name.toLowerCase() === spec.table && !isRemoved(one);
  return element.children.flatMap((child) => (isPart(child) ? [child] : child.children.filter(isPart)));
}

interface Above {
  readonly id: string;
  readonly at: number;
}

/**
 * The rows that an element stands for: its own, then those of its parts. An id that the file does not state is made of
 * the names, so that it is the same at every import.
 */
export function readComponentRows(element: XmlElement, spec: RowSpec, above?: Above): ComponentRow[] {
  const values: Record<string, RowValue> = {};
  for (const [column, one] of Object.entries(spec.columns)) values[column] = valueOf(element, column, one);
  if (spec.parent !== undefined && above !== undefined) values[spec.parent] = above.id;
  const stated = readGuid(
    wordsAt(element, `${spec.table}id`) ??
      wordsAt(element, `${spec.table}idunique`) ??
      attributeOf(element, 'id') ??
      '',
  );
  const named =
    above === undefined
      ? (values['uniquename'] ?? values['schemaname'] ?? values['name'] ?? values['title'])
      : `${above.id}/${above.at}`;
  if (stated === undefined && typeof named !== 'string') return [];
  const id = stated ?? stableGuid(spec.table, String(named).toLowerCase());
  const row: ComponentRow = {
    table: spec.table,
    id,
    values: values as Row,
    ...(spec.parent === undefined ? {} : { isPart: true }),
  };
  const below = (spec.parts ?? []).flatMap((part) =>
    partsOf(element, part).flatMap((one, at) => readComponentRows(one, part, { id, at })),
  );
  return [row, ...below];
}
