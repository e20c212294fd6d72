import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { FieldWiring } from '../components/form/field-wiring.ts';
import { isWritable } from '../components/form/field-wiring.ts';
import { FormSession, type FieldProblem, type FieldProblems } from '../components/form/form-session.ts';
import type { DataClient, RecordView } from '../data/client.ts';
import { newGuid, type Random } from '../shared/base/guid.ts';
import type { Form } from '../shared/metadata/form.ts';
import { currencyColumn } from '../shared/metadata/currency.ts';
import { nameKey, typeKey, type Row, type RowValue } from '../shared/metadata/row.ts';
import { isPolymorphic, type Column, type Table } from '../shared/metadata/table.ts';
import { computedColumns } from '../shared/rules/computed.ts';
import { rights } from '../shared/security/privilege.ts';
import type { AppCatalog } from '../state/app-catalog.ts';
import { saveFaults } from './save-faults.ts';
import { SaveNews } from './save-news.ts';

export type RecordState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'open'; readonly session: FormSession; readonly record: RecordView | undefined };

export interface RecordSource {
  readonly catalog: AppCatalog;
  readonly data: DataClient;
  readonly table: Table;
  /** Absent: a new record. */
  readonly recordId: string | undefined;
  readonly defaults: Readonly<Record<string, string>>;
  readonly person: { readonly userId: string; readonly name: string } | undefined;
  readonly random: Random;
}

