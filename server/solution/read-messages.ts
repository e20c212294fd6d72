import type { ErrorCode } from '../../src/shared/base/app-error.ts';

/** What the reading thread is started with. */
export interface ReadJob {
  readonly bytes: Uint8Array;
  readonly name: string;
}

/** An error loses its class between threads; with a code it is one of the catalogue, without one a fault of ours. */
export interface ReadFault {
  readonly code?: ErrorCode;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** The one answer of a reading thread. */
export type ReadAnswer<Content> =
  { readonly ok: true; readonly content: Content } | { readonly ok: false; readonly fault: ReadFault };
