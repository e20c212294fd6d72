import { SaxesParser } from 'saxes';
import { AppError } from '../../src/shared/base/app-error.ts';
import type { XmlElement } from '../../src/shared/base/xml.ts';

interface OpenElement {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: OpenElement[];
  text: string;
}

/** Deeper than any real form; a file beyond it is an attack on the readers' recursion. */
const maxDepth = 200;

/** How many parts the files of one solution may have together. */
export interface XmlLimits {
  readonly elements: number;
  readonly attributes: number;
}

/** Thirty times the largest published solutions; parsed they take some 350 bytes each. */
export const xmlLimits: XmlLimits = { elements: 2_000_000, attributes: 4_000_000 };

/**
 * What is left of the limits. A few bytes of an archive become thousands of elements, so that a limit on bytes does not
 * hold them back; files of one solution share one budget.
 */
export class XmlBudget {
  readonly #limits: XmlLimits;
  readonly #used: Record<keyof XmlLimits, number> = { elements: 0, attributes: 0 };

  constructor(limits: XmlLimits = xmlLimits) {
    this.#limits = limits;
  }

  /** Counts one; throws `solution-too-large` naming the file in which it became too many. */
  take(what: keyof XmlLimits, path: string, line: number): void {
    this.#used[what] += 1;
    const limit = this.#limits[what];
    if (this.#used[what] <= limit) return;
    throw new AppError('solution-too-large', {
      path,
      line,
      limit,
      message: `${path}, line ${line}: the files hold more than ${limit} XML ${what}, the limit.`,
    });
  }
}

function badXml(path: string, line: number, why: string): AppError {
  return new AppError('solution-bad-xml', { path, line, message: `${path}, line ${line}: ${why}` });
}

/**
 * Parses a file of a solution. Strict: what is not well-formed is refused, and so are document types, with which come
 * entities, the usual way to make a parser read other files or grow without bound. What it may hold is counted on the budget.
 */
export function parseXml(source: string, path: string, budget = new XmlBudget()): XmlElement {
  const parser = new SaxesParser({ xmlns: false, fileName: path });
  let root: OpenElement | undefined;
  const open: OpenElement[] = [];
  const fail = (why: string): never => {
    throw badXml(path, parser.line, why);
  };
  parser.on('error', (error) => fail(error.message.replace(/^.*?:\d+:\d+: /, '')));
  parser.on('doctype', () => fail('document types and entities are not allowed'));
  parser.on('attribute', () => budget.take('attributes', path, parser.line));
  parser.on('opentag', (tag) => {
    budget.take('elements', path, parser.line);
    if (open.length >= maxDepth) fail(`elements are nested deeper than ${maxDepth}`);
    const element: OpenElement = {
      name: tag.name,
      attributes: Object.assign(Object.create(null), tag.attributes),
      children: [],
      text: '',
    };
    const parent = open.at(-1);
    if (parent) parent.children.push(element);
    else root = element;
    open.push(element);
  });
  const addText = (text: string): void => {
    const element = open.at(-1);
    if (element) element.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const element = open.pop();
    if (element && element.children.length > 0 && element.text.trim() === '') element.text = '';
  });
  parser.write(source.replace(/^\uFEFF/, '')).close();
  if (root === undefined) throw badXml(path, 1, 'the file is empty');
  return root;
}
