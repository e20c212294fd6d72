import type { MoneySign } from '../../shared/base/money-text.ts';
import type { Row, RowValue } from '../../shared/metadata/row.ts';
import type { Column } from '../../shared/metadata/table.ts';
import type { FieldProblem } from '../form/form-session.ts';

/** A row that a lookup can point at. */
export interface LookupTarget {
  readonly table: string;
  readonly id: string;
  readonly name: string;
  /** A second line that tells rows of the same name apart. */
  readonly detail?: string;
}

/** What a lookup field needs beyond its value; given by the page, so that fields stay free of data access. */
export interface LookupSource {
  /** Tables it may point at and that are on this device, with their labels. */
  readonly tables: readonly { readonly table: string; readonly label: string }[];
  /** Labels of possible tables that are not on this device. */
  readonly absent: readonly string[];
  /** Tables of which a record can be made right here, with their labels. */
  readonly creatable: readonly { readonly table: string; readonly label: string }[];
  /** Lets the person make a record named as typed; undefined when none was made. */
  create(table: string, typed: string): Promise<LookupTarget | undefined>;
  search(text: string, limit: number): Promise<readonly LookupTarget[]>;
  /** Address of the row, for the link; undefined where the app cannot open it. */
  href(table: string, id: string): string | undefined;
}

/** The person's way of writing numbers and moments. */
export interface FieldFormat {
  /** BCP 47. */
  readonly locale: string;
  /** `YYYY-MM-DDTHH:MM` in the person's zone for a canonical instant. */
  toLocal(instant: string): string;
  /** The canonical instant of a wall time `YYYY-MM-DDTHH:MM` in the person's zone. */
  toInstant(local: string): string;
  /** The row's value in the column as read-only text, with what stands beside it: a lookup's name, money's currency. */
  display(column: Column, row: Row): string;
}

/** Everything one field shows and says; every editor has this one shape. */
export interface FieldModel {
  readonly column: Column;
  /** The form's label, else the column's own. */
  readonly label: string;
  readonly value: RowValue;
  /** Lookups: display name and table of the value. */
  readonly targetName?: string;
  readonly targetTable?: string;
  readonly readonly: boolean;
  readonly required: 'none' | 'recommended' | 'required';
  /** Words for the problem, or empty. */
  readonly error: string;
  readonly format: FieldFormat;
  readonly lookup?: LookupSource;
  /** Money: the sign and digits of its currency, where it is known. */
  readonly currency?: MoneySign;
  change(value: RowValue): void;
  changeLookup(target: LookupTarget | null): void;
  invalid(problem: FieldProblem): void;
}
