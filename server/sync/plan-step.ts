import { must } from '../../src/shared/base/assert.ts';
import type { Scope } from './scope.ts';
import type { PatchTarget } from './sent-record.ts';

/** What one plan compares and writes for one store. */
export interface PlanStep {
  readonly scope: Scope;
  /** Numbers of the tables in the record. */
  readonly ids: ReadonlyMap<string, number>;
  readonly store: number;
  readonly patch: number;
}

/** Where the plan writes differences of that table. */
export function targetOf(step: PlanStep, table: string): PatchTarget {
  return {
    store: step.store,
    patch: step.patch,
    tableId: must(step.ids.get(table), `number of ${table}`),
  };
}
