import { AppError } from '../../src/shared/base/app-error.ts';
import type { XmlElement } from '../../src/shared/base/xml.ts';
import type { ColumnMapping } from '../../src/shared/metadata/column-mapping.ts';
import type { Process } from '../../src/shared/metadata/process.ts';
import type { Labels } from '../../src/shared/metadata/table.ts';
import type { BusinessRule } from '../../src/shared/rules/business-rule.ts';
import type { SolutionDocument } from './document.ts';
import { childrenOf, isRemoved } from './element.ts';
import { type XamlRead, readBusinessRule } from './readers/business-rule.ts';
import { readMapping } from './readers/mapping.ts';
import { flowTrigger, pluginName, pluginStepText } from './readers/not-run.ts';
import { readProcess } from './readers/process.ts';
import { readWorkflowHead, type WorkflowHead } from './readers/workflow.ts';
import type { ReportItem } from '../../src/shared/metadata/solution-report.ts';
import { textOf } from './solution-files.ts';
import { parseXml } from './xml.ts';

/** What a solution says about processes, rules and column mappings, and what of it does not run. */
export interface Workflows {
  readonly processes: readonly Process<Labels>[];
  readonly rules: readonly BusinessRule<Labels>[];
  readonly mappings: readonly ColumnMapping[];
  readonly items: readonly ReportItem[];
  /** Paths of files whose component is among the items. */
  readonly told: ReadonlySet<string>;
}

/** Element names, lower-case, of what is reported here; the components themselves are stored like all others. */
export const reportedHere: ReadonlySet<string> = new Set([
  'workflow',
  'pluginassembly',
  'sdkmessageprocessingstep',
  'entitymap',
]);

const later = 'read; runs in a later version';

/** Runs a reader over a file; what is not well-formed is a finding about the file, not the end of the import. */
function attempt<T>(read: () => T): T | string {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}

class WorkflowsReader {
  readonly processes: Process<Labels>[] = [];
  readonly rules: BusinessRule<Labels>[] = [];
  readonly mappings: ColumnMapping[] = [];
  readonly items: ReportItem[] = [];
  readonly told = new Set<string>();
  readonly #files: ReadonlyMap<string, Uint8Array>;
  readonly #byLowerPath: ReadonlyMap<string, string>;

  constructor(files: ReadonlyMap<string, Uint8Array>) {
    this.#files = files;
    this.#byLowerPath = new Map([...files.keys()].map((path) => [path.toLowerCase(), path]));
  }

