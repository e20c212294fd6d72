import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { SolutionModel } from '../../../server/solution/solution-model.ts';
import { readSolution } from '../../../server/solution/read-solution.ts';
import { sampleCustomizations, sampleManifest } from './sample-solution.ts';
import {
  activities,
  activity,
  branch,
  compare,
  constant,
  decide,
  expression,
  get,
  lock,
  withProperties,
  workflow,
  xaml,
} from './sample-xaml.ts';

const ids = Array.from({ length: 9 }, (_, at) => `00000000-0000-4000-8000-00000000000${at}`);
const id = (at: number): string => ids[at] ?? '';

function read(sections: string, files: Readonly<Record<string, string>> = {}): SolutionModel {
  return readSolution({
    name: 'sample.zip',
    entries: new Map(
      Object.entries({
        'solution.xml': sampleManifest(),
        'customizations.xml': sampleCustomizations({ sections }),
        ...files,
      }).map(([path, text]) => [path, strToU8(text)]),
    ),
  });
}

const told = (model: SolutionModel, kind: string): string[] =>
  model.items
    .filter((item) => item.kind === kind)
    .map((item) => `${item.status}: ${item.name}: ${item.reason ?? ''}`);

function readRule(parts: string, extra = ''): SolutionModel {
  const head = workflow({ id: id(1), category: 2, file: 'Workflows/rule.xaml', extra });
  return read(`<Workflows>${head}</Workflows>`, { 'Workflows/rule.xaml': xaml(parts) });
}

