import { describe, expect, it } from 'vitest';
import { readSolutionPath } from '../../../server/solution/archive.ts';
import { readSolution } from '../../../server/solution/read-solution.ts';
import { readBusinessRule } from '../../../server/solution/readers/business-rule.ts';
import { readProcess } from '../../../server/solution/readers/process.ts';
import type { WorkflowHead } from '../../../server/solution/readers/workflow.ts';
import { textOf } from '../../../server/solution/solution-files.ts';
import type { SolutionModel } from '../../../server/solution/solution-model.ts';
import { parseXml } from '../../../server/solution/xml.ts';
import { corpusNote, hasCorpus, inCorpus } from '../../support/corpus.ts';

const files = async (name: string) => readSolutionPath(inCorpus('solutions', name));
const read = async (name: string): Promise<SolutionModel> => readSolution(await files(name));

function countActions(model: SolutionModel): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [, kind] of JSON.stringify(model.rules.map((rule) => rule.steps)).matchAll(
    /"kind":"(set|default|clear|show|lock|require|error|recommend|unsupported)"/g,
  ))
    counts[kind ?? ''] = (counts[kind ?? ''] ?? 0) + 1;
  return counts;
}

const archives = [
  'PermitManagement_1_0_0_3.zip',
  'PurchaseRequisition.zip',
  'BusinessApprovalKit.unpacked.zip',
];

const head: WorkflowHead = {
  id: '00000000-0000-4000-8000-000000000001',
  category: 'business rule',
  name: {},
  title: '',
  description: {},
  uniqueName: '',
  table: '',
  active: true,
  order: 0,
  triggers: [],
  stepLabels: new Map(),
};

describe.skipIf(!hasCorpus)(`processes and rules of real solutions${corpusNote}`, () => {
  it('have their stages, steps and labels', async () => {
    const [process] = (await read('PermitManagement_1_0_0_3.zip')).processes;
    expect(process?.uniqueName).toBe('contoso_newbuildsite');
    expect(process?.stages.map((stage) => [stage.table, stage.steps.length, stage.label['1033']])).toEqual([
      ['contoso_buildsite', 5, 'New Site'],
      ['contoso_permit', 5, 'Initial Permit '],
      ['contoso_inspection', 4, 'Initial Inspection'],
    ]);
    const steps = process?.stages.flatMap((stage) => stage.steps) ?? [];
    expect(steps.every((step) => step.kind === 'column' && step.required)).toBe(true);
    expect(process?.stages.map((stage) => stage.next)).toEqual([
      process?.stages[1]?.id,
      process?.stages[2]?.id,
      undefined,
    ]);
  });

  it('have their branches', async () => {
    const [process] = (await read('PurchaseRequisition.zip')).processes;
    expect(process?.stages).toHaveLength(11);
    expect(process?.active).toBe(false);
    expect(process?.stages.flatMap((stage) => stage.steps)).toHaveLength(22);
    const branches = process?.stages.flatMap((stage) => stage.branches) ?? [];
    expect(branches).toHaveLength(4);
    expect(branches.filter((one) => one.when === undefined)).toHaveLength(2);
    const known = new Set(process?.stages.map((stage) => stage.id));
    expect(branches.every((one) => known.has(one.stage))).toBe(true);
  });

  it('are the same from the archive and from the unpacked folder', async () => {
    const packed = await read('PurchaseRequisition.zip');
    const unpacked = await read('PurchaseRequisition.unpacked.zip');
    expect(unpacked.rules).toEqual(packed.rules);
    expect(unpacked.processes).toEqual(packed.processes);
    const told = (model: SolutionModel): string[] =>
      model.items
        .filter((one) => ['workflow', 'business rule', 'business process flow'].includes(one.kind))
        .map((one) => `${one.kind} ${one.name} ${one.reason ?? ''}`)
        .sort();
    expect(told(unpacked)).toEqual(told(packed));
    expect(told(packed)).toHaveLength(31);
  });

  it('have all their rules and actions', async () => {
    const model = await read('PurchaseRequisition.zip');
    expect(model.rules).toHaveLength(24);
    expect(countActions(model)).toEqual({ show: 25, lock: 9, set: 11, require: 1, error: 1 });
    expect(model.rules.filter((rule) => rule.scope.kind === 'form')).toHaveLength(1);
    const kit = await read('BusinessApprovalKit.unpacked.zip');
    expect(kit.rules).toHaveLength(1);
    expect(countActions(kit)).toEqual({ show: 2, require: 2 });
  });

  it('name the trigger of every flow', async () => {
    const model = await read('BusinessApprovalKit.unpacked.zip');
    const flows = model.items.filter((one) => one.kind === 'flow');
    expect(flows).toHaveLength(25);
    expect(flows.filter((one) => one.reason?.includes('unknown') ?? true)).toEqual([]);
    expect(flows.filter((one) => one.reason?.includes(' of cat_'))).toHaveLength(15);
  });

  it('hold no activity that is neither understood nor told', async () => {
    const understood = new Map<string, number>();
    const missed = new Set<string>();
    for (const name of archives)
      for (const [path, body] of (await files(name)).entries) {
        if (!/(^|\/)Workflows\/[^/]+\.xaml$/.test(path)) continue;
        const document = parseXml(textOf(body), path);
        const readIt = textOf(body).includes('StageComposite') ? readProcess : readBusinessRule;
        const { coverage, root } = readIt(head, document);
        for (const [activity, { used, notUnderstood }] of coverage.census(root)) {
          understood.set(activity, (understood.get(activity) ?? 0) + used);
          if (notUnderstood > 0) missed.add(activity);
        }
      }
    expect(Object.fromEntries([...understood].filter(([, count]) => count > 0).sort())).toMatchObject({
      SetVisibility: 27,
      SetDisplayMode: 9,
      StageComposite: 14,
      StepComposite: 36,
      Control: 36,
      SetNextStage: 4,
    });
    // All of these belong to background workflows, which are told as not run.
    expect([...missed].sort()).toEqual([
      'ConditionBranch',
      'EvaluateCondition',
      'EvaluateExpression',
      'GetEntityProperty',
      'InvokeSdkMessageActivity',
      'Persist',
      'SetEntityProperty',
      'SetState',
      'UpdateEntity',
    ]);
  });

  it('have no rule and no process of which a part is not understood', async () => {
    for (const name of archives)
      expect(
        (await read(name)).items.filter((one) => /^business/.test(one.kind) && one.status !== 'kept'),
      ).toEqual([]);
  });
});
