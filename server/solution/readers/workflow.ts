import { readGuid, type Guid } from '../../../src/shared/base/guid.ts';
import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { Labels } from '../../../src/shared/metadata/table.ts';
import { allAt, attributeOf, flagOf, labelsFrom, numberOf, textAt } from '../element.ts';

/** Kinds of workflows by their category's number. */
export const workflowCategories = [
  'workflow',
  'dialog',
  'business rule',
  'action',
  'business process flow',
  'flow',
] as const;
export type WorkflowCategory = (typeof workflowCategories)[number];

/** What a `Workflow` element says about a process, whatever its category. */
export interface WorkflowHead {
  readonly id: Guid;
  readonly category: WorkflowCategory;
  readonly name: Labels;
  /** English, else any, else `unnamed`. */
  readonly title: string;
  readonly description: Labels;
  readonly uniqueName: string;
  /** Logical name; empty for processes without a table. */
  readonly table: string;
  readonly active: boolean;
  readonly order: number;
  readonly triggerScope?: number;
  readonly formId?: Guid;
  /** Path of the XAML or JSON file as the element gives it, without a leading slash. */
  readonly file?: string;
  /** When it starts by itself, in words: `create`, `update of a, b`, `delete`, `on demand`. */
  readonly triggers: readonly string[];
  /** Labels of stages and steps by their id. */
  readonly stepLabels: ReadonlyMap<Guid, Labels>;
}

function triggersOf(element: XmlElement): string[] {
  const has = (name: string): boolean => flagOf(textAt(element, name), false);
  const columns = textAt(element, 'TriggerOnUpdateAttributeList');
  return [
    ...(has('TriggerOnCreate') ? ['create'] : []),
    ...(columns === undefined
      ? []
      : [
          `update of ${columns
            .split(',')
            .map((one) => one.trim())
            .join(', ')}`,
        ]),
    ...(has('TriggerOnDelete') ? ['delete'] : []),
    ...(has('OnDemand') ? ['on demand'] : []),
    ...(has('Subprocess') ? ['other processes'] : []),
  ];
}

function stepLabelsOf(element: XmlElement): ReadonlyMap<Guid, Labels> {
  return new Map(
    allAt(element, 'labels', 'steplabels').flatMap((one): [Guid, Labels][] => {
      const id = readGuid(attributeOf(one, 'id') ?? '');
      return id === undefined ? [] : [[id, labelsFrom(allAt(one, 'label'))]];
    }),
  );
}

/** Reads a `Workflow` element; text says why it cannot be read. */
export function readWorkflowHead(element: XmlElement): WorkflowHead | string {
  const id = readGuid(attributeOf(element, 'WorkflowId') ?? '');
  if (id === undefined) return 'it has no WorkflowId';
  const category = workflowCategories[numberOf(textAt(element, 'Category')) ?? 0];
  if (category === undefined) return `its category ${textAt(element, 'Category')} is not known`;
  const fallback = attributeOf(element, 'Name');
  const labels = labelsFrom(allAt(element, 'LocalizedNames', 'LocalizedName'));
  const name = Object.keys(labels).length > 0 || fallback === undefined ? labels : { '1033': fallback };
  const table = textAt(element, 'PrimaryEntity')?.toLowerCase() ?? '';
  const triggerScope = numberOf(textAt(element, 'ProcessTriggerScope'));
  const formId = readGuid(textAt(element, 'ProcessTriggerFormId') ?? '');
  const file = (textAt(element, 'XamlFileName') ?? textAt(element, 'JsonFileName'))?.replace(/^\/+/, '');
  return {
    id,
    category,
    name,
    title: name['1033'] ?? Object.values(name)[0] ?? 'unnamed',
    description: labelsFrom(allAt(element, 'Descriptions', 'Description')),
    uniqueName: textAt(element, 'UniqueName')?.toLowerCase() ?? '',
    table: table === 'none' ? '' : table,
    active: textAt(element, 'StateCode') === '1',
    order: numberOf(textAt(element, 'processorder')) ?? 0,
    ...(triggerScope === undefined ? {} : { triggerScope }),
    ...(formId === undefined ? {} : { formId }),
    ...(file === undefined ? {} : { file }),
    triggers: triggersOf(element),
    stepLabels: stepLabelsOf(element),
  };
}
