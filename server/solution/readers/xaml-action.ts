import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { Labels } from '../../../src/shared/metadata/table.ts';
import type {
  RuleAction,
  RuleOperand,
  RuleRequired,
  RuleStep,
} from '../../../src/shared/rules/business-rule.ts';
import { flagOf } from '../element.ts';
import { readPreparation, type XamlScope } from './xaml-condition.ts';
import { activityName, localName, stepLabels, variableOf, xamlAttribute, type XamlCoverage } from './xaml.ts';

const requiredLevels: Readonly<Record<string, RuleRequired>> = {
  none: 'none',
  norequirement: 'none',
  recommended: 'recommended',
  required: 'required',
  applicationrequired: 'required',
};

function named(element: XmlElement, suffix: string): XmlElement | undefined {
  return element.children.find((child) => localName(child.name).endsWith(suffix));
}

function columnOf(element: XmlElement): string | undefined {
  const control = xamlAttribute(element, 'ControlId')?.toLowerCase();
  return control === undefined || control === '' ? undefined : control;
}

/** A column whose value is made but not yet given to the form: `SetEntityProperty` before its action. */
interface Pending {
  readonly element: XmlElement;
  readonly column: string;
  readonly value: RuleOperand;
}

/** Whether anything but the element itself gives the variable a value. */
function isMade(within: XmlElement, variable: string, except: XmlElement): boolean {
  if (within === except) return false;
  const wanted = `[${variable}]`;
  return (
    within.text.trim() === wanted ||
    Object.values(within.attributes).some((value) => value.trim() === wanted) ||
    within.children.some((child) => isMade(child, variable, except))
  );
}

class ActionReader {
  readonly #sequence: XmlElement;
  readonly #scope: XamlScope;
  readonly #coverage: XamlCoverage;
  readonly #deeper: (element: XmlElement) => RuleStep<Labels>[];
  #pending: Pending[] = [];

  constructor(
    sequence: XmlElement,
    scope: XamlScope,
    coverage: XamlCoverage,
    deeper: (element: XmlElement) => RuleStep<Labels>[],
  ) {
    this.#sequence = sequence;
    this.#scope = scope;
    this.#coverage = coverage;
    this.#deeper = deeper;
  }

