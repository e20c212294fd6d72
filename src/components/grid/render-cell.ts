import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { LiveRow } from '../../data/client.ts';
import type { Formats } from '../../i18n/formats.ts';
import { nameKey, typeKey } from '../../shared/metadata/row.ts';
import { isLookup } from '../../shared/metadata/table.ts';
import type { AppCatalog } from '../../state/app-catalog.ts';
import type { Links } from '../../state/links.ts';
import { displayCell } from '../form/display-value.ts';
import type { CardLayout } from './card-columns.ts';
import type { GridColumn } from './grid-columns.ts';

export interface CellContext {
  readonly catalog: AppCatalog;
  readonly formats: Formats;
  readonly links: Links | undefined;
  readonly table: string;
}

/** The cell's value as text, for cells, cards and tooltips. */
export function cellText(context: CellContext, column: GridColumn, row: LiveRow): string {
  if (!column.column) return '';
  return displayCell(context, column.column, column.key, row.values);
}

/** Numbers and moments line up below each other; text keeps its own spacing (tabular hyphens are wide). */
function isTabular(column: GridColumn): boolean {
  const type = column.column?.type;
  return (
    column.align === 'end' || type === 'datetime' || type === 'integer' || column.column?.format === 'phone'
  );
}

/** The column's row is there to be named; a lookup whose target is elsewhere is left out of cards. */
function hasName(column: GridColumn, row: LiveRow): boolean {
  if (!column.column || !isLookup(column.column)) return true;
  return typeof row.values[nameKey(column.key)] === 'string';
}

/** Shows that the row has changes the server does not have, or that one was refused. */
export function renderPending(row: LiveRow): TemplateResult | typeof nothing {
  if (row.pending === undefined) return nothing;
  return row.pending === 'problem'
    ? html`<hs-icon class="mark problem" name="error" .label=${msg('A change was not sent')}></hs-icon>`
    : html`<hs-icon class="mark waiting" name="changes-waiting" .label=${msg('Not sent yet')}></hs-icon>`;
}

function lookupTarget(column: GridColumn, row: LiveRow): string | undefined {
  const type = row.values[typeKey(column.key)];
  if (typeof type === 'string') return type;
  const targets = column.column?.targets ?? [];
  return targets.length === 1 ? targets[0] : undefined;
}

function renderDot(column: GridColumn, row: LiveRow): TemplateResult | typeof nothing {
  const value = row.values[column.key];
  const number = typeof value === 'boolean' ? Number(value) : value;
  const color = column.column?.options?.find((option) => option.value === number)?.color;
  return color ? html`<span class="dot" style="background: ${color}"></span>` : nothing;
}

function contactHref(column: GridColumn, text: string): string | undefined {
  switch (column.column?.format) {
    case 'email':
      return `mailto:${text}`;
    case 'phone':
      return `tel:${text.replace(/[^\d+*#]/g, '')}`;
    case 'url':
      return /^https?:\/\//i.test(text) ? text : undefined;
    default:
      return undefined;
  }
}

/** One cell: links for the record itself, for lookups and for ways to reach someone; a dot where a choice has a colour. */
export function renderCell(context: CellContext, column: GridColumn, row: LiveRow): TemplateResult {
  if (!column.column) return html`<span class="absent" title=${msg('Not on this device')}>—</span>`;
  const text = cellText(context, column, row);
  if (column.isPrimaryName)
    return html`<span class="primary"
      >${renderPending(row)}<a
        class="ellipsis"
        href=${context.links?.record(context.table, row.id) ?? nothing}
        title=${text}
        >${text || msg('(no name)')}</a
      ></span
    >`;
  if (text === '') return html``;
  if (isLookup(column.column)) {
    const target = lookupTarget(column, row);
    const id = row.values[column.key];
    if (typeof row.values[nameKey(column.key)] !== 'string')
      return html`<span class="absent" title=${text}>${text}</span>`;
    const canOpen = target !== undefined && context.catalog.isCarried(target) && typeof id === 'string';
    return canOpen && context.links
      ? html`<a class="ellipsis" href=${context.links.record(target, id)} title=${text}>${text}</a>`
      : html`<span title=${text}>${text}</span>`;
  }
  const href = contactHref(column, text);
  if (href !== undefined)
    return html`<a
      class=${isTabular(column) ? 'ellipsis tabular' : 'ellipsis'}
      href=${href}
      title=${text}
      target=${href.startsWith('http') ? '_blank' : nothing}
      rel="noreferrer"
      >${text}</a
    >`;
  return html`${renderDot(column, row)}<span class=${isTabular(column) ? 'tabular' : ''} title=${text}
      >${text}</span
    >`;
}

interface CardPart {
  readonly column: GridColumn;
  readonly text: string;
}

const largestCard = 3;

/** Columns that hold something, as text; a lookup that cannot be named holds nothing to read. */
function partsOf(context: CellContext, columns: readonly GridColumn[], row: LiveRow): readonly CardPart[] {
  return columns
    .filter((column) => column.column && hasName(column, row))
    .map((column) => ({ column, text: cellText(context, column, row) }))
    .filter(({ text }) => text !== '');
}

/** Without a card form: up to three columns of the view that hold something, the first on a line of its own. */
function linesOfView(
  context: CellContext,
  columns: readonly GridColumn[],
  row: LiveRow,
): readonly (readonly CardPart[])[] {
  const parts = partsOf(
    context,
    columns.filter((column) => !column.isPrimaryName),
    row,
  ).slice(0, largestCard);
  return [parts.slice(0, 1), parts.slice(1)];
}

function titleOf(context: CellContext, columns: readonly GridColumn[], row: LiveRow): string {
  const primary = columns.find((column) => column.isPrimaryName);
  if (primary !== undefined) return cellText(context, primary, row);
  return String(row.values[context.catalog.table(context.table)?.primaryName ?? ''] ?? '');
}

/** A row as a card: as the table's card form has it, else by the view's columns. */
export function renderCard(
  context: CellContext,
  shown: { readonly columns: readonly GridColumn[]; readonly card: CardLayout | undefined },
  row: LiveRow,
  isSelected: boolean,
): TemplateResult {
  const { columns, card } = shown;
  const title = card === undefined ? titleOf(context, columns, row) : cellText(context, card.title, row);
  const lines =
    card === undefined
      ? linesOfView(context, columns, row)
      : card.lines.map((line) => partsOf(context, line, row));
  return html`<a
    class="card"
    data-selected=${isSelected ? '' : nothing}
    href=${context.links?.record(context.table, row.id) ?? nothing}
  >
    <span class="card-title"
      >${renderPending(row)}<span class="ellipsis">${title || msg('(no name)')}</span></span
    >
    ${lines
      .filter((line) => line.length > 0)
      .map(
        (line) =>
          html`<span class="card-line ellipsis"
            >${line.map(({ column, text }, index) => html`${index > 0 ? ' · ' : ''}${renderDot(column, row)}${text}`)}</span
          >`,
      )}
  </a>`;
}
