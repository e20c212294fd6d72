import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import { AppError } from '../../src/shared/base/app-error.ts';
import { must } from '../../src/shared/base/assert.ts';
import { day, printDay, readTime, startOfDay } from '../../src/shared/base/dates.ts';
import { readGuid } from '../../src/shared/base/guid.ts';
import { isLookup, type Table } from '../../src/shared/metadata/table.ts';
import type { Principal } from '../../src/shared/security/privilege.ts';
import type { WriteContext } from '../data/write-context.ts';
import { tableOf } from '../data/write-context.ts';
import { write } from '../data/write.ts';
import { sqlState } from '../db/database-fault.ts';
import type { Database, Tx } from '../db/database.ts';
import type { Model } from '../metadata/model.ts';
import { toAppError } from '../plugins/app-errors.ts';
import { openBlock, type DataPackage, type PackageLink, type PackageRecord } from './data-package.ts';
import { FailedFile } from './failed-file.ts';
import { importRow, readStanding, type RowOutcome, type RowSetting } from './import-row.ts';
import { References } from './references.ts';
import { newCounts, type DataReport, type RowCounts } from './report.ts';
import { newestDay } from './values.ts';

export interface ImportOptions {
  /** An administrator: rows are theirs where the package names nobody known. */
  readonly principal: Principal;
  readonly model: Model;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Shift dates so that this day, or without one the newest of the package, becomes today. */
  readonly shiftDates?: { readonly from?: string };
  /** Hears of each commit. */
  readonly onCommit?: (tables: ReadonlySet<string>) => void;
  /** Hears now and then how far it is. */
  readonly onProgress?: (text: string) => void;
}

/** Few enough that other writers of the embedded database, which has one connection, wait a moment only. */
const rowsPerTransaction = 50;
const rowsPerProgress = 1_000;
const attempts = 3;

/** Where a record lies in the package: some are looked at again when the others are there. */
interface Place {
  readonly block: number;
  readonly index: number;
  /** Whether the report has it among those made, changed or unchanged already. */
  readonly counted: boolean;
}
type Result = RowOutcome | AppError;

/** Faults of one row; a lost connection or a full disk is nobody's row. */
function isOfRow(error: unknown): boolean {
  const state = sqlState(error);
  return error instanceof AppError
    ? error.code !== 'unavailable'
    : state !== undefined && /^(22|23)/.test(state);
}

const isPassing = (error: unknown): boolean => ['40001', '40P01'].includes(sqlState(error) ?? '');

async function inSavepoint<T>(tx: Tx, work: () => Promise<T>): Promise<T | AppError> {
  await sql`savepoint data_row`.execute(tx);
  try {
    const result = await work();
    await sql`release savepoint data_row`.execute(tx);
    return result;
  } catch (error) {
    if (!isOfRow(error)) throw error;
    await sql`rollback to savepoint data_row`.execute(tx);
    await sql`release savepoint data_row`.execute(tx);
    return toAppError(error);
  }
}

/**
 * Numbers of blocks, those of tables that others refer to first, so that few lookups come before their rows. Tables that
 * refer to one another stay as the package has them.
 */
function inOrder(model: Model, tables: readonly string[]): readonly number[] {
  const present = new Set(tables);
  const placed = new Set<string>();
  const open = new Set<string>();
  const place = (name: string): void => {
    if (placed.has(name) || open.has(name)) return;
    open.add(name);
    for (const column of model.tables.get(name)?.columns ?? [])
      if (isLookup(column)) for (const target of column.targets ?? []) if (present.has(target)) place(target);
    placed.add(name);
  };
  for (const name of tables) place(name);
  return [...placed].flatMap((name) => tables.flatMap((one, block) => (one === name ? block : [])));
}

/** One run over a package. */
class PackageImport {
  readonly #database: Database;
  readonly #data: DataPackage;
  readonly #options: ImportOptions;
  readonly #setting: RowSetting;
  readonly #failed = new FailedFile();
  readonly #tables: Record<string, RowCounts> = {};
  readonly #links = newCounts();
  readonly #notes: Record<string, number> = {};
  /** Records to look at again, by block. */
  #waiting: Place[] = [];
  #seen = 0;

