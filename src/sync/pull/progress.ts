import type { PlanLine } from '../../shared/protocol/pull.ts';
import type { TableProgress } from '../status.ts';
import type { ContentLine } from './chunk.ts';

/** Counts what arrived of what the plan announced. */
export class Progress {
  readonly #done = new Map<string, number>();
  readonly #plan: PlanLine;
  #current: string | undefined;

  constructor(plan: PlanLine) {
    this.#plan = plan;
  }

  add(line: ContentLine): void {
    if (line.kind === 'stubs') return;
    const count = line.kind === 'rows' ? line.rows.length : line.ids.length;
    this.#done.set(line.table, (this.#done.get(line.table) ?? 0) + count);
    this.#current = line.table;
  }

  /** `ended`: nothing more comes, whatever was announced. */
  tables(ended: boolean): readonly TableProgress[] {
    return this.#plan.tables.map((table) => {
      const done = this.#done.get(table.name) ?? 0;
      const total = Math.max(done, table.expected);
      const isDone = ended || (done >= table.expected && table.name !== this.#current);
      const state = isDone ? 'done' : done > 0 ? 'running' : 'waiting';
      return { table: table.name, done: ended ? total : done, total, state };
    });
  }
}
