import { AppError } from '../../src/shared/base/app-error.ts';
import type { ErrorCode } from '../../src/shared/base/app-error.ts';
import { faultFields, sqlState } from '../db/database-fault.ts';

/** What PostgreSQL reports that a caller can do something about; everything else is ours to look at. */
function codeOfState(state: string): ErrorCode | undefined {
  if (state === '57014') return 'too-slow';
  if (state === '40001' || state === '40P01' || state === '55P03') return 'unavailable';
  if (state === '23505') return 'duplicate-key';
  if (state === '54000' || state === '54001') return 'bad-query';
  return state.startsWith('22') ? 'bad-value' : undefined;
}

const codeOfStatus: Readonly<Record<number, ErrorCode>> = {
  404: 'no-route',
  408: 'unavailable',
  413: 'too-large',
  429: 'too-many-requests',
  503: 'unavailable',
};

/** Any error as one of the catalogue; texts of drivers and libraries stay behind as its cause. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const state = sqlState(error);
  const ofState = state === undefined ? undefined : codeOfState(state);
  if (ofState !== undefined) return new AppError(ofState, {}, { cause: error });
  const status = (error as { readonly statusCode?: unknown } | null)?.statusCode;
  const code = typeof status === 'number' ? codeOfStatus[status] : undefined;
  if (code !== undefined) return new AppError(code, {}, { cause: error });
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new AppError('bad-request', { message: faultFields(error).message }, { cause: error });
  return new AppError('internal', {}, { cause: error });
}
