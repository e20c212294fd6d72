/** Fields of an error of PostgreSQL that code decides by; the same from both drivers. */
export interface FaultFields {
  readonly message: string;
  /** SQLSTATE, e.g. 23505. */
  readonly code?: string;
  readonly detail?: string;
  readonly constraint?: string;
  readonly table?: string;
  readonly column?: string;
  readonly hint?: string;
  readonly position?: string;
}

/** An error that PostgreSQL reported, carried over from the worker thread. */
export class DatabaseFault extends Error {
  readonly code?: string;
  readonly detail?: string;
  readonly constraint?: string;
  readonly table?: string;
  readonly column?: string;
  readonly hint?: string;
  readonly position?: string;

  constructor(fields: FaultFields) {
    super(fields.message);
    this.name = 'DatabaseFault';
    this.code = fields.code;
    this.detail = fields.detail;
    this.constraint = fields.constraint;
    this.table = fields.table;
    this.column = fields.column;
    this.hint = fields.hint;
    this.position = fields.position;
  }
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Plain fields of whatever a driver threw; crosses postMessage. */
export function faultFields(error: unknown): FaultFields {
  const fields = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>;
  return {
    message: text(fields['message']) ?? String(error),
    code: text(fields['code']),
    detail: text(fields['detail']),
    constraint: text(fields['constraint']),
    table: text(fields['table']),
    column: text(fields['column']),
    hint: text(fields['hint']),
    position: text(fields['position']),
  };
}

/** SQLSTATE of an error from either driver; undefined when it is none. */
export function sqlState(error: unknown): string | undefined {
  const code = faultFields(error).code;
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}
