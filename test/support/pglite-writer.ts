import { sql } from 'kysely';
import { silentLogger } from '../../src/shared/base/logger.ts';
import { openPglite } from '../../server/db/pglite.ts';

/** A process that writes rows one by one and tells each after it was acknowledged, until it is killed. */
const [dataDir = '', workerFile = ''] = process.argv.slice(2);
const database = await openPglite({ dataDir, logger: silentLogger, workerFile: new URL(workerFile) });
await database.script('create table if not exists written (a int)');
for (let count = 1; ; count++) {
  await sql`insert into written values (${count}::int4)`.execute(database.db);
  process.send?.(count);
}
