import { msg } from '@lit/localize';
import type { DataClient } from '../../data/client.ts';
import type { Formats } from '../../i18n/formats.ts';
import { fromWall, readZone, toWall, utcZone } from '../../shared/base/zone.ts';
import type { FormCell } from '../../shared/metadata/form.ts';
import { nameKey, typeKey } from '../../shared/metadata/row.ts';
import { isLookup, type Column } from '../../shared/metadata/table.ts';
import type { AppCatalog } from '../../state/app-catalog.ts';
import { faultWords } from '../base/problem-words.ts';
import type { FieldFormat, FieldModel, LookupSource, LookupTarget } from '../fields/field-model.ts';
import { displayCell } from './display-value.ts';
import type { FieldProblem, FormSession } from './form-session.ts';
import { lookupSource } from './lookup-search.ts';

/** The words for what is wrong with a value. */
export function problemText(problem: FieldProblem | undefined): string {
  if (problem === undefined) return '';
  switch (problem.key) {
    case 'not-a-number':
      return msg('This is not a number.');
    case 'not-a-date':
      return msg('This is not a date.');
    default:
      return (
        faultWords({
          code: problem.key,
          ...(problem.limit === undefined ? {} : { limit: problem.limit }),
        }) ?? ''
      );
  }
}

/** How one person writes; made once a page. */
export function fieldFormat(formats: Formats, catalog: AppCatalog): FieldFormat {
  const zone = readZone(formats.settings.timeZone) ?? utcZone;
  return {
    locale: formats.settings.locale,
    toLocal(instant) {
      const at = Date.parse(instant);
      return Number.isNaN(at) ? '' : new Date(toWall(zone, at)).toISOString().slice(0, 16);
    },
    toInstant: (local) =>
      new Date(fromWall(zone, Date.parse(`${local}:00Z`))).toISOString().slice(0, 19) + 'Z',
    display: (column, row) => displayCell({ formats, catalog }, column, column.logicalName, row),
  };
}

/** Makes a record that a lookup does not find, without leaving the form. */
export interface QuickCreate {
  /** The table has a form for it, and the person may create there. */
  offers(table: string): boolean;
  /** `typed`: what was looked for. Answers with the record once it is saved on this device; undefined: none was made. */
  open(table: string, typed: string): Promise<LookupTarget | undefined>;
}

/** What the fields of one open record share. */
export interface FieldSurroundings {
  readonly session: FormSession;
  readonly catalog: AppCatalog;
  readonly data: DataClient;
  readonly format: FieldFormat;
  /** The person may write this record. */
  readonly editable: boolean;
  /** Problems to show; empty until the person tries to save, or left the field. */
  problem(column: string): FieldProblem | undefined;
  href(table: string, id: string): string | undefined;
  /** Absent: lookups only find. */
  readonly quickCreate?: QuickCreate;
}

/** Lookup sources must stay the same object between renders, else the open list of a combo box is thrown away. */
export class FieldWiring {
  readonly #sources = new Map<string, LookupSource>();
  readonly surroundings: FieldSurroundings;

  constructor(surroundings: FieldSurroundings) {
    this.surroundings = surroundings;
  }

  /** The field of a form cell; undefined when the cell's column does not exist (reported at import). */
  model(cell: FormCell): FieldModel | undefined {
    if (cell.control?.kind !== 'column') return undefined;
    const { session, catalog, format, editable, problem } = this.surroundings;
    const name = cell.control.column;
    const column = catalog.column(session.table.logicalName, name);
    if (column === undefined) return undefined;
    const targetName = session.value(nameKey(name));
    const targetTable = session.value(typeKey(name));
    const required =
      cell.control.required === true
        ? 'required'
        : column.required === 'systemrequired'
          ? 'required'
          : column.required;
    return {
      column,
      label: cell.label === '' ? column.label : cell.label,
      value: session.value(name),
      targetName: typeof targetName === 'string' ? targetName : undefined,
      targetTable: typeof targetTable === 'string' ? targetTable : undefined,
      readonly: !editable || cell.control.disabled || !isWritable(column, session.isNew),
      required,
      error: problemText(problem(name)),
      format,
      currency: catalog.currency(column, name, session.values),
      lookup: isLookup(column) ? this.#lookup(column, cell.control.defaultViewId) : undefined,
      change: (value) => session.set(name, value),
      changeLookup: (target) => session.setLookup(name, target),
      invalid: (found) => session.setInvalid(name, found),
    };
  }

  #lookup(column: Column, viewId: string | undefined): LookupSource {
    const key = `${column.logicalName} ${viewId ?? ''}`;
    const known = this.#sources.get(key);
    if (known !== undefined) return known;
    const { catalog, data, href, quickCreate } = this.surroundings;
    const source = lookupSource({ column, catalog, data, viewId, href, quickCreate });
    this.#sources.set(key, source);
    return source;
  }
}

/** The column takes a value from a person: not computed, not numbered, valid for this kind of save. */
export function isWritable(column: Column, isNew: boolean): boolean {
  // Secured columns are for administrators only until column security has profiles; the server refuses the others.
  if (column.secured === true) return false;
  if (column.source !== undefined && column.source !== 'simple') return false;
  if (column.autoNumber !== undefined && column.autoNumber !== '') return false;
  return isNew ? column.validForCreate : column.validForUpdate;
}
