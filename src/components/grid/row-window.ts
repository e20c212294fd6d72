import type { DataClient, LiveRow, Subscription, Window } from '../../data/client.ts';
import type { Query } from '../../shared/query/ast.ts';

export interface RowWindowListener {
  /** Rows or their number changed: pages handed out before are stale. */
  onRows(total: number): void;
  onError(error: unknown): void;
}

interface Request {
  readonly page: number;
  readonly pageSize: number;
  readonly give: (rows: LiveRow[]) => void;
}

/**
 * Pages for a grid out of one live window over a query.
 *
 *   grid asks page ──► inside the window? ──yes──► given at once
 *                              │no
 *                              ▼
 *              window moves (one page more on each side) ──► result ──► all pages asked for in it are given;
 *                                                                      others asked for move it again
 *
 * Every page asked for is answered, also those passed by while scrolling fast; a new query forgets them.
 */
export class RowWindow {
  readonly #data: Pick<DataClient, 'subscribe'>;
  readonly #listener: RowWindowListener;
  #subscription: Subscription | undefined;
  #window: Window = { offset: 0, limit: 0 };
  #rows: readonly LiveRow[] = [];
  #offset = 0;
  #total: number | undefined;
  #requests: Request[] = [];
  #generation = 0;

  constructor(data: Pick<DataClient, 'subscribe'>, listener: RowWindowListener) {
    this.#data = data;
    this.#listener = listener;
  }

  /** All matching rows; undefined before the first result. */
  get total(): number | undefined {
    return this.#total;
  }

  /** Starts over with a query; `first` is the row around which the window opens. */
  open(query: Query, first: number, pageSize: number): void {
    this.close();
    const generation = this.#generation;
    const page = Math.floor(first / pageSize);
    this.#window = { offset: Math.max(0, page - 1) * pageSize, limit: pageSize * 3 };
    try {
      this.#subscription = this.#data.subscribe(
        query,
        this.#window,
        (result) => {
          // A subscription of a query before may still answer once.
          if (generation !== this.#generation) return;
          this.#onResult(result.rows, result.total, result.offset ?? this.#window.offset);
        },
        (error) => {
          if (generation === this.#generation) this.#listener.onError(error);
        },
      );
    } catch (error) {
      this.#listener.onError(error);
    }
  }

  /** Gives a page, at once where the window holds it. */
  load(page: number, pageSize: number, give: (rows: LiveRow[]) => void): void {
    const rows = this.#slice(page, pageSize);
    if (rows) {
      give(rows);
      return;
    }
    this.#requests.push({ page, pageSize, give });
    this.#moveTo(page, pageSize);
  }

  close(): void {
    this.#generation += 1;
    this.#subscription?.close();
    this.#subscription = undefined;
    this.#requests = [];
    this.#rows = [];
    this.#offset = 0;
    this.#total = undefined;
  }

  #slice(page: number, pageSize: number): LiveRow[] | undefined {
    if (this.#total === undefined) return undefined;
    const from = page * pageSize;
    const to = Math.min(from + pageSize, this.#total);
    if (from >= this.#total) return [];
    if (from < this.#offset || to > this.#offset + this.#rows.length) return undefined;
    return this.#rows.slice(from - this.#offset, to - this.#offset);
  }

  #moveTo(page: number, pageSize: number): void {
    const from = page * pageSize;
    const isComing =
      from >= this.#window.offset && from + pageSize <= this.#window.offset + this.#window.limit;
    if (isComing || !this.#subscription) return;
    this.#window = { offset: Math.max(0, page - 1) * pageSize, limit: pageSize * 3 };
    this.#subscription.setWindow(this.#window);
  }

  #onResult(rows: readonly LiveRow[], total: number, offset: number): void {
    const isMove = offset !== this.#offset && this.#total === total;
    this.#rows = rows;
    this.#offset = offset;
    this.#total = total;
    const waiting = this.#requests;
    this.#requests = [];
    for (const request of waiting) {
      const slice = this.#slice(request.page, request.pageSize);
      if (slice) request.give(slice);
      else this.#requests.push(request);
    }
    if (!isMove) this.#listener.onRows(total);
    const next = this.#requests[this.#requests.length - 1];
    if (next) this.#moveTo(next.page, next.pageSize);
  }
}
