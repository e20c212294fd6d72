import type { PushOperation } from '../../src/shared/protocol/push.ts';
import { write } from '../data/write.ts';
import type { WriteOperation } from '../data/write-context.ts';
import { resolvePrincipal } from '../security/principal.ts';
import type { Services } from '../services.ts';
import { carriedScope } from './carried-scope.ts';
import { carriedTables } from './carried-tables.ts';
import type { CarriedBy } from './carried-tables.ts';
import { transactionChanges } from './change-source.ts';
import type { SyncPorts } from './ports.ts';

/** Conflicts were looked at before: the pipeline gets the values alone. */
function toWrite(operation: PushOperation): WriteOperation {
  switch (operation.kind) {
    case 'create':
      return { kind: 'create', table: operation.table, id: operation.id, values: operation.values };
    case 'update':
      return { kind: 'update', table: operation.table, id: operation.id, values: operation.values };
    case 'delete':
      return { kind: 'delete', table: operation.table, id: operation.id };
    default:
      return operation;
  }
}

/** Pull and push on the server's own parts. */
export function portsOf(
  services: Pick<Services, 'database' | 'clock' | 'logger' | 'model' | 'changes' | 'random'>,
  carriedBy: CarriedBy,
): SyncPorts {
  return {
    database: services.database,
    clock: services.clock,
    logger: services.logger,
    changes: transactionChanges,
    metadataVersion: () => services.model.current.version,
    principal: (userId) => resolvePrincipal(services.database.db, services.model.current, userId),
    async scope(principal, formFactor) {
      const model = services.model.current;
      return carriedScope(model, principal, carriedTables(model, principal, formFactor, carriedBy));
    },
    write: (tx, principal, operation) =>
      write(
        {
          tx,
          model: services.model.current,
          principal,
          now: services.clock.now(),
          random: services.random,
        },
        toWrite(operation),
      ),
    notify: (tables) => services.changes.notify(tables),
  };
}
