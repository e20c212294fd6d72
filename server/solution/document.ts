import { AppError } from '../../src/shared/base/app-error.ts';
import type { XmlElement } from '../../src/shared/base/xml.ts';
import { childOf, childrenOf, isRemoved } from './element.ts';
import { findPath, type SolutionFiles, textOf } from './solution-files.ts';
import { parseXml, XmlBudget, type XmlLimits, xmlLimits } from './xml.ts';

/** A part of a solution with the file it came from, for messages. */
export interface Located {
  readonly element: XmlElement;
  readonly path: string;
}

/** A part of a section of customizations.xml that is kept whole. */
export interface SectionPart extends Located {
  readonly section: string;
}

/** A solution in one shape, whichever of the two layouts it came in. */
export interface SolutionDocument {
  readonly manifest: Located;
  readonly entities: readonly Located[];
  readonly relationships: readonly Located[];
  readonly choices: readonly Located[];
  readonly roles: readonly Located[];
  readonly siteMaps: readonly Located[];
  readonly apps: readonly Located[];
  /** Dashboards of both kinds. */
  readonly dashboards: readonly Located[];
  readonly columnSecurity: readonly Located[];
  /** Other sections of customizations.xml, and files that stand for such: stored whole. */
  readonly others: readonly SectionPart[];
  /** All other files, by their paths within the solution's folder: stored whole. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Sections of customizations.xml that have readers; the children of all others are kept. */
const readSections = new Set([
  'entities',
  'entityrelationships',
  'optionsets',
  'roles',
  'appmodulesitemaps',
  'appmodules',
  'dashboards',
  'fieldsecurityprofiles',
  'interactioncentricdashboards',
  'languages',
]);

function located(elements: readonly XmlElement[], path: string): Located[] {
  return elements.filter((element) => !isRemoved(element)).map((element) => ({ element, path }));
}

function othersOf(root: XmlElement, path: string): SectionPart[] {
  return root.children
    .filter((section) => !readSections.has(section.name.toLowerCase()))
    .flatMap((section) =>
      located(section.children, path).map((part) => ({ ...part, section: section.name })),
    );
}

/** Files below the prefix, named without it. */
function within(
  prefix: string,
  files: readonly (readonly [string, Uint8Array])[],
): ReadonlyMap<string, Uint8Array> {
  return new Map(
    files.flatMap(([path, body]) =>
      path.startsWith(prefix) ? [[path.slice(prefix.length), body] as const] : [],
    ),
  );
}

function readPacked(
  files: SolutionFiles,
  solutionPath: string,
  prefix: string,
  budget: XmlBudget,
): SolutionDocument {
  const path = findPath(files, `${prefix}customizations.xml`);
  if (path === undefined)
    throw new AppError('solution-not-zip', {
      file: files.name,
      message: `${files.name} is not a solution archive: customizations.xml is missing`,
    });
  const parse = (file: string): XmlElement =>
    parseXml(textOf(files.entries.get(file) ?? new Uint8Array()), file, budget);
  const root = parse(path);
  const section = (name: string, item: string): Located[] =>
    located(childrenOf(childOf(root, name), item), path);
  const rest = within(
    prefix,
    [...files.entries].filter(
      ([name]) => name !== path && name !== solutionPath && !name.endsWith('[Content_Types].xml'),
    ),
  );
  return {
    manifest: { element: parse(solutionPath), path: solutionPath },
    entities: section('Entities', 'Entity'),
    relationships: section('EntityRelationships', 'EntityRelationship'),
    choices: section('optionsets', 'optionset'),
    roles: section('Roles', 'Role'),
    siteMaps: section('AppModuleSiteMaps', 'AppModuleSiteMap'),
    apps: section('AppModules', 'AppModule'),
    dashboards: [
      ...section('Dashboards', 'Dashboard'),
      ...section('InteractionCentricDashboards', 'InteractionCentricDashboard'),
    ],
    columnSecurity: section('FieldSecurityProfiles', 'FieldSecurityProfile'),
    others: othersOf(root, path),
    files: rest,
  };
}

/** The unpacked layout: takes files out one by one, so that what nobody took is what gets kept. */
class Unpacked {
  readonly #files: SolutionFiles;
  readonly #prefix: string;
  readonly #budget: XmlBudget;
  readonly #taken = new Set<string>();

  constructor(files: SolutionFiles, prefix: string, budget: XmlBudget) {
    this.#files = files;
    this.#prefix = prefix;
    this.#budget = budget;
  }

