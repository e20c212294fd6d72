import { createContext } from '@lit/context';
import type { Filter } from '../shared/query/ast.ts';

/** The part of a chart whose rows a list shows, and how it reads. */
export interface Segment {
  readonly filter: Filter;
  readonly label: string;
}

/** Where a list was when the person left it. */
export interface ListPosition {
  readonly viewId: string;
  readonly search: string;
  readonly sort: readonly { readonly column: string; readonly descending: boolean }[];
  /** Index of the first visible row. */
  readonly firstRow: number;
  readonly selected: readonly string[];
  readonly segment?: Segment;
}

/** Remembers list positions while the page lives, so that coming back shows the same rows. */
export class ListMemory {
  readonly #positions = new Map<string, ListPosition>();

  get(key: string): ListPosition | undefined {
    return this.#positions.get(key);
  }

  set(key: string, position: ListPosition): void {
    this.#positions.set(key, position);
  }

  clear(): void {
    this.#positions.clear();
  }
}

export const listMemoryContext = createContext<ListMemory>(Symbol('list-memory'));
