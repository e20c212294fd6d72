import type { AppCatalog } from '../../state/app-catalog.ts';
import type { FormFactor } from '../../state/form-factor.ts';
import type { Form, FormCell } from '../../shared/metadata/form.ts';
import type { FieldFormat } from '../fields/field-model.ts';
import type { FormSession } from '../form/form-session.ts';
import type { KeyValue } from './record-head.ts';

const shown = 4;

/** The first values of the form's header as text. Old headers begin with spacers; they take none of the room. */
export function keyValues(options: {
  readonly form: Form | undefined;
  readonly session: FormSession;
  readonly catalog: AppCatalog;
  readonly format: FieldFormat;
  readonly formFactor: FormFactor;
}): readonly KeyValue[] {
  const { form, session, catalog, format, formFactor } = options;
  const valueOf = (cell: FormCell): KeyValue[] => {
    if (cell.control?.kind !== 'column') return [];
    const name = cell.control.column;
    const column = catalog.column(session.table.logicalName, name);
    if (column === undefined) return [];
    const text = format.display(column, session.values);
    return [{ label: cell.label === '' ? column.label : cell.label, text }];
  };
  return (form?.header ?? [])
    .filter((cell) => cell.control?.kind === 'column' && cell.visible)
    .filter((cell) => formFactor !== 'phone' || cell.availableOnPhone)
    .slice(0, shown)
    .flatMap(valueOf);
}