  constructor(database: Database, data: DataPackage, options: ImportOptions, shiftDays: number) {
    this.#database = database;
    this.#data = data;
    this.#options = options;
    this.#setting = {
      references: new References(options.model),
      shiftDays,
      absoluteDates: new Map(data.tables.map((one) => [one.name, new Set(one.absoluteDates)])),
    };
  }

  /**
   * ```text
   * all rows, lookups left out whose row is not there yet ──► again those rows, while that makes any whole ──► links
   * ```
   */
  async run(): Promise<Omit<DataReport, 'shift'>> {
    const tables = this.#data.blocks.map((bytes) => openBlock(bytes).table);
    for (const block of inOrder(this.#options.model, tables)) await this.#rows(block, undefined, false);
    for (let before = Infinity; this.#waiting.length > 0 && this.#waiting.length < before;) {
      before = this.#waiting.length;
      await this.#again(false);
    }
    await this.#again(true);
    for (const bytes of this.#data.blocks) {
      const { table, links } = openBlock(bytes);
      for (let at = 0; at < links.length; at += rowsPerTransaction)
        await this.#associate(table, links.slice(at, at + rowsPerTransaction));
    }
    return {
      name: this.#data.name,
      tables: this.#tables,
      links: this.#links,
      notes: this.#notes,
      failed: this.#failed.print(),
    };
  }

  async #again(isLast: boolean): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    const byBlock = new Map<number, Place[]>();
    for (const place of waiting) {
      const places = byBlock.get(place.block);
      if (places === undefined) byBlock.set(place.block, [place]);
      else places.push(place);
    }
    for (const [block, places] of byBlock) await this.#rows(block, places, isLast);
  }

  async #rows(block: number, only: readonly Place[] | undefined, isLast: boolean): Promise<void> {
    const { table: name, records } = openBlock(this.#data.blocks[block] ?? new Uint8Array());
    const table = this.#options.model.tables.get(name);
    if (table === undefined) {
      for (const record of records) this.#fail(name, record, `There is no table ${name}.`);
      return;
    }
    const places = only ?? records.map((_record, index): Place => ({ block, index, counted: false }));
    for (let at = 0; at < places.length; at += rowsPerTransaction) {
      const slice = places
        .slice(at, at + rowsPerTransaction)
        .flatMap((place) => ({ place, record: must(records[place.index], 'record of the block') }));
      const results = await this.#slice(
        table,
        slice.map((one) => one.record),
      );
      for (const [n, { place, record }] of slice.entries())
        this.#tell(table.logicalName, record, place, must(results[n], 'result of the record'), isLast);
      this.#progress(only === undefined ? slice.length : 0);
      await setImmediate();
    }
  }

  /**
   * One transaction: the rows without further ado; where one of them fails, all of them anew, each in a savepoint. What it
   * says counts after its commit only.
   */
  async #slice(table: Table<unknown>, items: readonly PackageRecord[]): Promise<readonly Result[]> {
    const attempt = (guard: typeof inSavepoint): Promise<readonly Result[]> =>
      this.#transaction(async (context) => {
        const standing = await readStanding(context, table, items);
        const done: Result[] = [];
        for (const record of items)
          done.push(
            await guard(context.tx, () => importRow(context, this.#setting, standing, { table, record })),
          );
        return done;
      });
    const results = await attempt((_tx, work) => work()).catch((error: unknown) => {
      if (isOfRow(error)) return attempt(inSavepoint);
      throw error;
    });
    if (results.some((one) => !(one instanceof AppError) && one.kind !== 'unchanged'))
      this.#options.onCommit?.(
        new Set([table.logicalName, ...(table.isActivity === true ? ['activitypointer'] : [])]),
      );
    return results;
  }

  async #transaction<T>(work: (context: WriteContext) => Promise<T>): Promise<T> {
    const { model, principal, now } = this.#options;
    for (let attempt = 1; ; attempt += 1)
      try {
        return await this.#database.db.transaction().execute((tx) => work({ tx, model, principal, now }));
      } catch (error) {
        if (attempt >= attempts || !isPassing(error)) throw error;
      }
  }

  #tell(table: string, record: PackageRecord, place: Place, result: Result, isLast: boolean): void {
    if (result instanceof AppError) {
      // What it needs may come yet: only the last look at a row says that it failed.
      if (isLast) this.#fail(table, record, result.message);
      else this.#waiting.push(place);
      return;
    }
    // A row that was made and is completed later stays one that was made.
    if (!place.counted) this.#countsOf(table)[result.kind] += 1;
    if (result.missing.length + result.strangers.length > 0 && !isLast) {
      this.#waiting.push({ ...place, counted: true });
      return;
    }
    const strangers = result.strangers.map((one) => `${table}.${one}; left to the one who imports`);
    for (const note of [...result.notes, ...strangers]) this.#note(note);
    if (result.missing.length > 0) this.#fail(table, record, result.missing.join('; '));
  }

  #fail(table: string, record: PackageRecord, reason: string): void {
    this.#countsOf(table).failed += 1;
    this.#failed.record(table, record, reason);
  }

  async #associate(name: string, links: readonly PackageLink[]): Promise<void> {
    const touched = new Set<string>();
    const results = await this.#transaction(async (context) => {
      const done: { readonly link: PackageLink; readonly result: 'created' | 'unchanged' | AppError }[] = [];
      for (const link of links)
        for (const target of link.targets) {
          const one = { ...link, targets: [target] };
          done.push({
            link: one,
            result: await inSavepoint(context.tx, () => this.#join(context, name, one, touched)),
          });
        }
      return done;
    });
    for (const { link, result } of results)
      if (result instanceof AppError) {
        this.#links.failed += 1;
        this.#failed.link(name, link, result.message);
      } else this.#links[result] += 1;
    if (touched.size > 0) this.#options.onCommit?.(touched);
    await setImmediate();
  }

  async #join(
    context: WriteContext,
    name: string,
    link: PackageLink,
    touched: Set<string>,
  ): Promise<'created' | 'unchanged'> {
    tableOf(context.model, name);
    const wanted = link.relationship.toLowerCase();
    const relationship = context.model.relationships.find(
      (one) =>
        one.kind === 'many-to-many' &&
        (one.schemaName.toLowerCase() === wanted || one.intersect.toLowerCase() === wanted),
    );
    if (relationship === undefined)
      throw new AppError('bad-request', { message: `There is no N:N relationship ${link.relationship}.` });
    const { references } = this.#setting;
    const target = link.targets[0] ?? '';
    const result = await write(context, {
      kind: 'associate',
      relationship: relationship.schemaName,
      table: name,
      id: references.known(name, link.source) ?? guid(link.source),
      otherTable: link.targetTable,
      otherId: references.known(link.targetTable, target) ?? guid(target),
    });
    for (const ref of result.written) touched.add(ref.table);
    return result.written.length === 0 ? 'unchanged' : 'created';
  }

  #countsOf(table: string): RowCounts {
    return (this.#tables[table] ??= newCounts());
  }

  #note(text: string): void {
    this.#notes[text] = (this.#notes[text] ?? 0) + 1;
  }

  #progress(rows: number): void {
    const before = Math.floor(this.#seen / rowsPerProgress);
    this.#seen += rows;
    if (Math.floor(this.#seen / rowsPerProgress) > before)
      this.#options.onProgress?.(`${this.#data.name}: ${this.#seen} of ${this.#data.records} rows`);
  }
}

/** A guid, or the fault of the link that names none. */
function guid(text: string): string {
  const id = readGuid(text);
  if (id === undefined)
    throw new AppError('bad-value', { message: `${text === '' ? 'nothing' : text} is no id of a row` });
  return id;
}

function daysToToday(from: string, now: number): number {
  const time = readTime(from);
  if (time === undefined)
    throw new AppError('bad-request', { message: `${from} is no day; give it as YYYY-MM-DD` });
  return Math.round((startOfDay(now) - startOfDay(time.milliseconds)) / day);
}

/**
 * Imports a package: rows by id, made or changed where they differ, so that it can be done again at any time, also after
 * it was cut off. Small transactions of their own; a row that fails is told in the report and stops no other.
 */
export async function importDataPackage(
  database: Database,
  data: DataPackage,
  options: ImportOptions,
): Promise<DataReport> {
  const from =
    options.shiftDates === undefined
      ? undefined
      : (options.shiftDates.from ??
        (await newestDay(data, options.model.tables)) ??
        printDay(startOfDay(options.now)));
  const days = from === undefined ? 0 : daysToToday(from, options.now);
  const report = await new PackageImport(database, data, options, days).run();
  return from === undefined ? report : { ...report, shift: { days, from } };
}
