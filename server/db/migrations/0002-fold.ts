import { foldFunctionSql } from '../../query/fold-sql.ts';
import type { Migration } from '../migration.ts';

/**
 * Case and accent folding in SQL. Generated from the fold table: a new version of that table needs a new migration
 * that replaces the function and rebuilds the indexes on it.
 */
export const fold: Migration = { id: '0002-fold', sql: foldFunctionSql };
