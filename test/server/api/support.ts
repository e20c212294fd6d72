import Fastify from 'fastify';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { expect } from 'vitest';
import { webApiPlugin } from '../../../server/api/web-api-plugin.ts';
import type { Database } from '../../../server/db/database.ts';
import type { Model } from '../../../server/metadata/model.ts';
import { errorHandlerPlugin } from '../../../server/plugins/error-handler.ts';
import type { Services } from '../../../server/services.ts';
import { openTestDatabase } from '../../support/database.ts';
import { createTestModel } from '../../support/model.ts';
import { allVerbs, createPeople, people, setPrivileges } from '../../support/people.ts';
import { createTestServices } from '../../support/services.ts';

type Json = Record<string, unknown> & {
  value?: Record<string, unknown>[];
  error?: { code: string; message: string };
};

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly text: string;
  readonly json: Json;
}

export interface CallOptions {
  readonly body?: unknown;
  /** Default: the administrator. */
  readonly person?: string;
  readonly headers?: Record<string, string>;
}

/** A server with the Web API over people and an empty model, and a client of it. */
export interface ApiBed {
  readonly database: Database;
  readonly model: Model;
  readonly services: Services;
  readonly app: FastifyInstance;
  /** `path`: behind the service root. */
  call(method: InjectOptions['method'], path: string, options?: CallOptions): Promise<Answer>;
  /** Creates a row and gives its id. */
  make(set: string, body: unknown, person?: string): Promise<string>;
  /** Gives the role the privileges that most tests start from. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** An id that no row has. */
export const unknownId = '11111111-1111-4111-8111-111111111111';
/** Prefer header that asks for every annotation. */
export const everyAnnotation = 'odata.include-annotations="*"';

export const names = (answer: Answer): unknown[] => (answer.json.value ?? []).map((row) => row['name']);

export async function openApiBed(kind: Database['kind']): Promise<ApiBed> {
  const database = await openTestDatabase(kind);
  const holder = await createTestModel(database);
  await createPeople(database);
  const services = createTestServices(database, holder);
  const app = Fastify({ routerOptions: { maxParamLength: 40_000 } });
  errorHandlerPlugin(app, services);
  app.decorateRequest('userId', null);
  app.addHook('onRequest', async (request) => {
    const person =
      request.headers['x-person'] ?? /^Test (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
    request.userId = typeof person === 'string' ? person : null;
  });
  await webApiPlugin(app, services);
  const call: ApiBed['call'] = async (method, path, options = {}) => {
    const response = await app.inject({
      method,
      url: `/api/data/v9.2/${path}`,
      headers: {
        'x-person': options.person ?? people.admin,
        'content-type': 'application/json',
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { payload: JSON.stringify(options.body) }),
    });
    const isJson = String(response.headers['content-type']).includes('json');
    return {
      status: response.statusCode,
      headers: response.headers,
      text: response.body,
      json: isJson ? (JSON.parse(response.body) as Json) : {},
    };
  };
  return {
    database,
    model: holder.current,
    services,
    app,
    call,
    async make(set, body, person) {
      const answer = await call('POST', set, { body, ...(person === undefined ? {} : { person }) });
      expect(answer.text).toBe('');
      return /\(([^)]+)\)$/.exec(String(answer.headers['odata-entityid']))?.[1] ?? '';
    },
    reset: () =>
      setPrivileges(database, holder.current, {
        account: allVerbs(1),
        contact: allVerbs(1),
        transactioncurrency: { read: 4, appendto: 4 },
      }),
    async close() {
      await app.close();
      await database.close();
    },
  };
}
