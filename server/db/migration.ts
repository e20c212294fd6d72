/** A step of the internal schema, run once per database, in the order of ids; never changed after a release. */
export interface Migration {
  /** Number and part, e.g. `0020-auth`. */
  readonly id: string;
  /** Statements without parameters; they commit together with the note that the step was made. */
  readonly sql: string;
}
