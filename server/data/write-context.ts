import { AppError } from '../../src/shared/base/app-error.ts';
import { must } from '../../src/shared/base/assert.ts';
import { printInstant } from '../../src/shared/base/dates.ts';
import type { Random } from '../../src/shared/base/guid.ts';
import type { RowRef } from '../../src/shared/metadata/row.ts';
import type { Column, Table } from '../../src/shared/metadata/table.ts';
import type { Principal } from '../../src/shared/security/privilege.ts';
import type { Tx } from '../db/database.ts';
import type { Model } from '../metadata/model.ts';

/** What a write needs; the caller owns the transaction and notifies after its commit. */
export interface WriteContext {
  readonly tx: Tx;
  readonly model: Model;
  readonly principal: Principal;
  /** Milliseconds since the epoch: created and modified times are the server's. */
  readonly now: number;
  /** Source of `{RANDSTRING}` and of ids that the server makes; default: the system's. */
  readonly random?: Random;
}

export type WriteOperation =
  | {
      readonly kind: 'create';
      readonly table: string;
      /** Default: a new one. */
      readonly id?: string;
      readonly values: Readonly<Record<string, unknown>>;
    }
  | {
      readonly kind: 'update';
      readonly table: string;
      readonly id: string;
      /** Changed columns only. */
      readonly values: Readonly<Record<string, unknown>>;
      /** Refused with `version-mismatch` unless the row has this version. */
      readonly ifVersion?: string;
    }
  | { readonly kind: 'delete'; readonly table: string; readonly id: string; readonly ifVersion?: string }
  | {
      readonly kind: 'associate' | 'disassociate';
      readonly relationship: string;
      readonly table: string;
      readonly id: string;
      readonly otherTable: string;
      readonly otherId: string;
    };

export interface WriteResult {
  readonly table: string;
  readonly id: string;
  /** Null after a delete. */
  readonly version: string | null;
  /** All rows written and removed, those of cascades and kept in step among them. */
  readonly written: readonly RowRef[];
  readonly removed: readonly RowRef[];
}

/** Collects what one operation touched. */
export class Touched {
  readonly written: RowRef[] = [];
  readonly removed: RowRef[] = [];

  result(table: string, id: string, version: string | null): WriteResult {
    return { table, id, version, written: this.written, removed: this.removed };
  }
}

/** The table, or `no-table`. */
export function tableOf(model: Model, name: string): Table<unknown> {
  const table = model.tables.get(name);
  if (table === undefined) throw new AppError('no-table', { table: name });
  return table;
}

export function columnOf(table: Table<unknown>, name: string): Column<unknown> | undefined {
  return table.columns.find((column) => column.logicalName === name);
}

/** The context's moment as a row value. */
export function instantOf(context: WriteContext): string {
  return printInstant(context.now);
}

/** Ids and strings without a given source of randomness. */
export function randomOf(context: WriteContext): Random {
  return (
    context.random ?? {
      bytes: (into) => globalThis.crypto.getRandomValues(must(into, 'array to fill') as Uint8Array<ArrayBuffer>),
    }
  );
}