  /** Paths below the prefix; of a file and its managed twin only the first. */
  list(pattern: RegExp): string[] {
    const below = [...this.#files.entries.keys()].filter((path) => path.startsWith(this.#prefix));
    const lower = new Set(below.map((path) => path.toLowerCase()));
    return below
      .filter((path) => pattern.test(path.slice(this.#prefix.length)))
      .filter((path) => {
        const plain = path.replace(/_managed\.xml$/i, '.xml');
        if (plain === path || !lower.has(plain.toLowerCase())) return true;
        this.#taken.add(path);
        return false;
      })
      .sort();
  }

  parse(path: string): XmlElement {
    this.#taken.add(path);
    return parseXml(textOf(this.#files.entries.get(path) ?? new Uint8Array()), path, this.#budget);
  }

  rest(): ReadonlyMap<string, Uint8Array> {
    return within(
      this.#prefix,
      [...this.#files.entries].filter(([path]) => !this.#taken.has(path)),
    );
  }
}

function element(
  name: string,
  children: readonly XmlElement[],
  attributes: Record<string, string> = {},
): XmlElement {
  return { name, attributes, children, text: '' };
}

function readUnpackedEntity(source: Unpacked, folder: string, entityPath: string): Located {
  const root = source.parse(entityPath);
  const parts: XmlElement[] = [];
  const below = folder.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const forms = source.list(new RegExp(`^${below}/FormXml/[^/]+/[^/]+\\.xml$`, 'i')).map((path) => {
    const type = /\/FormXml\/([^/]+)\//i.exec(path)?.[1] ?? '';
    return element('forms', source.parse(path).children, { type });
  });
  if (forms.length > 0) parts.push(element('FormXml', forms));
  const views = source
    .list(new RegExp(`^${below}/SavedQueries/[^/]+\\.xml$`, 'i'))
    .map((path) => source.parse(path));
  if (views.length > 0) parts.push(element('SavedQueries', views));
  for (const path of source.list(new RegExp(`^${below}/Visualizations/[^/]+\\.xml$`, 'i')))
    parts.push(element('Visualizations', [source.parse(path)]));
  for (const path of source.list(new RegExp(`^${below}/RibbonDiff\\.xml$`, 'i')))
    parts.push(source.parse(path));
  return { element: { ...root, children: [...root.children, ...parts] }, path: entityPath };
}

function readUnpacked(
  files: SolutionFiles,
  solutionPath: string,
  prefix: string,
  budget: XmlBudget,
): SolutionDocument {
  const source = new Unpacked(files, prefix, budget);
  const manifest = source.parse(solutionPath);
  const customizationsPath = source.list(/^Other\/Customizations\.xml$/i)[0];
  const root = customizationsPath === undefined ? undefined : source.parse(customizationsPath);
  const inRoot = (name: string, item: string): Located[] =>
    located(childrenOf(childOf(root, name), item), customizationsPath ?? '');
  const each = (pattern: RegExp, item: string): Located[] =>
    source.list(pattern).flatMap((path) => {
      const found = source.parse(path);
      const items = found.name.toLowerCase() === item.toLowerCase() ? [found] : childrenOf(found, item);
      return located(items, path);
    });
  const entities = source.list(/^Entities\/[^/]+\/Entity\.xml$/i).map((path) => {
    const folder = path.slice(prefix.length).replace(/\/Entity\.xml$/i, '');
    return readUnpackedEntity(source, folder, path);
  });
  for (const path of source.list(/^Other\/Relationships\.xml$/i)) source.parse(path);
  return {
    manifest: { element: manifest, path: solutionPath },
    entities: [...inRoot('Entities', 'Entity'), ...entities],
    relationships: [
      ...inRoot('EntityRelationships', 'EntityRelationship'),
      ...each(/^Other\/Relationships\/[^/]+\.xml$/i, 'EntityRelationship'),
    ],
    choices: [...inRoot('optionsets', 'optionset'), ...each(/^OptionSets\/[^/]+\.xml$/i, 'optionset')],
    roles: [...inRoot('Roles', 'Role'), ...each(/^Roles\/[^/]+\.xml$/i, 'Role')],
    siteMaps: [
      ...inRoot('AppModuleSiteMaps', 'AppModuleSiteMap'),
      ...each(/^AppModuleSiteMaps\/[^/]+\/[^/]+\.xml$/i, 'AppModuleSiteMap'),
    ],
    apps: [...inRoot('AppModules', 'AppModule'), ...each(/^AppModules\/[^/]+\/[^/]+\.xml$/i, 'AppModule')],
    dashboards: [
      ...inRoot('Dashboards', 'Dashboard'),
      ...inRoot('InteractionCentricDashboards', 'InteractionCentricDashboard'),
      ...each(/^Dashboards\/[^/]+\.xml$/i, 'Dashboard'),
      ...each(/^InteractionCentricDashboards\/[^/]+\.xml$/i, 'InteractionCentricDashboard'),
    ],
    columnSecurity: [
      ...inRoot('FieldSecurityProfiles', 'FieldSecurityProfile'),
      ...each(/^Other\/FieldSecurityProfiles\.xml$/i, 'FieldSecurityProfile'),
    ],
    others: root === undefined ? [] : othersOf(root, customizationsPath ?? ''),
    files: source.rest(),
  };
}

/** Finds out which layout it is and brings it into the one shape; the solution may lie in a folder of the archive. */
export function openDocument(files: SolutionFiles, limits: XmlLimits = xmlLimits): SolutionDocument {
  const candidates = [...files.entries.keys()]
    .filter((path) => /(^|\/)solution\.xml$/i.test(path))
    .sort((a, b) => a.split('/').length - b.split('/').length);
  const path = candidates[0];
  if (path === undefined)
    throw new AppError('solution-not-zip', {
      file: files.name,
      message: `${files.name} is not a solution: solution.xml is missing`,
    });
  const budget = new XmlBudget(limits);
  const unpacked = /^(.*\/)?Other\/Solution\.xml$/i.exec(path);
  if (unpacked) return readUnpacked(files, path, unpacked[1] ?? '', budget);
  return readPacked(files, path, path.replace(/solution\.xml$/i, ''), budget);
}
