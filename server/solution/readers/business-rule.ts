import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { Labels } from '../../../src/shared/metadata/table.ts';
import type { BusinessRule, RuleScope } from '../../../src/shared/rules/business-rule.ts';
import { childOf } from '../element.ts';
import type { WorkflowHead } from './workflow.ts';
import { XamlScope } from './xaml-condition.ts';
import { readSteps } from './xaml-steps.ts';
import { activitiesOf, XamlCoverage, localName } from './xaml.ts';

/** A document read, with the account of what was understood of it. */
export interface XamlRead<S> {
  readonly source: S;
  readonly coverage: XamlCoverage;
  /** The element that the account is about. */
  readonly root: XmlElement;
}

/** The `Workflow` element inside an `Activity`. */
export function workflowOf(document: XmlElement): XmlElement {
  return (
    document.children.find((child) => localName(child.name) === 'Workflow') ??
    childOf(document, 'Workflow') ??
    document
  );
}

/** ProcessTriggerScope: 2 or none the table, 1 forms, all of them or the one that is named. */
function scopeOf(head: WorkflowHead): RuleScope {
  if (head.triggerScope !== 1) return { kind: 'table' };
  return head.formId === undefined ? { kind: 'forms' } : { kind: 'form', formId: head.formId };
}

/** Reads the XAML of a business rule (workflow of category 2). */
export function readBusinessRule(head: WorkflowHead, document: XmlElement): XamlRead<BusinessRule<Labels>> {
  const coverage = new XamlCoverage();
  const root = workflowOf(document);
  const steps = readSteps(activitiesOf(root), new XamlScope(), coverage);
  return {
    coverage,
    root,
    source: {
      id: head.id,
      name: head.name,
      description: head.description,
      table: head.table,
      scope: scopeOf(head),
      active: head.active,
      steps,
    },
  };
}
