import * as v from 'valibot';
import { AppError, errorCodes, type ErrorCode } from '../shared/base/app-error.ts';
import { failureBody } from '../shared/protocol/values.ts';

/** One request to our own server. Throws AppError `network` when there is no answer, else the server's own code. */
export async function askServer(
  fetch: typeof globalThis.fetch,
  path: string,
  init: RequestInit,
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: 'same-origin', ...init });
  } catch (cause) {
    throw new AppError('network', {}, { cause });
  }
  if (response.ok) return response;
  throw await failureOf(response);
}

async function failureOf(response: Response): Promise<AppError> {
  const body = v.safeParse(failureBody, await response.json().catch(() => undefined));
  const code = body.success ? body.output.error.code : '';
  const message = body.success ? { message: body.output.error.message } : {};
  if (code in errorCodes) return new AppError(code as ErrorCode, message);
  if (response.status === 401) return new AppError('not-signed-in', message);
  return new AppError(response.status >= 500 ? 'unavailable' : 'protocol', message);
}
