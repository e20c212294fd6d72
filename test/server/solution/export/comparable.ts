import type { SolutionFiles } from '../../../../server/solution/solution-files.ts';
import type { SolutionModel } from '../../../../server/solution/solution-model.ts';
import { type ExportedModel, writeSolution } from '../../../../server/solution/export/write-solution.ts';

/** The files of an export as a reader gets them. */
export function exported(model: ExportedModel): SolutionFiles {
  return { name: 'export.zip', entries: writeSolution(model) };
}

const text = (body: Uint8Array): string => new TextDecoder().decode(body);

/**
 * What must be the same before and after. Not compared: `items`, which are findings about a file and not of its parts
 * (what was not understood of the first file is not in the second), and the order of what was kept, which in the second
 * file is by section and table.
 */
export function comparable(model: SolutionModel): unknown {
  return {
    ...model,
    items: undefined,
    kept: model.kept
      .map(({ kind, name, section, table, body }) => ({ kind, name, section, table, body: text(body) }))
      .sort((a, b) => (`${a.kind}\n${a.name}\n${a.body}` < `${b.kind}\n${b.name}\n${b.body}` ? -1 : 1)),
  };
}

/** Findings about the second file that the first one did not give. */
export function newFindings(first: SolutionModel, second: SolutionModel): string[] {
  const lines = (model: SolutionModel): string[] =>
    model.items.map((item) => `${item.kind} ${item.name}: ${item.status} ${item.reason ?? ''}`);
  const known = new Set(lines(first));
  return lines(second).filter((line) => !known.has(line));
}
