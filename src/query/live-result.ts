import type { Row } from '../shared/metadata/row.ts';
import type { OutboxEntry } from '../store/entry.ts';

/** Result rows carry the primary id under the table's primary id column, lookups' names under `<column>__name`. */
export interface LiveRow {
  readonly id: string;
  readonly values: Row;
  /** Access-rights bits of the root row. */
  readonly rights: number;
  /** An unsent entry writes it; `problem`: one that was refused, conflicted or parked. */
  readonly pending?: 'waiting' | 'problem';
}

export interface LiveResult {
  readonly rows: readonly LiveRow[];
  /** All matching rows, beyond the window too. */
  readonly total: number;
  /** Where `rows` start: the window's offset when the query ran. A result may still come for the window before. */
  readonly offset?: number;
}

export interface Window {
  readonly offset: number;
  readonly limit: number;
}

/** One record of the signed-in person's view: stored row ⊕ outbox. */
export interface RecordView extends LiveRow {
  readonly version: string | null;
  readonly entries: readonly OutboxEntry[];
}
