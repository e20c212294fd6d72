import type { FaultFields } from './database-fault.ts';

/** What the server's thread asks of the database's thread. */
export type PgliteRequest =
  | {
      readonly id: number;
      readonly kind: 'query';
      readonly sql: string;
      readonly parameters: readonly unknown[];
    }
  | { readonly id: number; readonly kind: 'script'; readonly sql: string }
  | { readonly id: number; readonly kind: 'close' };

/** Answers carry the request's id; id 0 tells that the database is open, or why not. */
export type PgliteAnswer =
  | {
      readonly id: number;
      readonly ok: true;
      readonly rows: Record<string, unknown>[];
      readonly affectedRows: number;
    }
  | { readonly id: number; readonly ok: false; readonly fault: FaultFields };
