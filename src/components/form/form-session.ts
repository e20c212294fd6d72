import { typeKey, nameKey, type Row, type RowValue } from '../../shared/metadata/row.ts';
import { isPolymorphic, type Column, type Table } from '../../shared/metadata/table.ts';
import type { FaultCode } from '../../shared/rules/normalize.ts';
import type { Operation } from '../../store/entry.ts';
import type { RecordView } from '../../data/client.ts';

/** Why a value cannot be saved; `key` picks the words. */
export interface FieldProblem {
  readonly key: FaultCode | 'not-a-number' | 'not-a-date';
  readonly limit?: number;
}

export type FieldProblems = Readonly<Record<string, FieldProblem>>;

interface Edit {
  readonly value: RowValue;
  /** What the person was shown when this column's edit began: the base of conflict detection. */
  readonly shown: RowValue;
}

function sameValue(a: RowValue, b: RowValue): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, i) => one === b[i]);
  return a === b;
}

/**
 * What a person is typing into one record: the record as last seen plus the edits not saved yet.
 *
 * Promises: a record that changes underneath (a pull, another tab) never overwrites an edit; `replaced` of the operation
 * holds what was shown when the edit of that column began; a column set back to what was shown is no edit.
 */
export class FormSession {
  readonly table: Table;
  readonly id: string;
  #isNew: boolean;
  #record: Row;
  /** First values of a new record: saved with it, but no input that could be lost. */
  #defaults: Row = {};
  readonly #edits = new Map<string, Edit>();
  readonly #invalid = new Map<string, FieldProblem>();
  readonly #columns: ReadonlyMap<string, Column>;
  readonly #onChange: () => void;

  constructor(options: {
    readonly table: Table;
    readonly id: string;
    /** Absent: a new record. */
    readonly record?: RecordView;
    /** First values of a new record. */
    readonly defaults?: Row;
    readonly onChange?: () => void;
  }) {
    this.table = options.table;
    this.id = options.id;
    this.#isNew = options.record === undefined;
    this.#record = options.record?.values ?? {};
    this.#columns = new Map(options.table.columns.map((column) => [column.logicalName, column]));
    this.#onChange = options.onChange ?? (() => {});
    if (this.#isNew) {
      this.#defaults = options.defaults ?? {};
      this.#record = this.#defaults;
    }
  }

  /** Not saved on this device yet. */
  get isNew(): boolean {
    return this.#isNew;
  }

