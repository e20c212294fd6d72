/** A form as compiled from FormXml. `L` as in {@link Table}: Labels on the server, text in a package. */
export type FormType = 'main' | 'quickview' | 'quickcreate' | 'card';

export interface Form<L = string> {
  readonly id: string;
  readonly table: string;
  readonly type: FormType;
  readonly name: L;
  readonly isDefault: boolean;
  readonly order: number;
  /** Ids of the roles it is shown to; absent: everyone. */
  readonly roles?: readonly string[];
  readonly header: readonly FormCell<L>[];
  readonly tabs: readonly FormTab<L>[];
  readonly footer: readonly FormCell<L>[];
}

export interface FormTab<L = string> {
  readonly id: string;
  readonly name: string;
  readonly label: L;
  readonly showLabel: boolean;
  readonly visible: boolean;
  readonly expanded: boolean;
  readonly availableOnPhone: boolean;
  readonly columns: readonly FormColumn<L>[];
}

export interface FormColumn<L = string> {
  /** Share of the tab's width, percent. */
  readonly width: number;
  readonly sections: readonly FormSection<L>[];
}

export interface FormSection<L = string> {
  readonly id: string;
  readonly name: string;
  readonly label: L;
  readonly showLabel: boolean;
  readonly visible: boolean;
  readonly availableOnPhone: boolean;
  /** Columns of cells, 1 to 4. */
  readonly columns: number;
  readonly rows: readonly (readonly FormCell<L>[])[];
}

export interface FormCell<L = string> {
  readonly id: string;
  /** Empty: the column's own label. */
  readonly label: L;
  readonly showLabel: boolean;
  readonly visible: boolean;
  readonly availableOnPhone: boolean;
  readonly colspan: number;
  readonly rowspan: number;
  /** Absent: a spacer. */
  readonly control?: FormControl;
}

/** What a cell shows. Kinds that this version does not run keep their place with `unsupported`, never break the form. */
export type FormControl =
  | {
      readonly kind: 'column';
      readonly column: string;
      readonly disabled: boolean;
      readonly required?: boolean;
      /** View that the lookup offers first. */
      readonly defaultViewId?: string;
      readonly filterRelationship?: string;
      readonly dependentColumn?: string;
    }
  | {
      readonly kind: 'subgrid';
      readonly table: string;
      readonly viewId?: string;
      /** Schema name of the relationship that ties its rows to the record; absent: all rows of the view. */
      readonly relationship?: string;
      readonly rowsPerPage: number;
    }
  | {
      readonly kind: 'quickview';
      readonly column: string;
      readonly forms: readonly { table: string; formId: string }[];
    }
  | { readonly kind: 'timeline' }
  | { readonly kind: 'unsupported'; readonly what: string };
