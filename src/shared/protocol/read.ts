import * as v from 'valibot';
import { AppError } from '../base/app-error.ts';
import { pullLine, pullRequest } from './pull.ts';
import type { PullLine, ReceivedLine } from './pull.ts';
import { pushAnswer, pushRequest } from './push.ts';
import type { PushAnswer } from './push.ts';

function read<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  code: 'bad-request' | 'protocol',
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, value, { abortEarly: true });
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  const place = issue.path?.map((item) => String(item.key)).join('.') ?? '';
  throw new AppError(code, { message: `${place === '' ? 'body' : place}: ${issue.message}`, place });
}

/** Reads a push body on the server; `bad-request` names the place. Its entries are read one by one. */
export function readPushRequest(body: unknown): v.InferOutput<typeof pushRequest> {
  return read(pushRequest, body, 'bad-request');
}

/** Reads a pull body on the server; `bad-request` names the place. */
export function readPullRequest(body: unknown): v.InferOutput<typeof pullRequest> {
  return read(pullRequest, body, 'bad-request');
}

/** Reads the server's push answer on the device; `protocol` when it is not one. */
export function readPushAnswer(body: unknown): PushAnswer {
  return read(pushAnswer, body, 'protocol');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('protocol', { message: 'A line of the answer was no JSON.' }, { cause });
  }
}

const rowsStart = '{"kind":"rows",';
const rowsKey = '"rows":[';

/**
 * A rows line in two parts, the text of the rows apart: what is parsed is what is kept, so a line of another order cannot
 * leave a wrong text behind. Undefined for such a line and for all others.
 */
function splitRows(text: string): { readonly value: unknown; readonly json: string } | undefined {
  if (!text.startsWith(rowsStart) || !text.endsWith(']}')) return undefined;
  const at = text.indexOf(rowsKey) + rowsKey.length - 1;
  const json = text.slice(at, -1);
  try {
    const line = JSON.parse(`${text.slice(0, at)}[]}`) as object;
    return { value: { ...line, rows: JSON.parse(json) as unknown }, json };
  } catch {
    return undefined;
  }
}

/** Reads the text of one line of a pull answer on the device; `protocol` when it is not one. */
export function readPullLine(text: string): ReceivedLine {
  const split = splitRows(text);
  const line: PullLine = read(pullLine, split?.value ?? parse(text), 'protocol');
  return line.kind === 'rows' ? { ...line, json: split?.json ?? JSON.stringify(line.rows) } : line;
}
