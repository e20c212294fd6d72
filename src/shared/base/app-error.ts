/**
 * The error catalogue: every failure that is not an expected outcome has one of these codes, and this list is its
 * manual. `status` is the HTTP answer when it reaches the server's border; `odata` is Dataverse's number for it.
 */
export const errorCodes = {
  'not-signed-in': { status: 401, odata: '0x80072560', text: 'Sign in to continue.' },
  'wrong-person': {
    status: 409,
    odata: '0x80040203',
    text: 'The session belongs to another person than the request.',
  },
  'no-privilege': {
    status: 403,
    odata: '0x80040220',
    text: 'You do not have the privilege for this action.',
  },
  'no-mobile-privilege': {
    status: 403,
    odata: '0x80040220',
    text: 'Your roles do not include Dynamics 365 for mobile.',
  },
  'foreign-origin': {
    status: 403,
    odata: '0x80040220',
    text: 'The request comes from another site. Open the app at its own address.',
  },
  'bad-content-type': {
    status: 403,
    odata: '0x80040220',
    text: 'With a session cookie only JSON and declared binary types are taken.',
  },
  'no-row': { status: 404, odata: '0x80040217', text: 'The record does not exist or you may not read it.' },
  'no-table': { status: 404, odata: '0x80060888', text: 'There is no such table.' },
  'no-column': { status: 400, odata: '0x80060888', text: 'There is no such column.' },
  'no-route': { status: 404, odata: '0x8006088a', text: 'There is nothing at this address.' },
  'bad-request': { status: 400, odata: '0x80040203', text: 'The request cannot be understood.' },
  'bad-query': { status: 400, odata: '0x80041129', text: 'The query cannot be understood.' },
  'too-many-links': { status: 400, odata: '0x8004430d', text: 'The query links too many tables.' },
  'too-many-conditions': { status: 400, odata: '0x8004430c', text: 'The query has too many conditions.' },
  'aggregate-limit': { status: 400, odata: '0x8004e023', text: 'The aggregate goes over too many rows.' },
  'bad-value': { status: 400, odata: '0x80048d19', text: 'A value does not fit its column.' },
  'required-missing': { status: 400, odata: '0x80040203', text: 'A required value is missing.' },
  'version-mismatch': { status: 412, odata: '0x80060882', text: 'The record was changed since it was read.' },
  'row-exists': { status: 412, odata: '0x80040237', text: 'A record with this id exists already.' },
  'duplicate-key': {
    status: 412,
    odata: '0x80060892',
    text: 'A record with the same key values exists already.',
  },
  'delete-restricted': {
    status: 405,
    odata: '0x80048d21',
    text: 'The record cannot be deleted: others refer to it.',
  },
  // CannotRemoveFromSysAdmin, CannotDeleteSysAdmin and AccountLoopBeingCreated in Dataverse's list.
  'last-administrator': {
    status: 400,
    odata: '0x80041d30',
    text: 'At least one enabled person must keep the role System Administrator.',
  },
  'system-role': { status: 400, odata: '0x80041d2e', text: 'A role of the system cannot be deleted.' },
  'hierarchy-loop': {
    status: 400,
    odata: '0x80040507',
    text: 'The parent would create a loop in the hierarchy: it is the record itself or one below it.',
  },
  'too-large': { status: 413, odata: '0x80044150', text: 'The request is too large.' },
  'too-many-requests': { status: 429, odata: '0x80072322', text: 'Too many requests; try again later.' },
  unavailable: { status: 503, odata: '0x80044151', text: 'The server is not ready; try again.' },
  internal: { status: 500, odata: '0x80040216', text: 'Something went wrong on the server.' },
  'solution-not-zip': { status: 400, odata: '0x80048060', text: 'The file is not a solution archive.' },
  'solution-too-large': {
    status: 400,
    odata: '0x80048060',
    text: 'The archive unpacks to more than the limit.',
  },
  'solution-bad-path': {
    status: 400,
    odata: '0x80048060',
    text: 'The archive holds a path that leaves its folder.',
  },
  'solution-bad-xml': {
    status: 400,
    odata: '0x80048060',
    text: 'A file of the solution is not well-formed XML.',
  },
  'solution-missing-dependency': {
    status: 400,
    odata: '0x8004f038',
    text: 'The solution needs another one first.',
  },
  'solution-name-clash': {
    status: 400,
    odata: '0x80048403',
    text: 'The solution redefines what another one owns.',
  },
  'solution-older': {
    status: 400,
    odata: '0x80048060',
    text: 'A newer version of the solution is installed.',
  },
  'solution-unknown': { status: 404, odata: '0x8004f033', text: 'There is no solution of that name.' },
  'solution-needed': {
    status: 400,
    odata: '0x8004f01f',
    text: 'Other solutions need this one.',
  },
  'solution-not-exportable': {
    status: 400,
    odata: '0x80048036',
    text: 'The solution cannot be exported.',
  },
  'data-package-unreadable': { status: 400, odata: '0x80048060', text: 'The data package cannot be read.' },
  'no-administrator': {
    status: 409,
    odata: '0x80040220',
    text: 'There is no administrator yet; set the server up first.',
  },
  'config-invalid': { status: 500, odata: '0x80040216', text: 'A setting has a value that cannot be used.' },
  'data-folder-locked': { status: 500, odata: '0x80040216', text: 'Another process uses the data folder.' },
  'database-newer': {
    status: 500,
    odata: '0x80040216',
    text: 'The database was made by a newer version of Haversack.',
  },
  'database-changed': {
    status: 500,
    odata: '0x80040216',
    text: 'A migration that the database already has is not the one in this version.',
  },
  'too-slow': { status: 503, odata: '0x80072321', text: 'The database took too long to answer.' },
  'store-unusable': { status: 500, odata: '0x80040216', text: 'The local database cannot be opened.' },
  'store-upgrade-blocked': {
    status: 500,
    odata: '0x80040216',
    text: 'Another tab keeps the local database from being upgraded.',
  },
  'quota-exceeded': { status: 500, odata: '0x80040216', text: 'The device has no room left.' },
  network: { status: 503, odata: '0x80044151', text: 'The server cannot be reached.' },
  protocol: { status: 400, odata: '0x80040203', text: 'The other side sent what this version cannot read.' },
} as const satisfies Record<string, { status: number; odata: string; text: string }>;

export type ErrorCode = keyof typeof errorCodes;

/** What went wrong, by catalogue code; `details` name the place (table, column, path) and never hold personal data. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    details: Readonly<Record<string, unknown>> & { message?: string } = {},
    options?: ErrorOptions,
  ) {
    super(details.message ?? errorCodes[code].text, options);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}
