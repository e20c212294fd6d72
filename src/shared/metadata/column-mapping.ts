/** Values that a new row of `target` takes over from the row of `source` it is made from. */
export interface ColumnMapping {
  readonly source: string;
  readonly target: string;
  readonly columns: readonly { readonly from: string; readonly to: string }[];
}
