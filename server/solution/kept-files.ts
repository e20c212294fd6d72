import { AppError } from '../../src/shared/base/app-error.ts';
import type { XmlElement } from '../../src/shared/base/xml.ts';
import type { ReportItem } from '../../src/shared/metadata/solution-report.ts';
import type { Labels } from '../../src/shared/metadata/table.ts';
import { attributeOf, childOf, childrenOf, labelsFrom, textAt } from './element.ts';
import { textOf } from './solution-files.ts';
import { parseXml } from './xml.ts';

/** What a file is a part of: the report names the component once, however many files it has. */
interface Component {
  readonly kind: string;
  readonly name: string;
  readonly reason: string;
  readonly title?: Labels;
}

interface FileKind {
  /** Group 1 is the name of the component. */
  readonly path: RegExp;
  readonly kind: string;
  readonly reason: string;
  /** What the component's own file adds: `file` is tested against the path. */
  readonly main?: { readonly file: RegExp; read(root: XmlElement): Partial<Component> };
}

/** `type` of an environment variable. */
const variableTypes: Readonly<Record<string, string>> = {
  '100000000': 'text',
  '100000001': 'a number',
  '100000002': 'yes or no',
  '100000003': 'JSON',
  '100000004': 'a data source',
  '100000005': 'a secret',
};

/** `location` of a modern command. */
const commandPlaces: Readonly<Record<string, string>> = {
  '0': 'on the form',
  '1': 'over the list',
  '2': 'over the subgrid',
  '3': 'over the related list',
  '4': 'on the quick create form',
  '5': 'in the header',
  '6': 'on the dashboard',
};

function titled(root: XmlElement, name: string): Partial<Component> {
  const labels = labelsFrom(childrenOf(childOf(root, name), 'label'));
  return Object.keys(labels).length === 0 ? {} : { title: labels };
}

function variable(root: XmlElement): Partial<Component> {
  const type = variableTypes[textAt(root, 'type') ?? ''] ?? 'of an unknown type';
  // Neither default nor value: a secret may stand there.
  return { ...titled(root, 'displayname'), reason: `${type}; is in the table of environment variables` };
}

function customApi(root: XmlElement): Partial<Component> {
  const kind = textAt(root, 'isfunction') === '1' ? 'function' : 'action';
  const table = textAt(root, 'boundentitylogicalname');
  const bound = table === undefined || table === '' ? '' : ` of ${table}`;
  return { ...titled(root, 'displayname'), reason: `is not run; called as a ${kind}${bound}` };
}

function command(root: XmlElement): Partial<Component> {
  const place = commandPlaces[textAt(root, 'location') ?? ''] ?? 'in an unknown place';
  const table = textAt(root, 'contextvalue');
  const of = table === undefined || table === '' ? '' : ` of ${table}`;
  return { ...titled(root, 'buttonlabeltext'), reason: `is not shown yet; stands ${place}${of}` };
}

const fileKinds: readonly FileKind[] = [
  {
    path: /^environmentvariabledefinitions\/([^/]+)\//i,
    kind: 'environment variable',
    reason: 'is kept, nothing here reads it',
    main: { file: /\/environmentvariabledefinition\.xml$/i, read: variable },
  },
  {
    path: /^customapis\/([^/]+)\//i,
    kind: 'custom API',
    reason: 'is not run',
    main: { file: /^customapis\/[^/]+\/customapi\.xml$/i, read: customApi },
  },
  {
    path: /^appactions\/([^/]+)\//i,
    kind: 'command',
    reason: 'is not shown yet',
    main: { file: /\/appaction\.xml$/i, read: command },
  },
  {
    path: /^Connectors\/(.+?)(?:_(?:connectionparameters|customcodeblobcontent|iconblob|openapidefinition|policytemplateinstances))?\.\w+$/i,
    kind: 'custom connector',
    reason: 'services outside are not called',
  },
  {
    path: /^WebResources\/(.+?)(?:\.data\.xml)?$/i,
    kind: 'web resource',
    reason: 'is in the table of web resources; it is not shown yet',
  },
  {
    path: /^Controls\/([^/]+)\//i,
    kind: 'code component',
    reason: 'is kept, the standard control is shown in its place',
  },
  {
    path: /^CanvasApps\/(.+?)(?:_(?:BackgroundImageUri|DocumentUri|AdditionalUris\d*_.+))?(?:\.\w+)*$/i,
    kind: 'canvas app file',
    reason: 'canvas apps are kept, they cannot be opened',
  },
  {
    path: /^(?:Entities\/[^/]+\/)?Formulas\/(.+?)\.\w+$/i,
    kind: 'formula',
    reason: 'is kept, its column shows what is stored',
  },
];

function componentOf(path: string, body: Uint8Array): { component: Component; isMain: boolean } {
  for (const { path: pattern, kind, reason, main } of fileKinds) {
    const name = pattern.exec(path)?.[1];
    if (name === undefined) continue;
    if (!main?.file.test(path)) return { component: { kind, name, reason }, isMain: false };
    let root: XmlElement;
    try {
      root = parseXml(textOf(body), path);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return {
        component: { kind, name, reason: `is kept, but cannot be read: ${error.message}` },
        isMain: true,
      };
    }
    const stated = attributeOf(root, 'uniquename') ?? attributeOf(root, 'schemaname');
    return { component: { kind, name: stated ?? name, reason, ...main.read(root) }, isMain: true };
  }
  const folder = path.split('/').slice(0, -1).join('/');
  const place = folder === '' ? 'the solution' : folder;
  return { component: { kind: 'file', name: path, reason: `files of ${place}` }, isMain: true };
}

function keyOf(path: string): string {
  for (const { path: pattern, kind } of fileKinds) {
    const name = pattern.exec(path)?.[1];
    if (name !== undefined) return `${kind}/${name.toLowerCase()}`;
  }
  return path;
}

/**
 * What the files that nothing uses are, a line for each component, in the order of the archive. `told`: paths that
 * were reported with the component they belong to.
 */
export function fileItems(
  files: ReadonlyMap<string, Uint8Array>,
  told: ReadonlySet<string>,
): readonly ReportItem[] {
  const items = new Map<string, ReportItem>();
  for (const [path, body] of files) {
    if (told.has(path)) continue;
    const key = keyOf(path);
    const before = items.get(key);
    const { component, isMain } = componentOf(path, body);
    if (before !== undefined && !isMain) continue;
    const { title, ...rest } = component;
    items.set(key, { ...rest, status: 'kept', ...(title === undefined ? {} : { title: { ...title } }) });
  }
  return [...items.values()];
}
