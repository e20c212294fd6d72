import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ColumnMapping } from '../../src/shared/metadata/column-mapping.ts';
import type { Process } from '../../src/shared/metadata/process.ts';
import type { Labels } from '../../src/shared/metadata/table.ts';
import type {
  BusinessRule,
  RuleCondition,
  RuleOperand,
  RuleOperator,
  RuleStep,
} from '../../src/shared/rules/business-rule.ts';
import { must } from '../../src/shared/base/assert.ts';
import { readSolutionPath } from '../../server/solution/archive.ts';
import { readSolution } from '../../server/solution/read-solution.ts';
import { readBusinessRule, type XamlRead } from '../../server/solution/readers/business-rule.ts';
import { readProcess } from '../../server/solution/readers/process.ts';
import type { WorkflowHead } from '../../server/solution/readers/workflow.ts';
import { parseXml } from '../../server/solution/xml.ts';
import { corpusNote, hasCorpus, inCorpus } from '../support/corpus.ts';

const root = resolve(import.meta.dirname, '../../solutions');

interface Printer {
  ruleXaml(rule: BusinessRule<Labels>, typeOf: (column: string) => string | undefined): string;
  processXaml(
    process: Process<Labels>,
    typeOf: (table: string, column: string) => string | undefined,
  ): string;
}
interface Bundled {
  readonly processes: readonly Process<Labels>[];
  readonly rules: readonly BusinessRule<Labels>[];
  readonly mappings: readonly ColumnMapping[];
  readonly missing: readonly string[];
}

const load = async (name: string): Promise<unknown> =>
  import(pathToFileURL(join(root, 'generator', name)).href);
const printer = async (): Promise<Printer> => (await load('xaml.mjs')) as Printer;
const bundled = async (): Promise<ReadonlyMap<string, Bundled>> =>
  ((await load('files.mjs')) as { bundledWorkflows(): ReadonlyMap<string, Bundled> }).bundledWorkflows();

const untyped = (): undefined => undefined;

function headOf(
  one: Pick<Process<Labels>, 'id' | 'name' | 'description' | 'table' | 'active'>,
): WorkflowHead {
  return {
    ...one,
    category: 'business rule',
    title: '',
    uniqueName: '',
    order: 0,
    triggers: [],
    stepLabels: new Map(),
  };
}

function readBack<S>(
  text: string,
  head: WorkflowHead,
  read: (head: WorkflowHead, document: ReturnType<typeof parseXml>) => XamlRead<S>,
): S {
  const { source, coverage, root: element } = read(head, parseXml(text, 'printed.xaml'));
  expect(coverage.findings(element)).toEqual([]);
  return source;
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);
const byTables = (a: ColumnMapping, b: ColumnMapping): number =>
  `${a.source} ${a.target}` < `${b.source} ${b.target}` ? -1 : 1;

describe('processes, rules and mappings of the bundled solutions', () => {
  it('are read from their files as they are defined, without a remark', async () => {
    for (const [folder, models] of await bundled()) {
      const read = readSolution(await readSolutionPath(join(root, folder)));
      expect(read.processes, folder).toEqual([...models.processes].sort(byId));
      expect(read.rules, folder).toEqual([...models.rules].sort(byId));
      expect(read.mappings, folder).toEqual([...models.mappings].sort(byTables));
      expect(read.items.filter((item) => item.status === 'not understood')).toEqual([]);
    }
  });

  it('are there, in both languages', async () => {
    const all = [...(await bundled()).values()];
    const processes = all.flatMap((one) => one.processes);
    expect(processes.map((one) => one.uniqueName)).toEqual(
      expect.arrayContaining(['leadtoopportunitysalesprocess', 'opportunitysalesprocess']),
    );
    const named = [...processes, ...all.flatMap((one) => one.rules)].map((one) => one.name);
    const labelled = processes.flatMap((one) => one.stages.flatMap((stage) => [stage, ...stage.steps]));
    for (const labels of [...named, ...labelled.map((one) => one.label)])
      expect(Object.keys(labels)).toEqual(['1031', '1033']);
    expect(all.flatMap((one) => one.rules).map((one) => one.table)).toEqual(
      expect.arrayContaining(['account', 'lead', 'opportunity']),
    );
  });

  it('leave out only what names tables, columns or solutions that are not there, and say so', async () => {
    const { leftOut, bundledWorkflows } = (await load('files.mjs')) as {
      leftOut(): readonly string[];
      bundledWorkflows(): ReadonlyMap<string, Bundled>;
    };
    const model = await Promise.all(
      [...bundledWorkflows().keys()].map(async (folder) =>
        readSolution(await readSolutionPath(join(root, folder))),
      ),
    );
    const there = new Set([
      ...bundledWorkflows().keys(),
      ...model.flatMap((one) =>
        one.tables.flatMap(({ table }) => [
          table.logicalName,
          ...table.columns.map((column) => `${table.logicalName}.${column.logicalName}`),
        ]),
      ),
    ]);
    for (const what of leftOut()) expect(there.has(must(what.split(' ').at(-1), what)), what).toBe(false);
  });

  it('carry the qualified lead over to the account, the contact and the opportunity made of it', async () => {
    const { leftOut } = (await load('files.mjs')) as { leftOut(): readonly string[] };
    expect(leftOut()).toEqual([]);
    const { mappings } = readSolution(await readSolutionPath(join(root, 'sales')));
    const fromLead = mappings.filter(({ source }) => source === 'lead');
    expect(fromLead.map(({ target }) => target).sort()).toEqual(['account', 'contact', 'opportunity']);
    for (const { target, columns } of fromLead)
      expect(columns, target).toContainEqual({ from: 'leadid', to: 'originatingleadid' });
    expect(fromLead.find(({ target }) => target === 'account')?.columns).toContainEqual({
      from: 'companyname',
      to: 'name',
    });
  });

  it('lead from the qualified lead into the opportunity that came from it', async () => {
    const flow = must(
      (await bundled()).get('sales')?.processes.find((one) => one.crossings.length > 0),
      'a process over two tables',
    );
    const [qualify, develop, , close] = flow.stages;
    expect(flow.crossings).toEqual([
      {
        from: qualify?.id,
        to: develop?.id,
        relationship: 'opportunity_originating_lead',
        column: 'originatingleadid',
      },
    ]);
    expect(close).not.toHaveProperty('next');
  });
});

