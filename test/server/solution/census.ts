import type { XmlElement } from '../../../src/shared/base/xml.ts';

/** What becomes of a fact of a file: a text of an element, or an attribute. */
export type Fate = 'used' | 'kept' | 'not understood';

interface Fact {
  read: boolean;
  kept: boolean;
}

interface Recorded {
  readonly facts: readonly Fact[];
  readonly children: readonly Recorded[];
}

/** Elements in which a component begins, by the kind of the component. */
const roots: Readonly<Record<string, string>> = {
  SolutionManifest: 'Solution',
  Entity: 'Table',
  attribute: 'Column',
  systemform: 'Form',
  savedquery: 'View',
  EntityRelationship: 'Relationship',
  optionset: 'Choice',
  Role: 'Role',
  AppModuleSiteMap: 'Site map',
  AppModule: 'App',
};

/** Parts of a table that are components themselves. */
const withinTable = new Set(['attribute', 'systemform', 'savedquery']);

/** Kind and path of a fact: the path begins in the component, whichever file or section that stands in. */
export function placeOf(chain: readonly string[]): { kind: string; path: string } {
  let at = chain.findIndex((name) => Object.hasOwn(roots, name));
  if (at < 0)
    return { kind: 'Other parts', path: chain.filter((name) => name !== 'ImportExportXml').join('/') };
  if (chain[at] === 'Entity') {
    const inner = chain.findIndex((name, index) => index > at && withinTable.has(name));
    if (inner >= 0) at = inner;
  }
  return { kind: roots[chain[at] ?? ''] ?? '', path: chain.slice(at + 1).join('/') || '(itself)' };
}

/**
 * Counts what readers look at. Parsed trees go through {@link record}: reading a text or an attribute of what comes back is
 * noted, but not while {@link quietly} runs; {@link keep} notes that a subtree is stored as it is.
 */
export class Census {
  readonly #facts = new Map<string, Fact[]>();
  readonly #records = new WeakMap<XmlElement, Recorded>();
  readonly #documents: { readonly path: string; readonly root: Recorded }[] = [];
  #isQuiet = false;

  quietly<T>(work: () => T): T {
    const before = this.#isQuiet;
    this.#isQuiet = true;
    try {
      return work();
    } finally {
      this.#isQuiet = before;
    }
  }

  #fact(chain: readonly string[], isCounted: boolean): Fact {
    const fact: Fact = { read: false, kept: false };
    const key = chain.join('\n');
    if (isCounted) this.#facts.set(key, [...(this.#facts.get(key) ?? []), fact]);
    return fact;
  }

  #record(raw: XmlElement, above: readonly string[], isCounted: boolean): XmlElement {
    const chain = [...above, raw.name];
    // What another solution brings unmodified stands in the file for the packer's sake.
    const isInner = isCounted && !(raw.attributes['unmodified'] === '1' && withinTable.has(raw.name));
    const note = (fact: Fact | undefined): void => {
      if (fact !== undefined && !this.#isQuiet) fact.read = true;
    };
    // A container says nothing by itself: what is in it does.
    const names = Object.keys(raw.attributes).filter((name) => !/^(xmlns|xsi:)/.test(name));
    const isSection = chain.length < 3;
    const isLeaf = raw.children.length === 0 && names.length === 0 && !isSection;
    const text = this.#fact(chain, isCounted && (isLeaf || raw.text.trim() !== ''));
    const byName = new Map(names.map((name) => [name, this.#fact([...chain, `@${name}`], isInner)]));
    const children = raw.children.map((child) => this.#record(child, chain, isInner));
    const attributes = new Proxy(raw.attributes, {
      get: (target, name) => {
        note(byName.get(String(name)));
        return Reflect.get(target, name) as string | undefined;
      },
    });
    const recorded: XmlElement = {
      name: raw.name,
      attributes,
      children,
      get text() {
        note(text);
        return raw.text;
      },
    };
    this.#records.set(recorded, {
      facts: [text, ...byName.values()],
      children: children.flatMap((child) => this.#records.get(child) ?? []),
    });
    return recorded;
  }

  /** The same tree, under watch. */
  record(raw: XmlElement, path: string): XmlElement {
    const recorded = this.#record(raw, [], true);
    const root = this.#records.get(recorded);
    if (root !== undefined) this.#documents.push({ path, root });
    return recorded;
  }

  #keep(recorded: Recorded): void {
    for (const fact of recorded.facts) fact.kept = true;
    for (const child of recorded.children) this.#keep(child);
  }

  keep(element: XmlElement): void {
    const recorded = this.#records.get(element);
    if (recorded !== undefined) this.#keep(recorded);
    else for (const child of element.children) this.keep(child);
  }

  keepDocuments(isKept: (path: string) => boolean): void {
    for (const { path, root } of this.#documents) if (isKept(path)) this.#keep(root);
  }

  /** Every kind of fact by component and path: used if a reader looked at one, kept if all of them are stored. */
  fates(): ReadonlyMap<string, ReadonlyMap<string, Fate>> {
    const read = new Map<string, Map<string, { read: boolean; kept: boolean }>>();
    for (const [key, facts] of this.#facts) {
      const { kind, path } = placeOf(key.split('\n'));
      const paths = read.get(kind) ?? new Map<string, { read: boolean; kept: boolean }>();
      read.set(kind, paths);
      const before = paths.get(path) ?? { read: false, kept: true };
      paths.set(path, {
        read: before.read || facts.some((fact) => fact.read),
        kept: before.kept && facts.every((fact) => fact.kept || fact.read),
      });
    }
    const byText = <T>([a]: [string, T], [b]: [string, T]): number => (a < b ? -1 : 1);
    return new Map(
      [...read]
        .sort(byText)
        .map(([kind, paths]) => [
          kind,
          new Map(
            [...paths]
              .sort(byText)
              .map(([path, one]): [string, Fate] => [
                path,
                one.read ? 'used' : one.kept ? 'kept' : 'not understood',
              ]),
          ),
        ]),
    );
  }
}