describe('business rules', () => {
  it('are read with their condition, their branches in order, and the else', () => {
    const model = readRule(
      decide(
        get('demo_hold', 'a') +
          constant('Boolean', '1', 'b') +
          compare('Equal', 'a', ['b'], 'c') +
          branch('[c]', lock('demo_limit')) +
          branch('[True]', lock('demo_limit', false)),
      ),
    );
    expect(model.rules[0]).toMatchObject({
      table: 'demo_thing',
      scope: { kind: 'table' },
      active: true,
      steps: [
        {
          kind: 'decide',
          branches: [
            {
              label: 'Why',
              when: {
                kind: 'compare',
                column: 'demo_hold',
                operator: 'eq',
                values: [{ kind: 'value', value: true }],
              },
              then: [{ kind: 'lock', column: 'demo_limit', locked: true }],
            },
            { then: [{ kind: 'lock', column: 'demo_limit', locked: false }] },
          ],
        },
      ],
    });
    expect(told(model, 'business rule')).toEqual(['kept: demo_thing: Sample: read; runs in a later version']);
  });

  it('keep in which forms they run', () => {
    const scope = (extra: string): unknown => readRule(lock('demo_limit'), extra).rules[0]?.scope;
    expect(scope('<ProcessTriggerScope>2</ProcessTriggerScope>')).toEqual({ kind: 'table' });
    expect(scope('<ProcessTriggerScope>1</ProcessTriggerScope>')).toEqual({ kind: 'forms' });
    expect(
      scope(
        `<ProcessTriggerScope>1</ProcessTriggerScope><ProcessTriggerFormId>{${id(5)}}</ProcessTriggerFormId>`,
      ),
    ).toEqual({ kind: 'form', formId: id(5) });
  });

  it('set values, defaults and formulas, clear columns, and show errors', () => {
    const set = (column: string, variable: string, kind = 'SetAttributeValue'): string =>
      `<mxswa:SetEntityProperty Attribute="${column}" Value="[${variable}]"/><mcwc:${kind}/>`;
    const model = readRule(
      `<Sequence><Assign To="[CreatedEntities(&quot;primaryEntity#Temp&quot;)]" Value="[x]"/>${constant('Money', '1.50', 'a')}${set('demo_a', 'a')}</Sequence>
       <Sequence>${constant('OptionSetValue', '7', 'b')}${set('demo_b', 'b', 'SetDefaultValue')}</Sequence>
       <Sequence>${set('demo_c', 'Nothing')}</Sequence>
       <Sequence>${get('demo_a', 'd')}${expression('Multiply', '[New Object() { d, a }]', 'e')}${set('demo_e', 'e')}</Sequence>
       <Sequence>${expression('RetrieveCurrentTime', '[New Object() {  }]', 'f')}${set('demo_f', 'f')}</Sequence>
       <Sequence><mcwc:SetMessage ControlId="demo_a" Level="[Nothing]"><mcwc:SetMessage.StepLabels><mcwo:StepLabel Description="No." LanguageCode="1033"/></mcwc:SetMessage.StepLabels></mcwc:SetMessage></Sequence>
       <Sequence><mcwc:SetFieldRequiredLevel ControlId="demo_a" RequiredLevel="Recommended"/></Sequence>`,
    );
    expect(model.rules[0]?.steps).toEqual([
      { kind: 'set', column: 'demo_a', value: { kind: 'value', value: '1.50' } },
      { kind: 'default', column: 'demo_b', value: { kind: 'value', value: 7 } },
      { kind: 'clear', column: 'demo_c' },
      {
        kind: 'set',
        column: 'demo_e',
        value: {
          kind: 'formula',
          operator: 'multiply',
          left: { kind: 'column', column: 'demo_a' },
          right: { kind: 'value', value: '1.50' },
        },
      },
      { kind: 'set', column: 'demo_f', value: { kind: 'now' } },
      { kind: 'error', column: 'demo_a', message: { '1033': 'No.' } },
      { kind: 'require', column: 'demo_a', level: 'recommended' },
    ]);
    expect(model.items.filter((item) => item.status === 'not understood')).toEqual([]);
  });

  it('never lose an activity: what is not known is told by name and reason, and keeps its place', () => {
    const model = readRule(
      decide(
        get('demo_a', 'a', 'InputEntities("related_demo_b#account")') +
          compare('NotNull', 'a', [], 'c') +
          branch('[c]', lock('demo_limit')),
      ) +
        activity('SendRocket', '') +
        '<Sequence><my:Custom Value="[v]"/><mxswa:SetEntityProperty Attribute="demo_z" Value="[v]"/><mcwc:SetAttributeValue/></Sequence>' +
        '<Sequence><mcwc:SetVisibility ControlId="grid" ControlType="subgrid" IsVisible="False"/></Sequence>',
    );
    expect(told(model, 'business rule')).toEqual([
      'kept: demo_thing: Sample: read; runs in a later version',
      'not understood: demo_thing: Sample: GetEntityProperty reads the column demo_a of a related row',
      'not understood: demo_thing: Sample: EvaluateCondition compares the column demo_a of a related row',
      'not understood: demo_thing: Sample: SendRocket is not known in a rule',
      'not understood: demo_thing: Sample: Custom is not known in a rule',
      'not understood: demo_thing: Sample: SetEntityProperty sets demo_z to a value that is not known',
      'not understood: demo_thing: Sample: SetAttributeValue sets no column',
      'not understood: demo_thing: Sample: SetVisibility acts on a control of type subgrid',
    ]);
    const kinds = JSON.stringify(model.rules[0]?.steps).match(/"kind":"unsupported"/g) ?? [];
    expect(kinds).toHaveLength(6);
  });

  it.each([
    ['an operator', decide(get('a', 'a') + compare('Around', 'a', ['a'], 'c') + branch('[c]', lock('b')))],
    [
      'a value type',
      decide(
        get('a', 'a') +
          constant('Blob', '1', 'v') +
          compare('Equal', 'a', ['v'], 'c') +
          branch('[c]', lock('b')),
      ),
    ],
    ['a condition', decide(branch('[nowhere]', lock('b')))],
  ])('stay silent where %s is not known', (_, parts) => {
    const step = readRule(parts).rules[0]?.steps[0];
    expect(step).toMatchObject({ kind: 'decide', branches: [{ when: { kind: 'unsupported' } }] });
  });

  it('that are no XML or lack their file are told and do not end the import', () => {
    const heads = [1, 2].map((at) =>
      workflow({ id: id(at), category: 2, name: `R${at}`, file: `Workflows/${at}.xaml` }),
    );
    const model = read(`<Workflows>${heads.join('')}</Workflows>`, { 'Workflows/1.xaml': '<Activity>' });
    expect(model.rules).toEqual([]);
    expect(told(model, 'business rule')).toEqual([
      expect.stringMatching(/^not understood: demo_thing: R1: Workflows\/1.xaml, line 1: /),
      'not understood: demo_thing: R2: its file Workflows/2.xaml is missing',
    ]);
    expect(model.kept.filter((one) => one.kind === 'workflow')).toHaveLength(2);
    expect(model.kept.map((one) => one.name)).toContain('Workflows/1.xaml');
  });
});