describe('printed XAML', () => {
  const name = fc.constantFrom('demo_a', 'demo_b', 'demo_c');
  const value: fc.Arbitrary<RuleOperand> = fc
    .oneof(
      fc.boolean(),
      fc.integer({ min: -1000, max: 1000 }),
      fc.string({ unit: 'grapheme-ascii', minLength: 1 }),
      fc.constantFrom('say "hi", {x}', '<&>', ' a '),
    )
    .map((one) => ({ kind: 'value', value: one }));
  const operand = fc.oneof(
    value,
    name.map((column): RuleOperand => ({ kind: 'column', column })),
    fc.constant<RuleOperand>({ kind: 'now' }),
    fc.constant<RuleOperand>({
      kind: 'value',
      value: '00000000-0000-4000-8000-000000000001',
      table: 'account',
    }),
    fc.tuple(fc.constantFrom('add', 'divide'), value, name).map(([operator, left, column]): RuleOperand => ({
      kind: 'formula',
      operator: operator as 'add' | 'divide',
      left,
      right: { kind: 'column', column },
    })),
  );
  const compare: fc.Arbitrary<RuleCondition> = fc.oneof(
    fc.record({
      kind: fc.constant('compare' as const),
      column: name,
      operator: fc.constantFrom<RuleOperator>('eq', 'ne', 'gt', 'contains', 'notends', 'on'),
      values: fc.array(operand, { minLength: 1, maxLength: 3 }),
    }),
    name.map((column): RuleCondition => ({ kind: 'compare', column, operator: 'notnull', values: [] })),
  );
  const group = (kind: 'and' | 'or', inner: fc.Arbitrary<RuleCondition>): fc.Arbitrary<RuleCondition> =>
    fc.array(inner, { minLength: 2, maxLength: 4 }).map((conditions) => ({ kind, conditions }));
  const condition = fc.oneof(
    compare,
    group('and', compare),
    group('or', fc.oneof(compare, group('and', compare))),
  );
  const action: fc.Arbitrary<RuleStep<Labels>> = fc.oneof(
    fc.record({ kind: fc.constantFrom('set' as const, 'default' as const), column: name, value: operand }),
    fc.record({ kind: fc.constant('clear' as const), column: name }),
    fc.record({ kind: fc.constant('show' as const), column: name, visible: fc.boolean() }),
    fc.record({ kind: fc.constant('lock' as const), column: name, locked: fc.boolean() }),
    fc.record({
      kind: fc.constant('require' as const),
      column: name,
      level: fc.constantFrom('none' as const, 'recommended' as const, 'required' as const),
    }),
    fc.record({
      kind: fc.constant('error' as const),
      column: name,
      message: fc.constant({ '1033': 'Not "so"', '1031': 'Nicht <so>' }),
    }),
  );
  const steps = fc.letrec<{ step: RuleStep<Labels>; list: RuleStep<Labels>[] }>((tie) => ({
    step: fc.oneof(
      { depthSize: 'small' },
      action,
      fc
        .tuple(condition, tie('list'), fc.option(tie('list'), { nil: undefined }))
        .map(([when, then, otherwise]) => ({
          kind: 'decide' as const,
          branches: [
            { label: 'If', when, then },
            ...(otherwise === undefined ? [] : [{ label: '', then: otherwise }]),
          ],
        })),
    ),
    list: fc.array(tie('step'), { minLength: 1, maxLength: 3 }),
  })).list;

  it('of any rule is read back as the rule', async () => {
    const { ruleXaml } = await printer();
    fc.assert(
      fc.property(steps, (list) => {
        const rule: BusinessRule<Labels> = {
          id: '00000000-0000-4000-8000-000000000001',
          name: {},
          description: {},
          table: 'demo',
          scope: { kind: 'table' },
          active: true,
          steps: list,
        };
        expect(readBack(ruleXaml(rule, untyped), headOf(rule), readBusinessRule).steps).toEqual(list);
      }),
    );
  });

  it('refuses what has none', async () => {
    const { ruleXaml } = await printer();
    const rule = { table: 'demo', steps: [{ kind: 'unsupported', what: 'a rocket' }] };
    expect(() => ruleXaml(rule as unknown as BusinessRule<Labels>, untyped)).toThrow('no XAML for a rocket');
  });

  it.skipIf(!hasCorpus)(`of real rules and processes is read back as they are${corpusNote}`, async () => {
    const { ruleXaml, processXaml } = await printer();
    for (const archive of ['PermitManagement_1_0_0_3.zip', 'PurchaseRequisition.zip']) {
      const model = readSolution(await readSolutionPath(inCorpus('solutions', archive)));
      for (const rule of model.rules)
        expect(readBack(ruleXaml(rule, untyped), headOf(rule), readBusinessRule).steps).toEqual(rule.steps);
      for (const process of model.processes) {
        const again = readBack(processXaml(process, untyped), headOf(process), readProcess);
        expect(again.stages).toEqual(process.stages);
        expect(again.crossings).toEqual(process.crossings);
      }
    }
  });
});
