import type { Column, Labels, Table } from '../../src/shared/metadata/table.ts';
import type { QueryMetadata } from '../../src/shared/query/metadata.ts';
import type { Model } from '../metadata/model.ts';

const english = '1033';

/** What queries ask of the model, with labels in the person's language, else English, else any. */
export function modelMetadata(model: Model, language: number): QueryMetadata {
  return {
    table: (name) => model.tables.get(name),
    label(label) {
      const labels = label as Labels;
      return labels[String(language)] ?? labels[english] ?? Object.values(labels)[0] ?? '';
    },
    hierarchyColumn(name) {
      for (const relationship of model.relationshipsOf(name))
        if (
          relationship.kind === 'one-to-many' &&
          relationship.hierarchical === true &&
          relationship.referenced === name &&
          relationship.referencing === name
        )
          return relationship.column;
      return undefined;
    },
  };
}

/** Columns that are absent for the person who asks, though the table has them. */
export type HiddenColumns = (column: Column<unknown>) => boolean;

/** The metadata without hidden columns: whoever names one finds none, and "all columns" leaves them out. */
export function withoutColumns(metadata: QueryMetadata, isHidden: HiddenColumns): QueryMetadata {
  const seen = new Map<string, Table<unknown>>();
  return {
    ...metadata,
    table(name) {
      const known = seen.get(name);
      if (known !== undefined) return known;
      const table = metadata.table(name);
      if (table === undefined) return undefined;
      const isAbsent = (column: Column<unknown>): boolean =>
        column.logicalName !== table.primaryId && isHidden(column);
      const shown = table.columns.some(isAbsent)
        ? { ...table, columns: table.columns.filter((column) => !isAbsent(column)) }
        : table;
      seen.set(name, shown);
      return shown;
    },
  };
}
