import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { Labels } from '../../../src/shared/metadata/table.ts';

/** Elements that carry values and structure of the activities around them, and do nothing themselves. */
const plumbing = new Set([
  'Activity',
  'Workflow',
  'Members',
  'Property',
  'InArgument',
  'OutArgument',
  'InOutArgument',
  'Collection',
  'Variable',
  'Null',
  'String',
  'Boolean',
  'Int32',
  'Guid',
  'Array',
  'Literal',
  'ReferenceLiteral',
  'StepLabel',
  'ProcessTriggerData',
  'OptionSetValue',
  'EntityReference',
]);

/** Name without its namespace prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Attribute by its name without prefix; undefined when absent. `{x:Null}` is absence, written out. */
export function xamlAttribute(element: XmlElement | undefined, name: string): string | undefined {
  for (const [key, value] of Object.entries(element?.attributes ?? {}))
    if (localName(key) === name) return value === '{x:Null}' ? undefined : value;
  return undefined;
}

/** What an activity is: the class that a reference names, else the element's own name. */
export function activityName(element: XmlElement): string {
  const name = localName(element.name);
  if (name !== 'ActivityReference') return name;
  const type = xamlAttribute(element, 'AssemblyQualifiedName')?.split(',')[0]?.trim() ?? '';
  return type.slice(type.lastIndexOf('.') + 1) || name;
}

function isActivity(element: XmlElement): boolean {
  const name = localName(element.name);
  return !name.includes('.') && !plumbing.has(name);
}

function valuesOf(element: XmlElement): readonly XmlElement[] {
  return element.children.flatMap((child) => {
    const name = localName(child.name);
    return name.endsWith('.Arguments') || name.endsWith('.Properties') ? child.children : [];
  });
}

/** The argument or property of an activity that has the key. */
export function valueOf(element: XmlElement, key: string): XmlElement | undefined {
  return valuesOf(element).find((value) => xamlAttribute(value, 'Key') === key);
}

/** Trimmed text of an argument or property; undefined when it is absent, null or empty. */
export function textOfValue(element: XmlElement, key: string): string | undefined {
  const text = valueOf(element, key)?.text.trim();
  return text === '' ? undefined : text;
}

/** The activities inside an activity, in their order. */
export function activitiesOf(element: XmlElement): readonly XmlElement[] {
  return (valueOf(element, 'Activities')?.children ?? element.children).filter(isActivity);
}

/** Labels from `StepLabel` elements directly below. */
export function stepLabels(element: XmlElement | undefined): Labels {
  const labels: Record<string, string> = {};
  for (const child of element?.children ?? []) {
    if (localName(child.name) !== 'StepLabel') continue;
    const language = xamlAttribute(child, 'LanguageCode');
    const text = xamlAttribute(child, 'Description') ?? '';
    if (language !== undefined && text !== '') labels[language] = text;
  }
  return labels;
}

/** A token of a Visual Basic array: a text in quotes, or a name. */
export type Token = { readonly text: string } | { readonly name: string };

/** Reads `[New Object() { a, "b" }]`; undefined when it is something else. */
export function readTokens(source: string | undefined): readonly Token[] | undefined {
  const inside = /^\[\s*New\s+Object\(\)\s*\{([\s\S]*)\}\s*\]$/i.exec(source?.trim() ?? '')?.[1];
  if (inside === undefined) return undefined;
  const tokens: Token[] = [];
  let rest = inside.trim();
  while (rest !== '') {
    const match = /^(?:"((?:[^"]|"")*)"|([^\s,"{}]+))\s*(?:,\s*|$)/.exec(rest);
    if (match === null) return undefined;
    tokens.push(match[1] === undefined ? { name: match[2] ?? '' } : { text: match[1].replaceAll('""', '"') });
    rest = rest.slice(match[0].length);
  }
  return tokens;
}

/** Name of the variable in `[name]`; undefined when it is something else. */
export function variableOf(source: string | undefined): string | undefined {
  return /^\[(\w+)\]$/.exec(source?.trim() ?? '')?.[1];
}

export interface XamlFinding {
  /** Class or name of the activity. */
  readonly activity: string;
  readonly reason: string;
}

export interface ActivityCount {
  readonly used: number;
  readonly notUnderstood: number;
}

/**
 * Keeps account of a document's activities while it is read. Each is taken as understood (`use`) or as not (`miss`);
 * what a reader never looked at is found at the end, so that nothing can be dropped without being told.
 */
export class XamlCoverage {
  readonly #used = new Set<XmlElement>();
  readonly #missed = new Map<XmlElement, string>();

  use(element: XmlElement): void {
    this.#used.add(element);
  }

  miss(element: XmlElement, reason: string): void {
    this.#missed.set(element, reason);
  }

  isUsed(element: XmlElement): boolean {
    return this.#used.has(element) && !this.#missed.has(element);
  }

  /** What was not understood, in document order; what lies within it is not told again. */
  findings(root: XmlElement): readonly XamlFinding[] {
    const found: XamlFinding[] = [];
    const walk = (element: XmlElement): void => {
      const reason = this.#missed.get(element);
      if (reason !== undefined || (isActivity(element) && !this.#used.has(element)))
        found.push({ activity: activityName(element), reason: reason ?? 'is not known' });
      else element.children.forEach(walk);
    };
    root.children.forEach(walk);
    return found;
  }

  /** Every activity by name: how often it was understood and how often not. */
  census(root: XmlElement): ReadonlyMap<string, ActivityCount> {
    const counts = new Map<string, ActivityCount>();
    const walk = (element: XmlElement): void => {
      if (isActivity(element)) {
        const name = activityName(element);
        const { used, notUnderstood } = counts.get(name) ?? { used: 0, notUnderstood: 0 };
        counts.set(
          name,
          this.isUsed(element)
            ? { used: used + 1, notUnderstood }
            : { used, notUnderstood: notUnderstood + 1 },
        );
      }
      element.children.forEach(walk);
    };
    root.children.forEach(walk);
    return counts;
  }
}
