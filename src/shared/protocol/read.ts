import * as v from 'valibot';
import { AppError } from '../base/app-error.ts';
import { pullLine, pullRequest } from './pull.ts';
import type { PullLine } from './pull.ts';
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

/** Reads one line of a pull answer on the device; `protocol` when it is not one. */
export function readPullLine(value: unknown): PullLine {
  return read(pullLine, value, 'protocol');
}
