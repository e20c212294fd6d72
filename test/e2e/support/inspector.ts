import type { Page } from 'playwright-core';
import type { Form, FormCell, FormTab } from '../../../src/shared/metadata/form.ts';

/** What runs inside the page: goes to addresses as links do, and compares what is drawn with what was compiled. */
export interface Inspector {
  /** Goes there within the page; resolves when the record's form or the view's grid is settled, with what went wrong. */
  go(path: string, expected: { readonly record: boolean; readonly id?: string }): Promise<string[]>;
  /** Differences between the form that is shown, tab by tab, and the compiled one. */
  inspectForm(form: Form): Promise<string[]>;
  /** Headers that the grid lacks of those given, in order. */
  inspectHeaders(labels: readonly string[]): string[];
}

type Element_ = HTMLElement & Record<string, unknown> & { readonly updateComplete?: Promise<unknown> };

/** Self-contained: its text is what the page gets. */
function install(): void {
  const patience = 10_000;
  const inner = (parent: Element_ | null | undefined, selector: string): Element_[] => [
    ...(parent?.shadowRoot?.querySelectorAll<Element_>(selector) ?? []),
  ];
  const text = (element: Element | null | undefined): string =>
    (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
  const shown = (): Element_ | undefined =>
    inner(document.querySelector<Element_>('hs-app'), '#outlet > *').at(-1);
  const form = (): Element_ | undefined => inner(shown(), 'hs-record-form')[0];
  const grid = (): Element_ | undefined => inner(shown(), 'hs-view-grid')[0];

  /** What `ask` answers once it does, looked at with each frame. */
  async function until<T>(ask: () => T | undefined): Promise<T | undefined> {
    const end = performance.now() + patience;
    for (;;) {
      const answer = ask();
      if (answer !== undefined || performance.now() > end) return answer;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }

  /** Problem pages and error states, wherever they stand on the page. */
  function failures(): string[] {
    const page = shown();
    const states = [page, form(), grid()].flatMap((one) => inner(one, 'hs-empty-state'));
    const told = states
      .filter((state) => state.getAttribute('tone') === 'error' || state['icon'] === 'file')
      .map((state) => `${String(state['heading'])}: ${String(state['text'])}`);
    const problem = [page, ...inner(page, 'hs-problem-page')].find(
      (one) => one?.localName === 'hs-problem-page',
    );
    return problem === undefined ? told : [...told, `problem page: ${String(problem['problem'])}`];
  }

  async function settleGrid(id?: string): Promise<string[]> {
    const settled = await until(() => {
      const view = grid()?.['view'] as { id: string } | undefined;
      if (failures().length > 0) return true;
      if (view === undefined || (id !== undefined && view.id !== id)) return undefined;
      return inner(grid(), 'hs-skeleton').length > 0 ? undefined : true;
    });
    return settled === undefined ? ['the grid is not settled', ...failures()] : failures();
  }

  async function settleForm(): Promise<string[]> {
    const settled = await until(() => (form() !== undefined || failures().length > 0 ? true : undefined));
    if (settled === undefined) return [`no form is shown: ${text(shown()?.shadowRoot?.querySelector('*'))}`];
    await form()?.updateComplete;
    return failures();
  }

  const isShown = (cell: FormCell): boolean => cell.visible && cell.control !== undefined;
  const cellsOf = (tab: FormTab): FormCell[] =>
    tab.columns
      .flatMap((column) => column.sections)
      .filter((section) => section.visible)
      .flatMap((section) => section.rows.flat())
      .filter(isShown);

  /** A control that stands in its cell but does not show what it should. */
  async function flawOf(cell: FormCell, drawn: Element_): Promise<string | undefined> {
    const control = cell.control;
    if (drawn.getClientRects().length === 0) return 'takes no room';
    switch (control?.kind) {
      case 'column': {
        const field = drawn.firstElementChild as Element_ | null;
        if (drawn.getAttribute('data-column') !== control.column)
          return `is ${drawn.dataset['column'] ?? '?'}`;
        if (field === null || field.matches('.note')) return `is no field: ${text(drawn)}`;
        return String(field['label'] ?? text(field)) === '' ? 'has no label' : undefined;
      }
      case 'subgrid':
      case 'timeline': {
        const list = drawn.firstElementChild as Element_ | null;
        if (list?.localName !== 'hs-related-list') return `is no list: ${text(drawn)}`;
        const settled = await until(() => (inner(list, '.skeleton').length === 0 ? true : undefined));
        if (settled === undefined) return 'list is never read';
        const note = inner(list, '.note').map((one) => text(one))[0];
        return note === 'This list is not available here.' ? note : undefined;
      }
      case 'quickview':
        return drawn.firstElementChild?.localName === 'hs-quick-view' ? undefined : `is ${text(drawn)}`;
      case 'unsupported':
        return text(drawn).includes(control.what) ? undefined : `does not say ${control.what}`;
      default:
        return undefined;
    }
  }

  const columnOf = (cell: FormCell): string | undefined =>
    cell.control?.kind === 'column' ? cell.control.column : undefined;

  /** Columns that only header or footer have: they stand behind the first section of the first tab. */
  function headerOnly(compiled: Form, tabs: readonly FormTab[]): FormCell[] {
    const inTabs = new Set(tabs.flatMap((tab) => cellsOf(tab)).map((cell) => columnOf(cell)));
    return [...compiled.header, ...compiled.footer].filter(
      (cell) => isShown(cell) && columnOf(cell) !== undefined && !inTabs.has(columnOf(cell)),
    );
  }

  async function inspectTab(element: Element_, tab: FormTab, wanted: readonly FormCell[]): Promise<string[]> {
    const drawn = inner(element, '.cell:not(.spacer)');
    const name = `tab ${tab.label}`;
    if (drawn.length !== wanted.length) return [`${name}: ${drawn.length} of ${wanted.length} controls`];
    const flaws = await Promise.all(
      wanted.map(async (cell, index) => {
        const flaw = await flawOf(cell, drawn[index] as Element_);
        return flaw === undefined ? [] : [`${name}: ${JSON.stringify(cell.control)} ${flaw}`];
      }),
    );
    return flaws.flat();
  }

  async function inspectForm(compiled: Form): Promise<string[]> {
    const element = form();
    if (element === undefined) return ['no form is shown'];
    await element.updateComplete;
    if ((element['form'] as Form).id !== compiled.id) return ['another form is shown'];
    const tabs = compiled.tabs.filter((tab) => tab.visible && cellsOf(tab).length > 0);
    const heads = inner(element, 'vaadin-tab');
    if (heads.length !== (tabs.length < 2 ? 0 : tabs.length))
      return [`${heads.length} heads for ${tabs.length} tabs`];
    const found: string[] = tabs.length === 0 ? ['nothing is shown'] : [];
    // The head of the record has room for four.
    // Of a new record there is nothing to read there yet.
    const isNew = location.pathname.endsWith('/new');
    const keys = isNew ? 0 : Math.min(compiled.header.filter(isShown).length, 4);
    if (inner(inner(shown(), 'hs-record-head')[0], '.keys dt').length !== keys)
      found.push(`head: not ${keys} values`);
    // Heads of another form are taken in a little later than they are there.
    const strip = inner(element, 'vaadin-tabs')[0];
    if (strip !== undefined)
      await until(() => ((strip['items'] as unknown[]).length === heads.length ? true : undefined));
    for (const [index, tab] of tabs.entries()) {
      heads[index]?.click();
      await strip?.updateComplete;
      await element.updateComplete;
      const cells = cellsOf(tab);
      const section = tab.columns[0]?.sections.find((one) => one.visible);
      if (index === 0)
        cells.splice(section?.rows.flat().filter(isShown).length ?? 0, 0, ...headerOnly(compiled, tabs));
      found.push(...(await inspectTab(element, tab, cells)));
    }
    return found;
  }

  (globalThis as unknown as { inspector: Inspector }).inspector = {
    async go(path, expected) {
      const before = shown();
      const url = new URL(path, location.origin);
      const detail = { pathname: url.pathname, search: url.search, hash: '' };
      window.dispatchEvent(new CustomEvent('vaadin-router-go', { detail }));
      const entered = await until(() =>
        shown() !== before && location.pathname === url.pathname ? true : undefined,
      );
      if (entered === undefined) return ['the address is not entered'];
      return expected.record ? settleForm() : settleGrid(expected.id);
    },
    inspectForm,
    inspectHeaders(labels) {
      const columns = inner(grid(), 'vaadin-grid-column, vaadin-grid-sort-column');
      const headers = columns.map(
        (column) => text(column['_headerCell'] as Element | undefined) || column['header'],
      );
      return labels.filter((label, index) => headers[index] !== label);
    },
  };
}

/** Gives every document of the page the inspector. */
export async function addInspector(page: Page): Promise<void> {
  await page.addInitScript(install);
}
