/** The application user that end-to-end servers are started with: what the server really holds, past every device. */
export const testApp = { id: 'e2e-client', secret: 'e2e-secret-for-tests-only' } as const;

export interface Api {
  get(path: string): Promise<Record<string, unknown>>;
  /** Number of rows that the filter finds; without one, of all that there are. */
  count(set: string, filter?: string): Promise<number>;
  /** Makes a row; its id, which the caller chooses, is part of the values. */
  post(set: string, values: Record<string, unknown>): Promise<void>;
  patch(path: string, body: Record<string, unknown>): Promise<void>;
  delete(path: string): Promise<void>;
}

/** A Web API client with an administrator's token. */
export async function openApi(url: string): Promise<Api> {
  const answer = await fetch(`${url}/oidc/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: testApp.id,
      client_secret: testApp.secret,
    }),
  });
  if (!answer.ok) throw new Error(`no token: ${answer.status} ${await answer.text()}`);
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const call = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const response = await fetch(`${url}/api/data/v9.2/${path}`, {
      ...init,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        'content-type': 'application/json',
      },
    });
    if (!response.ok)
      throw new Error(`${init.method ?? 'GET'} ${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  return {
    get: async (path) => (await (await call(path)).json()) as Record<string, unknown>,
    async count(set, filter) {
      const where = filter === undefined ? '' : `&$filter=${encodeURIComponent(filter)}`;
      const answer = await call(`${set}?$count=true${where}`);
      return ((await answer.json()) as Record<string, number>)['@odata.count'] ?? 0;
    },
    async post(set, values) {
      await call(set, { method: 'POST', body: JSON.stringify(values) });
    },
    async patch(path, body) {
      await call(path, { method: 'PATCH', body: JSON.stringify(body) });
    },
    async delete(path) {
      await call(path, { method: 'DELETE' });
    },
  };
}
