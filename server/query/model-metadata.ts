import type { Labels } from '../../src/shared/metadata/table.ts';
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