describe('business process flows', () => {
  const labels = (text: string): string =>
    `<sco:Collection x:Key="StepLabels"><mcwo:StepLabel Description="${text}" LanguageCode="1033"/></sco:Collection>`;
  const text = (key: string, value: string | undefined): string =>
    value === undefined ? `<x:Null x:Key="${key}"/>` : `<x:String x:Key="${key}">${value}</x:String>`;
  const step = (at: number, column: string): string =>
    activity(
      'StepComposite',
      withProperties(
        activities(
          `<Sequence><mcwb:Control ClassId="4273edbd-ac1d-40d3-9fb2-095c621b552d" DataFieldName="${column}"/></Sequence>`,
        ) +
          labels(column) +
          text('ProcessStepId', id(at)) +
          '<x:Boolean x:Key="IsProcessRequired">True</x:Boolean>',
      ),
    );
  const stage = (at: number, parts: string, next?: string): string =>
    activity(
      'StageComposite',
      withProperties(
        activities(parts) +
          labels(`Stage ${at}`) +
          text('StageId', id(at)) +
          text('StageCategory', '0') +
          (next ?? ''),
      ),
    );
  const entity = (table: string, stages: string, extra = ''): string =>
    activity('EntityComposite', withProperties(activities(stages) + extra), `EntityStep2: ${table}`);

  function readFlow(parts: string, extra = ''): SolutionModel {
    const head = workflow({
      id: id(0),
      category: 4,
      file: 'Workflows/flow.xaml',
      extra: `<UniqueName>demo_Flow</UniqueName><processorder>3</processorder>${extra}`,
    });
    return read(`<Workflows>${head}</Workflows>`, { 'Workflows/flow.xaml': xaml(parts) });
  }

  it('are read with stages, steps, labels in all languages, branches and crossings', () => {
    const model = readFlow(
      activity(
        'StageRelationshipCollectionComposite',
        withProperties(
          activities(
            `<Sequence><mcwb:StageRelationship AttributeName="demo_From" RelationshipName="demo_rel" SourceStageId="${id(1)}" TargetStageId="${id(2)}"/></Sequence>`,
          ),
        ),
      ) +
        entity(
          'demo_thing',
          stage(
            1,
            step(7, 'demo_a') +
              decide(
                get('demo_a', 'a') +
                  compare('Null', 'a', [], 'c') +
                  branch('[c]', `<Sequence><mcwc:SetNextStage StageId="${id(3)}"/></Sequence>`) +
                  branch('True', `<Sequence><mcwc:SetNextStage StageId="${id(2)}"/></Sequence>`),
              ),
            text('NextStageId', id(2)),
          ),
        ) +
        entity('demo_other', stage(2, '', text('NextStageId', undefined))),
      `<labels><steplabels id="{${id(1)}}"><label description="Stufe" languagecode="1031"/></steplabels></labels>`,
    );
    expect(model.processes[0]).toMatchObject({
      uniqueName: 'demo_flow',
      table: 'demo_thing',
      order: 3,
      crossings: [{ from: id(1), to: id(2), relationship: 'demo_rel', column: 'demo_from' }],
      stages: [
        {
          id: id(1),
          category: 'qualify',
          label: { '1033': 'Stage 1', '1031': 'Stufe' },
          steps: [{ kind: 'column', id: id(7), column: 'demo_a', required: true }],
          next: id(2),
          branches: [
            { when: { kind: 'compare', operator: 'null', values: [] }, stage: id(3) },
            { stage: id(2) },
          ],
        },
        { id: id(2), table: 'demo_other', branches: [] },
      ],
    });
    expect(model.processes[0]?.stages[1]).not.toHaveProperty('next');
    expect(model.items.filter((item) => item.status === 'not understood')).toEqual([]);
  });

  it('of the older shape follow the order of the document and cross where the table changes', () => {
    const model = readFlow(
      entity('demo_thing', stage(1, '') + stage(2, '')) +
        entity(
          'demo_other',
          stage(3, ''),
          text('RelationshipName', 'demo_rel') + text('AttributeName', 'demo_from'),
        ),
    );
    expect(model.processes[0]?.stages.map((one) => one.next)).toEqual([id(2), id(3), undefined]);
    expect(model.processes[0]?.crossings).toEqual([
      { from: id(2), to: id(3), relationship: 'demo_rel', column: 'demo_from' },
    ]);
  });

  it('keep the place of steps that are no column, and tell of them', () => {
    const action = activity(
      'StepComposite',
      withProperties(
        activities(activity('ActionComposite', '')) + labels('Notify') + text('ProcessStepId', id(6)),
      ),
    );
    const model = readFlow(entity('demo_thing', stage(1, action)));
    expect(model.processes[0]?.stages[0]?.steps).toEqual([
      { kind: 'unsupported', id: id(6), label: { '1033': 'Notify' }, what: 'ActionComposite' },
    ]);
    expect(told(model, 'business process flow')).toContain(
      'not understood: demo_thing: Sample: ActionComposite is a step without a column',
    );
  });
});

