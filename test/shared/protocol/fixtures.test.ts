import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/shared/base/app-error.ts';
import { canonicalJson } from '../../../src/shared/protocol/canonical-json.ts';
import { pullLine, pullRequest } from '../../../src/shared/protocol/pull.ts';
import { entryEnvelope, pushAnswer, pushEntry, pushRequest } from '../../../src/shared/protocol/push.ts';
import {
  readPullLine,
  readPullRequest,
  readPushAnswer,
  readPushRequest,
} from '../../../src/shared/protocol/read.ts';
import { entryFormats, protocolVersion } from '../../../src/shared/protocol/version.ts';

const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/protocol/${name}`, import.meta.url), 'utf8');
const json = (name: string): Record<string, unknown> => JSON.parse(fixture(name)) as Record<string, unknown>;

/** The structure of a schema as text: what a body may hold, without messages and functions. */
function structure(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(structure);
  if (typeof schema !== 'object' || schema === null) return schema;
  const source = schema as Readonly<Record<string, unknown>>;
  const kept = Object.keys(source)
    .filter((key) => !key.startsWith('~') && key !== 'message' && typeof source[key] !== 'function')
    .sort();
  const text = source['requirement'] instanceof RegExp ? String(source['requirement']) : undefined;
  return {
    ...Object.fromEntries(kept.map((key) => [key, structure(source[key])])),
    ...(text === undefined ? {} : { requirement: text }),
  };
}

const hashOf = (schema: unknown): string =>
  createHash('sha256')
    .update(canonicalJson(structure(schema)))
    .digest('hex')
    .slice(0, 16);

describe('recorded bodies of released versions', () => {
  it('a push request is read, every entry too', () => {
    const request = readPushRequest(json('push-request.json'));
    expect(request.entries.map((entry) => v.safeParse(pushEntry, entry).success)).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it('reading and writing a push answer loses nothing', () => {
    const answer = json('push-answer.json');
    expect(readPushAnswer(answer)).toEqual(answer);
  });

  it('a pull request is read whole', () => {
    const request = json('pull-request.json');
    expect(readPullRequest(request)).toEqual(request);
  });

  it('every line of a pull answer is read whole', () => {
    const lines = fixture('pull-answer.ndjson').trim().split('\n');
    for (const line of lines) expect(readPullLine(line)).toMatchObject(JSON.parse(line) as object);
    expect(lines).toHaveLength(8);
  });

  it('every released entry format has an entry in the fixtures', () => {
    const formats = readPushRequest(json('push-request.json')).entries.map(
      (entry) => (entry as { format: number }).format,
    );
    expect(new Set(formats)).toEqual(new Set(entryFormats));
  });
});

describe('the wire schema', () => {
  // A changed hash is a changed protocol: add a fixture of the old body first, then the new hash (I11).
  it('is the recorded one', () => {
    expect({
      version: protocolVersion,
      pushRequest: hashOf(pushRequest),
      pushEntry: hashOf(pushEntry),
      pushAnswer: hashOf(pushAnswer),
      pullRequest: hashOf(pullRequest),
      pullLine: hashOf(pullLine),
    }).toMatchInlineSnapshot(`
      {
        "pullLine": "2e0147dd17abd7b0",
        "pullRequest": "392fff8054fb4a57",
        "pushAnswer": "d70b40d6fbcc4239",
        "pushEntry": "d09bd70fb7aec5ee",
        "pushRequest": "54145ae6ca8e4349",
        "version": 1,
      }
    `);
  });

  it('gets another hash when a field is added', () => {
    const wider = v.object({ ...pushEntry.entries, extra: v.string() });
    expect(hashOf(wider)).not.toBe(hashOf(pushEntry));
  });
});

describe('bad bodies', () => {
  const refusal = (run: () => unknown): AppError => {
    try {
      run();
    } catch (error) {
      if (error instanceof AppError) return error;
    }
    throw new Error('was accepted');
  };

  it.each([
    ['no person', { ...json('pull-request.json'), person: undefined }, 'person'],
    ['a person that is no id', { ...json('pull-request.json'), person: 'kim' }, 'person'],
    ['an unknown form factor', { ...json('pull-request.json'), formFactor: 'watch' }, 'formFactor'],
    ['an endless cookie', { ...json('pull-request.json'), cookie: 'x'.repeat(301) }, 'cookie'],
    ['a list', [], 'protocol'],
    ['nothing', undefined, 'body'],
  ])('a pull request with %s is refused and the place named', (_name, body, place) => {
    const error = refusal(() => readPullRequest(body));
    expect(error.code).toBe('bad-request');
    expect(error.message.startsWith(`${place}: `)).toBe(true);
  });

  it('an entry that cannot be read does not fail the request that carries it', () => {
    const request = readPushRequest({
      ...json('push-request.json'),
      entries: [{ format: 99, id: '33333333-3333-4333-8333-333333333331', attempt: 1, shape: 'unheard of' }],
    });
    expect(v.is(pushEntry, request.entries[0])).toBe(false);
    expect(v.is(entryEnvelope, request.entries[0])).toBe(true);
  });

  it.each([
    [
      'a row without a version',
      { kind: 'rows', table: 'account', rows: [['44444444-4444-4444-8444-444444444441']] },
    ],
    [
      'an object as a value',
      {
        kind: 'rows',
        table: 'account',
        rows: [['44444444-4444-4444-8444-444444444441', '1', 1, {}]],
      },
    ],
    ['an unknown kind', { kind: 'surprise' }],
    ['a page of HTML', '<html>'],
  ])('a pull line with %s is a protocol error', (_name, line) => {
    expect(refusal(() => readPullLine(JSON.stringify(line))).code).toBe('protocol');
  });
});

describe('the text of rows', () => {
  const rows = '[["44444444-4444-4444-8444-444444444441","1",1,"a \\"rows\\":[ b",[1,2]]]';

  it('is kept as it came', () => {
    const line = readPullLine(`{"kind":"rows","table":"account","rows":${rows}}`);
    expect(line).toMatchObject({ kind: 'rows', rows: JSON.parse(rows) as unknown, json: rows });
  });

  it.each([
    `{"kind":"rows","rows":${rows},"table":"account"}`,
    `{"kind":"rows","table":"account","rows":${rows},"later":[1]}`,
    `{"table":"account","rows":${rows},"kind":"rows"}`,
    `{ "kind": "rows", "table": "account", "rows": ${rows} }`,
  ])('is made anew where the line has another order: %s', (text) => {
    expect(readPullLine(text)).toMatchObject({ table: 'account', json: rows });
  });

  it('a line that is no JSON is a protocol error', () => {
    for (const text of ['<html>', '{"kind":"rows","table":"account","rows":[[}'])
      expect(() => readPullLine(text)).toThrow(AppError);
  });
});

describe('canonical JSON', () => {
  it('is the same text whatever the order of keys, and absent is not null', () => {
    expect(canonicalJson({ b: [1, { d: 1, c: null }], a: 'x' })).toBe(
      canonicalJson({ a: 'x', b: [1, { c: null, d: 1 }], e: undefined }),
    );
    expect(canonicalJson({ a: null })).not.toBe(canonicalJson({}));
  });
});
