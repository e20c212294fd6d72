import { AppError } from '../base/app-error.ts';
import type { Filter, QueryContext } from './ast.ts';
import type { FrameTest, Scope, Slot } from './eval-frame.ts';
import { tableOf } from './metadata.ts';
import type { QueryMetadata } from './metadata.ts';

/** State of one compilation. */
export interface Compilation {
  readonly metadata: QueryMetadata;
  readonly context: QueryContext;
  /** Tables that the query reads. */
  readonly tables: Set<string>;
  /** Slots given so far. */
  slots: number;
  /** First instant at which the clock alone may change the answer. */
  boundary: number | undefined;
  /** Filters hold links and links hold filters: the one reaches the other through here. */
  readonly compileFilter: (filter: Filter, scope: Scope, state: Compilation) => FrameTest;
}

/** Gives the next slot to a table. */
export function newSlot(state: Compilation, table: string): Slot {
  state.tables.add(table);
  const slot = { index: state.slots, table: tableOf(state.metadata, table) };
  state.slots += 1;
  return slot;
}

/** The slot of an alias, or of the table that the filter stands in. */
export function slotOf(scope: Scope, alias: string | undefined): Slot {
  const slot = alias === undefined ? scope.here : scope.aliases.get(alias);
  if (slot !== undefined) return slot;
  throw new AppError('bad-query', { message: `There is no joined table ${alias ?? ''} here.` });
}
