import type { Clock } from '../../src/shared/base/clock.ts';
import type { Logger } from '../../src/shared/base/logger.ts';
import type { RowRef } from '../../src/shared/metadata/row.ts';
import type { PushOperation } from '../../src/shared/protocol/push.ts';
import type { FormFactor } from '../../src/shared/protocol/values.ts';
import type { Principal } from '../../src/shared/security/privilege.ts';
import type { Database, Tx } from '../db/database.ts';
import type { ChangeSource } from './change-source.ts';
import type { Scope } from './scope.ts';

/** Rows that one operation touched, those of cascades among them. */
export interface Written {
  readonly written: readonly RowRef[];
  readonly removed: readonly RowRef[];
}

/** What pull and push need of the rest of the server; small, so that the simulation runs the same code. */
export interface SyncPorts {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly changes: ChangeSource;
  /** Rows of one pull chunk. Default: the protocol's. */
  readonly chunk?: number;
  /** Content hash of the current metadata. */
  metadataVersion(): string;
  /** Resolved anew at every call; throws `not-signed-in` for someone who may not work any more. */
  principal(userId: string): Promise<Principal>;
  /** What the person carries on a device of this kind. */
  scope(principal: Principal, formFactor: FormFactor): Promise<Scope>;
  /** The write pipeline; an AppError is the server's refusal, with words for the person. */
  write(tx: Tx, principal: Principal, operation: PushOperation): Promise<Written>;
  /** After a commit: wakes the streams of other devices. */
  notify(tables: Iterable<string>): void;
}