  /** The value to show: the edit, else the record's. */
  value(column: string): RowValue {
    const edit = this.#edits.get(column);
    return edit === undefined ? (this.#record[column] ?? null) : edit.value;
  }

  /** All values as shown, edits included. */
  get values(): Row {
    const edited = Object.fromEntries([...this.#edits].map(([column, edit]) => [column, edit.value]));
    return { ...this.#record, ...edited };
  }

  /** Columns with an edit that differs from what was shown; display names and target tables are not counted. */
  get dirtyColumns(): readonly string[] {
    return [...this.#edits.keys()].filter((key) => this.#columns.has(key));
  }

  get isDirty(): boolean {
    return this.#edits.size > 0 || this.#invalid.size > 0;
  }

  isColumnDirty(column: string): boolean {
    return this.#edits.has(column);
  }

  /** A later version of the record. Edits stay; everything else follows it. */
  follow(record: RecordView): void {
    this.#isNew = false;
    this.#record = record.values;
    for (const [column, edit] of this.#edits) {
      if (sameValue(edit.value, record.values[column] ?? null)) this.#edits.delete(column);
    }
    this.#onChange();
  }

  set(column: string, value: RowValue): void {
    this.#invalid.delete(column);
    this.#setRaw(column, value);
    this.#onChange();
  }

  /** A lookup's id, target table and display name change together. */
  setLookup(
    column: string,
    target: { readonly table: string; readonly id: string; readonly name: string } | null,
  ): void {
    this.#invalid.delete(column);
    this.#setRaw(column, target?.id ?? null);
    const meta = this.#columns.get(column);
    if (meta !== undefined && isPolymorphic(meta)) this.#setRaw(typeKey(column), target?.table ?? null);
    this.#setRaw(nameKey(column), target?.name ?? null);
    this.#onChange();
  }

  /** The text in a field that cannot be read as a value: kept by the field, told here so that saving stops. */
  setInvalid(column: string, problem: FieldProblem): void {
    this.#invalid.set(column, problem);
    this.#onChange();
  }

  #setRaw(key: string, value: RowValue): void {
    const before = this.#edits.get(key);
    const shown = before === undefined ? (this.#record[key] ?? null) : before.shown;
    if (sameValue(value, shown)) this.#edits.delete(key);
    else this.#edits.set(key, { value, shown });
  }

  /** Everything that keeps the record from being saved, by column. `required` names columns that the form requires. */
  problems(required: Iterable<string>): FieldProblems {
    const found: Record<string, FieldProblem> = Object.fromEntries(this.#invalid);
    for (const column of required) {
      const value = this.value(column);
      const empty = value === null || value === '' || (Array.isArray(value) && value.length === 0);
      if (empty && found[column] === undefined) found[column] = { key: 'required' };
    }
    for (const column of this.dirtyColumns) {
      const meta = this.#columns.get(column);
      const problem = meta === undefined ? undefined : limitProblem(meta, this.value(column));
      if (problem !== undefined && found[column] === undefined) found[column] = problem;
    }
    return found;
  }

  /** Drops all edits. */
  discard(): void {
    this.#edits.clear();
    this.#invalid.clear();
    this.#onChange();
  }

  /** The edits as an operation, or undefined when there is nothing to save (a new record always has itself). */
  toOperation(): Operation | undefined {
    const changed = this.#storedEdits();
    const values = Object.fromEntries(changed.map(([key, edit]) => [key, edit.value]));
    if (this.#isNew) {
      const first = Object.fromEntries(Object.entries(this.#defaults).filter(([key]) => this.#isStored(key)));
      return { kind: 'create', table: this.table.logicalName, id: this.id, values: { ...first, ...values } };
    }
    if (changed.length === 0) return undefined;
    const replaced = Object.fromEntries(changed.map(([key, edit]) => [key, edit.shown]));
    return { kind: 'update', table: this.table.logicalName, id: this.id, values, replaced };
  }

  /** A polymorphic lookup's id and table are one value: where either changed, both are sent. */
  #storedEdits(): [string, Edit][] {
    const changed = new Map([...this.#edits].filter(([key]) => this.#isStored(key)));
    for (const column of this.#columns.values()) {
      if (!isPolymorphic(column)) continue;
      const pair = [column.logicalName, typeKey(column.logicalName)];
      if (!pair.some((key) => changed.has(key))) continue;
      for (const key of pair) {
        if (!changed.has(key)) changed.set(key, { value: this.value(key), shown: this.#record[key] ?? null });
      }
    }
    return [...changed];
  }

  /** What is being saved now; hand it to {@link saved} once the operation is durable. */
  snapshot(): Row {
    return Object.fromEntries([...this.#edits].map(([key, edit]) => [key, edit.value]));
  }

  /** After the operation is durable: those edits are the outbox's now. What was typed meanwhile stays an edit on top. */
  saved(snapshot: Row): void {
    const before = this.#record;
    this.#record = { ...before, ...snapshot };
    for (const [key, stored] of Object.entries(snapshot)) {
      // No edit left: either the record came to hold it already, or the person set it back while it was being saved.
      const value = this.#edits.get(key)?.value ?? (this.#edits.has(key) ? null : (before[key] ?? null));
      if (sameValue(value, stored)) this.#edits.delete(key);
      else this.#edits.set(key, { value, shown: stored });
    }
    this.#onChange();
  }

  #isStored(key: string): boolean {
    if (this.#columns.has(key)) return true;
    return [...this.#columns.values()].some(
      (column) => isPolymorphic(column) && typeKey(column.logicalName) === key,
    );
  }
}

function limitProblem(column: Column, value: RowValue): FieldProblem | undefined {
  if (
    typeof value === 'string' &&
    column.maxLength !== undefined &&
    (column.type === 'string' || column.type === 'memo')
  ) {
    if (value.length > column.maxLength) return { key: 'too-long', limit: column.maxLength };
    return undefined;
  }
  const isNumber = ['integer', 'bigint', 'decimal', 'money', 'double'].includes(column.type);
  if (!isNumber || value === null) return undefined;
  const number = Number(value);
  if (Number.isNaN(number)) return { key: 'not-a-number' };
  if (column.min !== undefined && number < column.min) return { key: 'too-small', limit: column.min };
  if (column.max !== undefined && number > column.max) return { key: 'too-large', limit: column.max };
  return undefined;
}
