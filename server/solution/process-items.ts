import type { ColumnMapping } from '../../src/shared/metadata/column-mapping.ts';
import type { MetaItem, MetaItems } from '../metadata/meta-items.ts';
import type { SolutionModel } from './solution-model.ts';

/** Several solutions may map the same pair of tables: each adds its columns, the last one decides on a column. */
function addMapping(before: ColumnMapping | undefined, added: ColumnMapping): ColumnMapping {
  const named = new Set(added.columns.map((one) => one.to));
  const kept = before?.columns.filter((one) => !named.has(one.to)) ?? [];
  return { ...added, columns: [...kept, ...added.columns] };
}

/** Documents of the solution's processes, rules and column mappings. */
export function processItems(stored: MetaItems, model: SolutionModel): MetaItem[] {
  const solution = model.manifest.uniqueName;
  const mappings = new Map<string, ColumnMapping>();
  for (const one of model.mappings) {
    const name = `${one.source} ${one.target}`;
    mappings.set(name, addMapping(mappings.get(name) ?? stored.get('mapping', name), one));
  }
  return [
    ...model.processes.map((body): MetaItem => ({ kind: 'process', name: body.id, solution, body })),
    ...model.rules.map((body): MetaItem => ({ kind: 'rule', name: body.id, solution, body })),
    ...[...mappings].map(([name, body]): MetaItem => ({ kind: 'mapping', name, solution, body })),
  ];
}
