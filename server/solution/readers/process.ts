import { readGuid, type Guid } from '../../../src/shared/base/guid.ts';
import type { XmlElement } from '../../../src/shared/base/xml.ts';
import {
  stageCategories,
  type Process,
  type ProcessBranch,
  type ProcessCrossing,
  type ProcessStage,
  type ProcessStep,
} from '../../../src/shared/metadata/process.ts';
import type { Labels } from '../../../src/shared/metadata/table.ts';
import { flagOf, numberOf } from '../element.ts';
import { workflowOf, type XamlRead } from './business-rule.ts';
import type { WorkflowHead } from './workflow.ts';
import { readDecision, XamlScope } from './xaml-condition.ts';
import {
  activitiesOf,
  activityName,
  stepLabels,
  textOfValue,
  valueOf,
  xamlAttribute,
  XamlCoverage,
} from './xaml.ts';

/** A stage before it is known which one follows: older processes leave that to the order. */
interface FoundStage {
  readonly stage: Omit<ProcessStage<Labels>, 'next'>;
  readonly next?: Guid;
  readonly statesNext: boolean;
}

function descendants(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((child) => [
    ...(activityName(child) === name ? [child] : []),
    ...descendants(child, name),
  ]);
}

class ProcessReader {
  readonly coverage = new XamlCoverage();
  readonly stages: FoundStage[] = [];
  readonly crossings: ProcessCrossing[] = [];
  readonly #head: WorkflowHead;

  constructor(head: WorkflowHead) {
    this.#head = head;
  }

  #labels(element: XmlElement, id: Guid): Labels {
    return { ...stepLabels(valueOf(element, 'StepLabels')), ...this.#head.stepLabels.get(id) };
  }

