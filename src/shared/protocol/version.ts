/**
 * Version of the push and pull bodies. Raised when an older server or device would misread a body; then the old
 * shape stays readable in push for good (I11), and pull may answer `update-needed`.
 */
export const protocolVersion = 1;

/** Push formats of outbox entries ever released; every one of them stays accepted (I11). */
export const entryFormats: readonly number[] = [1];

/** Limits that both sides know, so that a device halves before the server has to say so. */
export const limits = {
  /** Entries of one push. */
  entries: 200,
  /** Characters of one push body. */
  pushBody: 2_000_000,
  /** Rows of one pull chunk. */
  chunk: 500,
} as const;

/** Content type of pull answers: one JSON value a line. */
export const ndjson = 'application/x-ndjson';