/** Opens a record or a new one, follows its changes, and saves it. The page draws what it says. */
export class RecordController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #source: RecordSource | undefined;
  #stop: (() => void) | undefined;
  #shownProblems: FieldProblems = {};
  /** What the rules would not take, shown while the value stands. */
  readonly #refused = new Map<string, { readonly value: RowValue; readonly problem: FieldProblem }>();
  state: RecordState = { kind: 'loading' };
  wiring: FieldWiring | undefined;
  readonly news = new SaveNews();
  /** Grows with every change, so that children that hold the session draw again. */
  revision = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.close();
  }

  close(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#source = undefined;
    this.state = { kind: 'loading' };
    this.news.forget();
  }

  open(source: RecordSource): void {
    this.close();
    this.#source = source;
    this.#shownProblems = {};
    this.#refused.clear();
    this.wiring = undefined;
    if (source.recordId === undefined) {
      const session = this.#session(source, newGuid(source.random), undefined);
      this.state = { kind: 'open', session, record: undefined };
      this.#watch(source, session.id);
      this.#changed();
      return;
    }
    this.#watch(source, source.recordId);
  }

  #session(source: RecordSource, id: string, record: RecordView | undefined): FormSession {
    const defaults = record === undefined ? newValues(source) : undefined;
    return new FormSession({ table: source.table, id, record, defaults, onChange: () => this.#changed() });
  }

  #watch(source: RecordSource, id: string): void {
    const watch = source.data.watchRecord(source.table.logicalName, id, (record) => {
      if (this.#source !== source) return;
      this.#follow(source, id, record);
    });
    this.#stop = () => watch.close();
  }

  #follow(source: RecordSource, id: string, record: RecordView | undefined): void {
    const { state } = this;
    if (record !== undefined) this.news.follow(record);
    if (state.kind === 'open') {
      if (record === undefined) {
        // A new record is not there before its first save; an open one that vanished keeps what was typed.
        if (!state.session.isNew)
          this.state = state.session.isDirty ? { ...state, record: undefined } : { kind: 'missing' };
      } else {
        state.session.follow(record);
        this.state = { kind: 'open', session: state.session, record };
      }
    } else {
      this.state =
        record === undefined
          ? { kind: 'missing' }
          : { kind: 'open', session: this.#session(source, id, record), record };
    }
    this.#changed();
  }

  #changed(): void {
    this.revision += 1;
    this.#host.requestUpdate();
  }

  get isDirty(): boolean {
    return this.state.kind === 'open' && this.state.session.isDirty;
  }

  /** The person may write the record (a new one: may create it). It hides; the server decides. */
  get editable(): boolean {
    if (this.state.kind !== 'open' || this.#source === undefined) return false;
    const { catalog, table } = this.#source;
    if (this.state.session.isNew) return catalog.can(table.logicalName, 'create');
    return catalog.can(table.logicalName, 'write') && ((this.state.record?.rights ?? 0) & rights.write) !== 0;
  }

  get deletable(): boolean {
    if (this.state.kind !== 'open' || this.#source === undefined || this.state.record === undefined)
      return false;
    return (
      this.#source.catalog.can(this.#source.table.logicalName, 'delete') &&
      (this.state.record.rights & rights.delete) !== 0
    );
  }

  /** The problem to show at a column: those found at the last try to save, gone once the value is mended. */
  problem(column: string): FieldProblem | undefined {
    if (this.state.kind !== 'open') return undefined;
    const shown = this.#shownProblems[column];
    const { session } = this.state;
    const now = session.problems(shown?.key === 'required' ? [column] : [])[column];
    if (now !== undefined && (shown !== undefined || now.key !== 'required')) return now;
    const refused = this.#refused.get(column);
    return refused?.value === session.value(column) ? refused?.problem : undefined;
  }

  /**
   * Makes the edits durable. `invalid` names the first column to mend and sends nothing; what was typed stays.
   * Rejects when the device cannot store it (AppError, e.g. quota-exceeded); the edits stay then, too.
   */
  async save(
    form: Form | undefined,
  ): Promise<{ kind: 'saved' } | { kind: 'nothing' } | { kind: 'invalid'; column: string }> {
    const source = this.#source;
    if (this.state.kind !== 'open' || source === undefined) return { kind: 'nothing' };
    const { session } = this.state;
    this.#shownProblems = session.problems(requiredColumns(source.table, form, session.isNew));
    const first = Object.keys(this.#shownProblems)[0];
    if (first !== undefined) {
      this.#changed();
      return { kind: 'invalid', column: first };
    }
    const operation = session.toOperation();
    if (operation === undefined) return { kind: 'nothing' };
    const snapshot = session.snapshot();
    try {
      await source.data.save([{ operation, title: this.title() }]);
    } catch (error) {
      const column = this.#keepRefused(error, session);
      if (column === undefined) throw error;
      return { kind: 'invalid', column };
    }
    session.saved(snapshot);
    this.news.saved();
    return { kind: 'saved' };
  }

  /** Shows what the rules hold against typed values at their columns; answers with the first, undefined for another failure. */
  #keepRefused(error: unknown, session: FormSession): string | undefined {
    const faults = saveFaults(error);
    for (const { column, code, limit } of faults) {
      const problem = { key: code, ...(limit === undefined ? {} : { limit }) };
      this.#refused.set(column, { value: session.value(column), problem });
    }
    this.#changed();
    return faults[0]?.column;
  }

  async remove(): Promise<void> {
    const source = this.#source;
    if (this.state.kind !== 'open' || source === undefined) return;
    const { session, record } = this.state;
    const operation = {
      kind: 'delete',
      table: source.table.logicalName,
      id: session.id,
      version: record?.version ?? null,
    } as const;
    await source.data.save([{ operation, title: this.title() }]);
  }

  /** Drops what was typed; the function it answers with brings it back. */
  discardEdits(): () => void {
    const { state } = this;
    if (state.kind !== 'open') return () => undefined;
    const { session } = state;
    const typed = Object.entries(session.snapshot());
    session.discard();
    this.#shownProblems = {};
    this.#refused.clear();
    this.#changed();
    return () => {
      for (const [column, value] of typed) session.set(column, value);
    };
  }

  /** The primary name as typed or as it follows from what was, or the table's label. */
  title(): string {
    const source = this.#source;
    if (source === undefined || this.state.kind !== 'open') return '';
    const { primaryName } = source.table;
    const { values } = this.state.session;
    const row = { ...values, ...computedColumns(source.table, values) };
    const name = primaryName === undefined ? null : row[primaryName];
    return typeof name === 'string' && name !== '' ? name : source.table.label;
  }
}

/** Columns that must have a value: by the table where the form shows them, and by the form. */
function requiredColumns(table: Table, form: Form | undefined, isNew: boolean): string[] {
  const cells =
    form?.tabs.flatMap((tab) =>
      tab.columns.flatMap((part) => part.sections.flatMap((section) => section.rows.flat())),
    ) ?? [];
  const columns = new Map(table.columns.map((column) => [column.logicalName, column]));
  const required = new Set<string>();
  for (const cell of [...(form?.header ?? []), ...cells]) {
    if (cell.control?.kind !== 'column') continue;
    const column = columns.get(cell.control.column);
    if (
      column === undefined ||
      !isWritable(column, isNew) ||
      column.type === 'owner' ||
      column.type === 'state' ||
      column.type === 'status'
    )
      continue;
    if (
      cell.control.required === true ||
      column.required === 'required' ||
      column.required === 'systemrequired'
    )
      required.add(column.logicalName);
  }
  return [...required];
}

function newValues(source: RecordSource): Row {
  const values: Record<string, RowValue> = {};
  for (const column of source.table.columns) {
    const value = defaultOf(column);
    if (value !== undefined && column.validForCreate && !column.system) values[column.logicalName] = value;
  }
  const owner = source.table.columns.find((column) => column.type === 'owner');
  if (owner !== undefined && source.person !== undefined) {
    values[owner.logicalName] = source.person.userId;
    if (isPolymorphic(owner)) values[typeKey(owner.logicalName)] = 'systemuser';
    values[nameKey(owner.logicalName)] = source.person.name;
  }
  const currency = source.catalog.baseCurrency;
  if (currency !== undefined && takesCurrency(source)) {
    values[currencyColumn] = currency.id;
    values[nameKey(currencyColumn)] = currency.name;
  }
  return { ...values, ...source.defaults };
}

/** Amounts of a new record are in the organisation's currency until another is chosen, and are shown so from the start. */
function takesCurrency({ catalog, table }: RecordSource): boolean {
  const column = catalog.column(table.logicalName, currencyColumn);
  return column !== undefined && isWritable(column, true) && catalog.can('transactioncurrency', 'appendto');
}

function defaultOf(column: Column): RowValue | undefined {
  if (column.defaultValue === undefined || (column.type === 'choice' && column.defaultValue === -1))
    return undefined;
  if (column.type === 'boolean') return column.defaultValue === true || column.defaultValue === 1;
  if (column.type === 'choice' && typeof column.defaultValue === 'number') return column.defaultValue;
  return undefined;
}
