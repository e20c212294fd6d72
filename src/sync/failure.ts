import { AppError } from '../shared/base/app-error.ts';
import type { ErrorCode } from '../shared/base/app-error.ts';

/**
 * What a failed run asks for. `again`: the same once more, later; `person`: nothing helps until the person (or an
 * administrator) does something; the outbox is kept in both.
 */
export interface SyncFailure {
  readonly kind: 'again' | 'person';
  readonly code: ErrorCode;
  readonly message: string;
  /** Least wait in milliseconds that the server asked for. */
  readonly retryAfter: number;
}

const forPerson: ReadonlySet<ErrorCode> = new Set([
  'not-signed-in',
  'wrong-person',
  'no-mobile-privilege',
  'no-privilege',
  'quota-exceeded',
  'store-unusable',
]);

/** Sorts any error of a run; what is unknown counts as the way to the server being broken. */
export function failureOf(error: unknown): SyncFailure {
  if (!(error instanceof AppError))
    return { kind: 'again', code: 'internal', message: new AppError('internal').message, retryAfter: 0 };
  const asked = error.details['retryAfter'];
  return {
    kind: forPerson.has(error.code) ? 'person' : 'again',
    code: error.code,
    message: error.message,
    retryAfter: typeof asked === 'number' && asked > 0 ? asked : 0,
  };
}