  #report(kind: string, name: string, status: ReportItem['status'], reason: string): void {
    this.items.push({ kind, name, status, reason });
  }

  /** The file that a workflow names, wherever the solution lies in its archive. */
  #file(head: WorkflowHead, beside: string | undefined): { path: string; text: string } | undefined {
    const wanted = head.file?.toLowerCase();
    const named = [...this.#byLowerPath].find(
      ([lower]) => wanted !== undefined && (lower === wanted || lower.endsWith(`/${wanted}`)),
    )?.[1];
    const path = named ?? (beside === undefined ? undefined : this.#byLowerPath.get(beside.toLowerCase()));
    const body = path === undefined ? undefined : this.#files.get(path);
    if (path !== undefined && body !== undefined) this.told.add(path);
    return path === undefined || body === undefined ? undefined : { path, text: textOf(body) };
  }

  #take<S>(
    head: WorkflowHead,
    beside: string | undefined,
    read: (head: WorkflowHead, document: XmlElement) => XamlRead<S>,
  ): S | undefined {
    const name = `${head.table}: ${head.title}`;
    const file = this.#file(head, beside);
    const made =
      file === undefined
        ? `its file ${head.file ?? ''} is missing`
        : attempt(() => read(head, parseXml(file.text, file.path)));
    if (typeof made === 'string') {
      this.#report(head.category, name, 'not understood', made);
      return undefined;
    }
    this.#report(head.category, name, 'kept', head.active ? later : `${later}; it is a draft`);
    const seen = new Set<string>();
    for (const { activity, reason } of made.coverage.findings(made.root)) {
      const text = `${activity} ${reason}`;
      if (!seen.has(text)) this.#report(head.category, name, 'not understood', text);
      seen.add(text);
    }
    return made.source;
  }

  workflow(element: XmlElement, beside: string | undefined): void {
    const head = readWorkflowHead(element);
    if (typeof head === 'string') {
      this.#report('workflow', element.attributes['Name'] ?? 'unnamed', 'not understood', head);
      return;
    }
    switch (head.category) {
      case 'business process flow': {
        const process = this.#take(head, beside, readProcess);
        if (process !== undefined) this.processes.push(process);
        return;
      }
      case 'business rule': {
        const rule = this.#take(head, beside, readBusinessRule);
        if (rule !== undefined) this.rules.push(rule);
        return;
      }
      case 'flow': {
        const file = this.#file(head, beside);
        const trigger = file === undefined ? undefined : flowTrigger(file.text);
        this.#report('flow', head.title, 'kept', `is not run; started by ${trigger ?? 'an unknown trigger'}`);
        return;
      }
      default: {
        const triggers = head.triggers.length === 0 ? 'nothing by itself' : head.triggers.join(', ');
        const name = head.table === '' ? head.title : `${head.table}: ${head.title}`;
        this.#report(head.category, name, 'kept', `is not run; started by ${triggers}`);
      }
    }
  }

  mapping(element: XmlElement): void {
    const mapping = readMapping(element);
    if (mapping === undefined) {
      this.#report('column mapping', 'unnamed', 'not understood', 'it names no tables');
      return;
    }
    this.mappings.push(mapping);
    this.#report('column mapping', `${mapping.source} to ${mapping.target}`, 'kept', later);
  }

  element(element: XmlElement, beside?: string): void {
    switch (element.name.toLowerCase()) {
      case 'workflow':
        this.workflow(element, beside);
        return;
      case 'entitymap':
        this.mapping(element);
        return;
      case 'pluginassembly':
        this.#report('plug-in assembly', pluginName(element), 'kept', 'is not run');
        return;
      case 'sdkmessageprocessingstep':
        this.#report(
          'plug-in step',
          pluginName(element),
          'kept',
          `is not run; started by ${pluginStepText(element)}`,
        );
        return;
      default:
    }
  }

  /** Files of the unpacked layout that stand for elements of customizations.xml. */
  files(): void {
    const pattern =
      /(^|\/)(Workflows\/[^/]+[._]data\.xml|PluginAssemblies\/.+\.data\.xml|SdkMessageProcessingSteps\/[^/]+\.xml|Other\/EntityMaps\.xml)$/i;
    for (const [path, body] of this.#files) {
      if (!pattern.test(path)) continue;
      this.told.add(path);
      // The assembly itself lies beside its description.
      this.told.add(path.replace(/\.data\.xml$/i, ''));
      const root = attempt(() => parseXml(textOf(body), path));
      if (typeof root === 'string') {
        this.#report('file', path, 'not understood', root);
        continue;
      }
      if (root.name.toLowerCase() === 'entitymaps')
        for (const one of childrenOf(root, 'EntityMap')) {
          if (!isRemoved(one)) this.element(one);
        }
      else if (!isRemoved(root))
        this.element(root, path.replace(/\.data\.xml$/i, '').replace(/_(xaml|json)_data\.xml$/i, '.$1'));
    }
  }
}

/** Reads the processes of a solution. Lenient: what cannot be read is told by name and reason, and is stored anyway. */
export function readWorkflows(document: SolutionDocument): Workflows {
  const reader = new WorkflowsReader(document.files);
  for (const { element } of document.others) reader.element(element);
  reader.files();
  const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);
  return {
    processes: reader.processes.sort(byId),
    rules: reader.rules.sort(byId),
    mappings: reader.mappings.sort((a, b) =>
      `${a.source} ${a.target}` < `${b.source} ${b.target}` ? -1 : 1,
    ),
    items: reader.items,
    told: reader.told,
  };
}