  #crossings(element: XmlElement): void {
    this.coverage.use(element);
    for (const sequence of activitiesOf(element)) {
      if (activityName(sequence) !== 'Sequence') continue;
      this.coverage.use(sequence);
      for (const one of sequence.children.filter((child) => activityName(child) === 'StageRelationship')) {
        const from = readGuid(xamlAttribute(one, 'SourceStageId') ?? '');
        const to = readGuid(xamlAttribute(one, 'TargetStageId') ?? '');
        if (from === undefined || to === undefined) {
          this.coverage.miss(one, 'names no stages');
          continue;
        }
        this.coverage.use(one);
        this.crossings.push({
          from,
          to,
          ...this.#relationship(xamlAttribute(one, 'RelationshipName'), xamlAttribute(one, 'AttributeName')),
        });
      }
    }
  }

  #relationship(name: string | undefined, column: string | undefined) {
    return {
      ...(name === undefined || name === '' ? {} : { relationship: name }),
      ...(column === undefined || column === '' ? {} : { column: column.toLowerCase() }),
    };
  }

  #step(element: XmlElement): ProcessStep<Labels>[] {
    const id = readGuid(textOfValue(element, 'ProcessStepId') ?? '');
    if (id === undefined) {
      this.coverage.miss(element, 'has no ProcessStepId');
      return [];
    }
    this.coverage.use(element);
    const label = this.#labels(element, id);
    const required = flagOf(textOfValue(element, 'IsProcessRequired'), false);
    return activitiesOf(element).flatMap((activity): ProcessStep<Labels>[] => {
      const controls = activityName(activity) === 'Sequence' ? activity.children : [];
      const found = controls.flatMap((control): ProcessStep<Labels>[] => {
        const column = xamlAttribute(control, 'DataFieldName')?.toLowerCase();
        const classId = readGuid(xamlAttribute(control, 'ClassId') ?? '');
        if (activityName(control) !== 'Control' || !column || classId === undefined) return [];
        this.coverage.use(control);
        return [{ kind: 'column', id, label, column, required, classId }];
      });
      if (found.length > 0) {
        this.coverage.use(activity);
        return found;
      }
      this.coverage.miss(activity, 'is a step without a column');
      return [{ kind: 'unsupported', id, label, what: activityName(activity) }];
    });
  }

  #branches(element: XmlElement): ProcessBranch[] {
    return readDecision(element, new XamlScope(), this.coverage).flatMap(({ label, when, then }) => {
      const targets = then.flatMap((activity): Guid[] =>
        descendants({ ...activity, children: [activity] }, 'SetNextStage').flatMap((one) => {
          const stage = readGuid(xamlAttribute(one, 'StageId') ?? '');
          if (stage === undefined) return [];
          this.coverage.use(activity);
          this.coverage.use(one);
          return [stage];
        }),
      );
      const stage = targets[0];
      if (targets.length > 1)
        for (const activity of then.slice(1)) this.coverage.miss(activity, 'is a second next stage');
      return stage === undefined ? [] : [{ label, ...(when === undefined ? {} : { when }), stage }];
    });
  }

  #stage(element: XmlElement, table: string): void {
    const id = readGuid(textOfValue(element, 'StageId') ?? '');
    if (id === undefined) {
      this.coverage.miss(element, 'has no StageId');
      return;
    }
    this.coverage.use(element);
    const category = stageCategories[numberOf(textOfValue(element, 'StageCategory')) ?? -1];
    const steps: ProcessStep<Labels>[] = [];
    const branches: ProcessBranch[] = [];
    for (const activity of activitiesOf(element)) {
      const name = activityName(activity);
      if (name === 'StepComposite') steps.push(...this.#step(activity));
      else if (name === 'ConditionSequence') branches.push(...this.#branches(activity));
      else this.coverage.miss(activity, 'is not known in a stage');
    }
    const next = readGuid(textOfValue(element, 'NextStageId') ?? '');
    this.stages.push({
      stage: {
        id,
        label: this.#labels(element, id),
        table,
        ...(category === undefined ? {} : { category }),
        steps,
        branches,
      },
      ...(next === undefined ? {} : { next }),
      statesNext: valueOf(element, 'NextStageId') !== undefined,
    });
  }

  #entity(element: XmlElement): void {
    const table = /^EntityStep\w*:\s*(\S+)/i.exec(xamlAttribute(element, 'DisplayName') ?? '')?.[1];
    if (table === undefined) {
      this.coverage.miss(element, 'names no table');
      return;
    }
    this.coverage.use(element);
    const before = this.stages.at(-1);
    const first = this.stages.length;
    for (const stage of activitiesOf(element)) {
      if (activityName(stage) === 'StageComposite') this.#stage(stage, table.toLowerCase());
      else this.coverage.miss(stage, 'is not known in a process');
    }
    // Older processes name the relationship on the group of the table that it leads to.
    const relationship = textOfValue(element, 'RelationshipName');
    const to = this.stages[first];
    if (relationship === undefined || before === undefined || to === undefined) return;
    this.crossings.push({
      from: before.stage.id,
      to: to.stage.id,
      ...this.#relationship(relationship, textOfValue(element, 'AttributeName')),
    });
  }

  read(root: XmlElement): void {
    for (const element of activitiesOf(root)) {
      const name = activityName(element);
      if (name === 'StageRelationshipCollectionComposite') this.#crossings(element);
      else if (name === 'EntityComposite') this.#entity(element);
      else this.coverage.miss(element, 'is not known in a process');
    }
  }

  /** Stages with their followers; where no stage states one, the order of the document is the way. */
  linked(): ProcessStage<Labels>[] {
    const states = this.stages.some((one) => one.statesNext);
    return this.stages.map(({ stage, next }, at) => {
      const follower = states ? next : this.stages[at + 1]?.stage.id;
      return { ...stage, ...(follower === undefined ? {} : { next: follower }) };
    });
  }
}

/** Reads the XAML of a business process flow (workflow of category 4). */
export function readProcess(head: WorkflowHead, document: XmlElement): XamlRead<Process<Labels>> {
  const root = workflowOf(document);
  const reader = new ProcessReader(head);
  reader.read(root);
  const stages = reader.linked();
  return {
    coverage: reader.coverage,
    root,
    source: {
      id: head.id,
      uniqueName: head.uniqueName === '' ? head.id : head.uniqueName,
      name: head.name,
      description: head.description,
      table: stages[0]?.table ?? head.table,
      order: head.order,
      active: head.active,
      stages,
      crossings: reader.crossings,
    },
  };
}