describe('what does not run', () => {
  it('is told with its table and trigger', () => {
    const flow = (trigger: unknown): string =>
      JSON.stringify({ properties: { definition: { triggers: { one: trigger } } } });
    const parameters = {
      'subscriptionRequest/message': 3,
      'subscriptionRequest/entityname': 'account',
      'subscriptionRequest/filteringattributes': 'name,fax',
    };
    const sections = `<Workflows>
      ${workflow({ id: id(1), category: 0, name: 'Classic', extra: '<TriggerOnCreate>1</TriggerOnCreate><TriggerOnUpdateAttributeList>a,b</TriggerOnUpdateAttributeList><TriggerOnDelete>1</TriggerOnDelete>' })}
      ${workflow({ id: id(2), category: 1, name: 'Dialog', extra: '<OnDemand>1</OnDemand>' })}
      ${workflow({ id: id(3), category: 3, name: 'Action', table: 'none' })}
      ${workflow({ id: id(4), category: 5, name: 'Row', table: 'none', file: 'Workflows/row.json' })}
      ${workflow({ id: id(5), category: 5, name: 'Clock', table: 'none', file: 'Workflows/clock.json' })}
      ${workflow({ id: id(6), category: 5, name: 'Broken', table: 'none', file: 'Workflows/broken.json' })}
      ${workflow({ id: id(7), category: 9, name: 'Strange' })}</Workflows>
      <SolutionPluginAssemblies><PluginAssembly FullName="Demo.Plugins, Version=1.0.0.0" PluginAssemblyId="${id(8)}"/></SolutionPluginAssemblies>
      <SdkMessageProcessingSteps><SdkMessageProcessingStep Name="Check" SdkMessageProcessingStepId="{${id(8)}}"><SdkMessageId>{20bebb1b-ea3e-db11-86a7-000a3a5473e8}</SdkMessageId><PrimaryEntity>account</PrimaryEntity><FilteringAttributes>name,fax</FilteringAttributes><Stage>20</Stage></SdkMessageProcessingStep></SdkMessageProcessingSteps>`;
    const model = read(sections, {
      'Workflows/row.json': flow({ type: 'OpenApiConnectionWebhook', inputs: { parameters } }),
      'Workflows/clock.json': flow({ type: 'Recurrence', recurrence: { frequency: 'Day', interval: 2 } }),
      'Workflows/broken.json': '{',
    });
    const all = ['workflow', 'dialog', 'action', 'flow', 'plug-in assembly', 'plug-in step'].flatMap((kind) =>
      told(model, kind),
    );
    expect(all).toEqual([
      'kept: demo_thing: Classic: is not run; started by create, update of a, b, delete',
      'not understood: Strange: its category 9 is not known',
      'kept: demo_thing: Dialog: is not run; started by on demand',
      'kept: Action: is not run; started by nothing by itself',
      'kept: Row: is not run; started by update of account (name, fax)',
      'kept: Clock: is not run; started by a schedule, every 2 day',
      'kept: Broken: is not run; started by an unknown trigger',
      'kept: Demo.Plugins: is not run',
      'kept: Check: is not run; started by update of account (name, fax), before the operation',
    ]);
    expect(model.kept.filter((one) => one.kind === 'workflow')).toHaveLength(7);
  });
});

describe('column mappings', () => {
  it('are read in lower case and told', () => {
    const model = read(
      '<EntityMaps><EntityMap><EntitySource>Account</EntitySource><EntityTarget>contact</EntityTarget><AttributeMaps><AttributeMap><AttributeSource>AccountId</AttributeSource><AttributeTarget>parentcustomerid</AttributeTarget></AttributeMap></AttributeMaps></EntityMap></EntityMaps>',
    );
    expect(model.mappings).toEqual([
      { source: 'account', target: 'contact', columns: [{ from: 'accountid', to: 'parentcustomerid' }] },
    ]);
    expect(told(model, 'column mapping')).toEqual([
      'kept: account to contact: read; runs in a later version',
    ]);
  });
});
