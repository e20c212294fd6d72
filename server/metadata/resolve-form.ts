import type { Form, FormCell, FormControl } from '../../src/shared/metadata/form.ts';
import type { Labels, Relationship, Table } from '../../src/shared/metadata/table.ts';
import { mapCells } from './map-cells.ts';

export interface ResolveContext {
  readonly tables: ReadonlyMap<string, Table<Labels>>;
  readonly relationships: ReadonlyMap<string, Relationship>;
  readonly viewIds: ReadonlySet<string>;
  readonly formIds: ReadonlySet<string>;
}

/** Takes a reason and, apart from it so that like reasons can be counted together, what exactly it is about. */
export type Complain = (reason: string, detail?: string) => void;

function missing(kind: string, name: string, complain: Complain): FormControl {
  complain(`shows no ${kind} that does not exist`, name);
  return { kind: 'unsupported', what: `${kind} ${name}` };
}

function resolveSubgrid(
  control: FormControl & { kind: 'subgrid' },
  context: ResolveContext,
  complain: Complain,
): FormControl {
  if (!context.tables.has(control.table)) return missing('subgrid of a table', control.table, complain);
  const { viewId, relationship, ...rest } = control;
  const known = relationship === undefined || context.relationships.has(relationship);
  // Without its relationship it would list rows that have nothing to do with the record.
  if (!known) return missing('subgrid over a relationship', relationship, complain);
  if (viewId !== undefined && !context.viewIds.has(viewId))
    complain('a subgrid shows the default view, since its own does not exist', `${control.table} ${viewId}`);
  return {
    ...rest,
    ...(viewId !== undefined && context.viewIds.has(viewId) ? { viewId } : {}),
    ...(relationship === undefined ? {} : { relationship }),
  };
}

function resolveControl(
  control: FormControl,
  columns: ReadonlySet<string>,
  context: ResolveContext,
  complain: Complain,
): FormControl {
  switch (control.kind) {
    case 'column': {
      if (!columns.has(control.column)) return missing('column', control.column, complain);
      const { defaultViewId, ...rest } = control;
      return defaultViewId !== undefined && context.viewIds.has(defaultViewId) ? control : rest;
    }
    case 'subgrid':
      return resolveSubgrid(control, context, complain);
    case 'quickview': {
      if (!columns.has(control.column)) return missing('quick view over a column', control.column, complain);
      const forms = control.forms.filter((one) => context.formIds.has(one.formId));
      if (forms.length === 0)
        return missing('quick view of a form', control.forms[0]?.formId ?? '', complain);
      return { ...control, forms };
    }
    default:
      return control;
  }
}

/**
 * Fits a form to the tables that exist: what points nowhere keeps its place as `unsupported`, so that the layout
 * stands, and is named to `complain`.
 */
export function resolveForm(
  form: Form<Labels>,
  table: Table<Labels>,
  context: ResolveContext,
  complain: Complain,
): Form<Labels> {
  const columns = new Set(table.columns.map((column) => column.logicalName));
  const cell = (one: FormCell<Labels>): FormCell<Labels> =>
    one.control === undefined
      ? one
      : { ...one, control: resolveControl(one.control, columns, context, complain) };
  return mapCells(form, cell);
}
