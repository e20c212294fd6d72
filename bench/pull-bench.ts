import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Browser } from 'playwright-core';
import { silentLogger } from '../src/shared/base/logger.ts';
import type { PullLine } from '../src/shared/protocol/pull.ts';
import { protocolVersion } from '../src/shared/protocol/version.ts';
import { openDatabase } from '../server/db/open.ts';
import type { BenchServer } from './bench-server.ts';
import { tables } from './dataset.ts';
import type { Measure } from './measure.ts';

interface Device {
  /** Reads to the last byte; the time of that, and what came. */
  pull(): Promise<{ readonly time: number; readonly rows: number }>;
}

/** A device without a browser, so that the times are the server's and the loopback's. */
function newDevice(url: string, cookies: string, person: string): Device {
  const store = randomUUID();
  let cookie: string | null = null;
  return {
    async pull() {
      const start = performance.now();
      const response = await fetch(`${url}/sync/v1/pull`, {
        method: 'POST',
        headers: {
          cookie: cookies,
          origin: url,
          'content-type': 'application/json',
          'accept-encoding': 'br',
        },
        body: JSON.stringify({
          protocol: protocolVersion,
          person,
          store,
          formFactor: 'desktop',
          waiting: 0,
          cookie,
          settled: [],
          pending: [],
        }),
      });
      const text = await response.text();
      const time = performance.now() - start;
      if (!response.ok) throw new Error(`pull answered ${response.status}: ${text.slice(0, 500)}`);
      const lines = text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as PullLine);
      if (lines.at(-1)?.kind !== 'done') throw new Error(`pull ended with ${JSON.stringify(lines.at(-1))}`);
      for (const line of lines) if (line.kind === 'cookie') cookie = line.cookie;
      const rows = lines.reduce((sum, line) => sum + (line.kind === 'rows' ? line.rows.length : 0), 0);
      return { time, rows };
    },
  };
}

/** Five hundred accounts are written by somebody else. */
async function touchRows(databaseUrl: string): Promise<void> {
  const database = await openDatabase({ databaseUrl, dataDir: '' }, silentLogger);
  try {
    await sql`
      with touched as (
        update data.${sql.id(tables.account)} set bench_account_rating = coalesce(bench_account_rating, 0) + 1,
          versionnumber = nextval('haversack.version')
        where bench_accountid in (select bench_accountid from data.${sql.id(tables.account)} order by random() limit 500)
        returning bench_accountid as id
      )
      insert into haversack.change_log (table_name, row_id, op) select ${tables.account}, id, 'u' from touched`.execute(
      database.db,
    );
  } finally {
    await database.close();
  }
}

/** Pulls of somebody who carries all the rows: with nothing changed, and with five hundred rows changed. */
export async function benchPull(
  bench: BenchServer,
  browser: Browser,
  runs: number,
): Promise<readonly Measure[]> {
  const cookies = await bench.signedIn(browser, bench.manyReader);
  const header = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const device = newDevice(bench.server.url, header, bench.manyReader.userId);
  const { rows } = await device.pull();
  const carried = `${rows.toLocaleString('en')} rows carried`;
  const idle: number[] = [];
  for (let pull = 0; pull < 10 + runs * 10; pull += 1) {
    const answer = await device.pull();
    if (answer.rows > 0) throw new Error(`${answer.rows} rows came though nothing changed`);
    if (pull >= 10) idle.push(answer.time);
  }
  const measures: Measure[] = [
    { what: `${bench.kind}: pull with nothing changed, ${carried}`, unit: 'ms', values: idle },
  ];
  if (bench.databaseUrl === undefined) return measures;
  const changed: number[] = [];
  for (let pull = 0; pull <= runs; pull += 1) {
    await touchRows(bench.databaseUrl);
    const answer = await device.pull();
    if (answer.rows !== 500) throw new Error(`${answer.rows} rows came instead of 500`);
    if (pull > 0) changed.push(answer.time);
  }
  return [
    ...measures,
    { what: `${bench.kind}: pull of 500 changed rows, ${carried}`, unit: 'ms', values: changed },
  ];
}
