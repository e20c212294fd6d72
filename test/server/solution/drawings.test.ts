import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSolutionPath } from '../../../server/solution/archive.ts';
import { readSolution } from '../../../server/solution/read-solution.ts';
import type { SolutionModel } from '../../../server/solution/solution-model.ts';
import { corpusNote, hasCorpus, inCorpus } from '../../support/corpus.ts';

const solutions = join(import.meta.dirname, '..', '..', '..', 'solutions');

function isOfDrawing(kind: string): boolean {
  return ['chart', 'dashboard', 'visualization', 'interactioncentricdashboard'].includes(kind);
}

function filesIn(solution: string, folder: RegExp): number {
  const entries = readdirSync(join(solutions, solution), { recursive: true, encoding: 'utf8' });
  return entries.filter((path) => folder.test(path.replaceAll('\\', '/'))).length;
}

describe.each(['base', 'sales', 'service'])('the bundled solution %s', (name) => {
  it('has every chart and dashboard read, with no gap', async () => {
    const model = readSolution(await readSolutionPath(join(solutions, name)));
    expect(model.charts).toHaveLength(filesIn(name, /\/Visualizations\/.+\.xml$/));
    expect(model.dashboards).toHaveLength(filesIn(name, /^(InteractionCentric)?Dashboards\/.+\.xml$/));
    expect(model.items.filter((one) => isOfDrawing(one.kind) || /Dashboards\//.test(one.name))).toEqual([]);
    expect(model.kept.filter((one) => isOfDrawing(one.kind) || /Dashboards\//.test(one.name))).toEqual([]);
  });
});

describe.skipIf(!hasCorpus)(`an exported solution${corpusNote}`, () => {
  const read = async (file: string): Promise<SolutionModel> =>
    readSolution(await readSolutionPath(inCorpus('solutions', file)));

  it('has its chart and its interactive dashboard read alike from both layouts', async () => {
    const packed = await read('PurchaseRequisition.zip');
    const unpacked = await read('PurchaseRequisition.unpacked.zip');
    expect(packed.charts).toMatchObject([
      {
        chart: {
          table: 'cttech_internalpurchaserequisition',
          category: '_CRMAutoGen_groupby_column_Num_0',
          series: [
            { kind: 'line', secondAxis: false },
            { kind: 'column', secondAxis: true },
            { kind: 'column', secondAxis: false },
          ],
          showLegend: true,
        },
      },
    ]);
    const view = '5e8ab995-493a-4002-b72a-46140aadb31d';
    const table = 'cttech_internalpurchaserequisition';
    expect(packed.dashboards.map((one) => one.dashboard)).toMatchObject([
      {
        name: { '1033': 'OF95 Open Request' },
        kind: 'interactive',
        filter: { table, viewId: view, column: 'createdon' },
        sections: [
          {
            label: { '1033': 'Streams' },
            columns: 4,
            cells: [
              { colspan: 4, rowspan: 12, control: { kind: 'stream', streams: [{ table, viewId: view }] } },
            ],
          },
        ],
      },
    ]);
    expect(packed.items.filter((one) => isOfDrawing(one.kind))).toMatchObject([
      { kind: 'dashboard', status: 'gap', reason: 'begins without its time frame 2, which is not known' },
    ]);
    expect(unpacked.charts).toEqual(packed.charts);
    expect(unpacked.dashboards).toEqual(packed.dashboards);
  });
});
