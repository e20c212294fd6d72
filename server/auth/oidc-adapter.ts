import { sql } from 'kysely';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { findApplication } from './applications.ts';
import { instant, type AuthServices } from './services.ts';

interface PayloadRow {
  readonly payload: string;
  readonly consumed: number | null;
}

/**
 * The provider's storage in haversack.oidc_payload, so that any instance can go on with a sign-in that another began.
 * Clients are not stored here: they are the application users of haversack.account_application.
 */
export class OidcAdapter implements Adapter {
  readonly #services: AuthServices;
  readonly #model: string;

  constructor(services: AuthServices, model: string) {
    this.#services = services;
    this.#model = model;
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const expires = expiresIn === undefined ? null : instant(this.#services, expiresIn * 1000);
    await sql`
      insert into haversack.oidc_payload (model, id, payload, grant_id, uid, user_code, expires_at)
      values (${this.#model}, ${id}, ${JSON.stringify(payload)}, ${payload.grantId ?? null}, ${payload.uid ?? null},
        ${payload.userCode ?? null}, ${expires}::timestamptz)
      on conflict (model, id) do update set payload = excluded.payload, grant_id = excluded.grant_id,
        uid = excluded.uid, user_code = excluded.user_code, expires_at = excluded.expires_at`.execute(
      this.#db,
    );
    // Expired ones go here instead of in a timer: every sign-in writes, nothing else grows the table.
    await sql`delete from haversack.oidc_payload where expires_at < ${instant(this.#services, -60_000)}::timestamptz`.execute(
      this.#db,
    );
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    if (this.#model === 'Client') return this.#findClient(id);
    const found = await sql<PayloadRow>`
      select payload, extract(epoch from consumed_at)::float8 as consumed from haversack.oidc_payload
      where model = ${this.#model} and id = ${id} and ${this.#alive()}`.execute(this.#db);
    return read(found.rows[0]);
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const found = await sql<PayloadRow>`
      select payload, extract(epoch from consumed_at)::float8 as consumed from haversack.oidc_payload
      where model = ${this.#model} and uid = ${uid} and ${this.#alive()}`.execute(this.#db);
    return read(found.rows[0]);
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    const found = await sql<PayloadRow>`
      select payload, extract(epoch from consumed_at)::float8 as consumed from haversack.oidc_payload
      where model = ${this.#model} and user_code = ${userCode} and ${this.#alive()}`.execute(this.#db);
    return read(found.rows[0]);
  }

  async consume(id: string): Promise<void> {
    await sql`update haversack.oidc_payload set consumed_at = ${instant(this.#services)}::timestamptz
      where model = ${this.#model} and id = ${id}`.execute(this.#db);
  }

  async destroy(id: string): Promise<void> {
    await sql`delete from haversack.oidc_payload where model = ${this.#model} and id = ${id}`.execute(
      this.#db,
    );
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await sql`delete from haversack.oidc_payload where grant_id = ${grantId}`.execute(this.#db);
  }

  async #findClient(id: string): Promise<AdapterPayload | undefined> {
    const application = await findApplication(this.#db, id);
    return (
      application && {
        client_id: application.clientId,
        // A hash in place of the secret: provider.ts compares by it.
        client_secret: application.secretHash,
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
        token_endpoint_auth_method: 'client_secret_post',
      }
    );
  }

  get #db() {
    return this.#services.database.db;
  }

  #alive() {
    return sql<boolean>`(expires_at is null or expires_at > ${instant(this.#services)}::timestamptz)`;
  }
}

function read(row: PayloadRow | undefined): AdapterPayload | undefined {
  if (row === undefined) return undefined;
  const payload = JSON.parse(row.payload) as AdapterPayload;
  return row.consumed === null ? payload : { ...payload, consumed: Math.floor(Number(row.consumed)) };
}
