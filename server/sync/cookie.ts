import { isGuid } from '../../src/shared/base/guid.ts';

/**
 * How far a device is. It holds all patches up to `base`, and of those up to `target` the rows whose table and id are
 * at or before `position`; without a position, base and target are the same.
 */
export interface Cookie {
  readonly incarnation: string;
  readonly store: string;
  readonly generation: number;
  readonly base: number;
  readonly target: number;
  /** True while the rows of a new generation are being sent. */
  readonly fresh: boolean;
  readonly position: { readonly tableId: number; readonly rowId: string } | null;
}

/** As one opaque text for the device. */
export function writeCookie(cookie: Cookie): string {
  const head = [
    1,
    cookie.incarnation,
    cookie.store,
    cookie.generation,
    cookie.base,
    cookie.target,
    cookie.fresh ? 'f' : 'c',
  ];
  const position = cookie.position === null ? [] : [cookie.position.tableId, cookie.position.rowId];
  return [...head, ...position].join('.');
}

const whole = /^\d{1,9}$/;

/** Undefined for anything this server did not write: the device then starts a new generation. */
export function readCookie(text: string): Cookie | undefined {
  const [format, incarnation, store, generation, base, target, state, tableId, rowId, ...rest] =
    text.split('.');
  if (format !== '1' || rest.length > 0 || !isGuid(incarnation) || !isGuid(store)) return undefined;
  if (state !== 'f' && state !== 'c') return undefined;
  const numbers = [generation, base, target];
  if (!numbers.every((part) => part !== undefined && whole.test(part))) return undefined;
  if (tableId !== undefined && (!whole.test(tableId) || !isGuid(rowId))) return undefined;
  return {
    incarnation,
    store,
    generation: Number(generation),
    base: Number(base),
    target: Number(target),
    fresh: state === 'f',
    position: tableId === undefined || rowId === undefined ? null : { tableId: Number(tableId), rowId },
  };
}
