import type { Query } from '../query/ast.ts';

/** Where a view is offered: lists, related lists, quick find, lookups, advanced find. */
export type ViewType = 'public' | 'advancedfind' | 'associated' | 'quickfind' | 'lookup' | 'other';

export interface View<L = string> {
  readonly id: string;
  readonly table: string;
  readonly type: ViewType;
  readonly name: L;
  readonly isDefault: boolean;
  readonly query: Query;
  readonly cells: readonly ViewCell<L>[];
}

/** A column of the view's grid; `column` may be `alias.column` of a linked table. */
export interface ViewCell<L = string> {
  readonly column: string;
  /** Pixels. */
  readonly width: number;
  readonly hidden: boolean;
  readonly sortable: boolean;
  readonly label?: L;
}
