import type { Migration } from './migration.ts';
import { core } from './migrations/0001-core.ts';
import { fold } from './migrations/0002-fold.ts';
import { metadata } from './migrations/0010-metadata.ts';
import { modelChange } from './migrations/0011-model-change.ts';
import { missingIndexes } from './migrations/0012-missing-indexes.ts';
import { solutionExport } from './migrations/0014-solution-export.ts';
import { solutionOrder } from './migrations/0015-solution-order.ts';
import { solutionReport } from './migrations/0016-solution-report.ts';
import { auth } from './migrations/0020-auth.ts';
import { sync } from './migrations/0030-sync.ts';
import { retention } from './migrations/0031-retention.ts';
import { exactChanges } from './migrations/0032-exact-changes.ts';
import { orderIndexes } from './migrations/0033-order-indexes.ts';

/** All migrations, in order of id: 0001 to 0009 core, 0010 to 0019 metadata, 0020 sign-in, 0030 on synchronisation. */
export const migrations: readonly Migration[] = [
  core,
  fold,
  metadata,
  modelChange,
  missingIndexes,
  solutionExport,
  solutionOrder,
  solutionReport,
  auth,
  sync,
  retention,
  exactChanges,
  orderIndexes,
];