  #unsupported(element: XmlElement, reason: string): RuleAction<Labels>[] {
    this.#coverage.miss(element, reason);
    return [{ kind: 'unsupported', what: activityName(element) }];
  }

  #note(element: XmlElement): RuleAction<Labels>[] {
    const column = xamlAttribute(element, 'Attribute')?.toLowerCase();
    if (column === undefined) return this.#unsupported(element, 'names no column');
    const stated = xamlAttribute(element, 'Value');
    const variable = variableOf(stated);
    if (stated !== undefined && stated !== '' && variable === undefined)
      return this.#unsupported(element, `sets ${column} to ${stated}`);
    const found = this.#scope.operand(variable);
    if (found === undefined && variable !== undefined && isMade(this.#sequence, variable, element))
      return this.#unsupported(element, `sets ${column} to a value that is not known`);
    this.#coverage.use(element);
    // A variable that nothing was assigned to, and Nothing itself, empty the column.
    this.#pending.push({ element, column, value: found ?? { kind: 'value', value: null } });
    return [];
  }

  #flush(element: XmlElement, kind: 'set' | 'default'): RuleAction<Labels>[] {
    const pending = this.#pending;
    this.#pending = [];
    if (pending.length === 0) return this.#unsupported(element, 'sets no column');
    this.#coverage.use(element);
    return pending.map(({ column, value }): RuleAction<Labels> => {
      if (value.kind === 'value' && value.value === null && kind === 'set') return { kind: 'clear', column };
      return value.kind === 'unsupported'
        ? { kind: 'unsupported', what: `${column} from ${value.what}` }
        : { kind, column, value };
    });
  }

  #state(element: XmlElement): RuleAction<Labels>[] {
    const column = columnOf(element);
    if (column === undefined) return this.#unsupported(element, 'names no control');
    const type = xamlAttribute(element, 'ControlType') ?? 'standard';
    if (type !== 'standard') return this.#unsupported(element, `acts on a control of type ${type}`);
    this.#coverage.use(element);
    switch (activityName(element)) {
      case 'SetVisibility':
        return [{ kind: 'show', column, visible: flagOf(xamlAttribute(element, 'IsVisible'), true) }];
      case 'SetDisplayMode':
        return [{ kind: 'lock', column, locked: flagOf(xamlAttribute(element, 'IsReadOnly'), true) }];
      default: {
        const stated = xamlAttribute(element, 'RequiredLevel')?.toLowerCase() ?? '';
        const level = Object.hasOwn(requiredLevels, stated) ? requiredLevels[stated] : undefined;
        if (level === undefined) return this.#unsupported(element, `asks for the level ${stated}`);
        return [{ kind: 'require', column, level }];
      }
    }
  }

  #message(element: XmlElement): RuleAction<Labels>[] {
    const column = columnOf(element);
    if (column === undefined) return this.#unsupported(element, 'names no control');
    this.#coverage.use(element);
    const message = stepLabels(named(element, '.StepLabels'));
    const level = xamlAttribute(element, 'Level')?.toUpperCase() ?? '';
    if (!level.includes('RECOMMENDATION')) return [{ kind: 'error', column, message }];
    const offered = named(element, '.Actions') ?? element;
    const actions = offered.children
      .filter((child) => !localName(child.name).includes('.') && localName(child.name) !== 'Collection')
      .flatMap((child) => this.#deeper(child))
      .filter((step): step is RuleAction<Labels> => step.kind !== 'decide');
    const detail = stepLabels(
      element.children.find((child) => xamlAttribute(child, 'Key') === 'StepLabels') ??
        named(element, '.Details'),
    );
    return [{ kind: 'recommend', column, title: message, detail, actions }];
  }

  #assign(element: XmlElement): RuleAction<Labels>[] {
    // The designer copies the row to change it, and back: that is the frame of an action, not one itself.
    const target = xamlAttribute(element, 'To') ?? '';
    if (!/"primaryEntity(#Temp)?"/.test(target)) return this.#unsupported(element, `assigns to ${target}`);
    this.#coverage.use(element);
    return [];
  }

  /** To be called after the last element: a value that no action took. */
  end(): RuleStep<Labels>[] {
    return this.#pending.flatMap(({ element, column }) =>
      this.#unsupported(element, `prepares ${column}, which nothing sets`),
    );
  }

  read(element: XmlElement): RuleStep<Labels>[] {
    if (readPreparation(element, this.#scope, this.#coverage)) return [];
    switch (activityName(element)) {
      case 'Assign':
        return this.#assign(element);
      case 'SetEntityProperty':
        return this.#note(element);
      case 'SetAttributeValue':
        return this.#flush(element, 'set');
      case 'SetDefaultValue':
        return this.#flush(element, 'default');
      case 'SetVisibility':
      case 'SetDisplayMode':
      case 'SetFieldRequiredLevel':
        return this.#state(element);
      case 'SetMessage':
        return this.#message(element);
      default:
        return this.#deeper(element);
    }
  }
}

/** Reads what one `Sequence` does: usually one action with what it needs around it. */
export function ruleActions(
  sequence: XmlElement,
  scope: XamlScope,
  coverage: XamlCoverage,
  deeper: (element: XmlElement) => RuleStep<Labels>[],
): RuleStep<Labels>[] {
  const reader = new ActionReader(sequence, scope, coverage, deeper);
  const steps = sequence.children
    .filter((child) => !localName(child.name).includes('.'))
    .flatMap((child) => reader.read(child));
  return [...steps, ...reader.end()];
}
