/**
 * PostgreSQL types that both drivers hand over as the server's text, so that no driver rounds or shifts a value:
 * int8, date, timestamp, timestamptz, numeric, xid8 and pg_snapshot. The session's zone is UTC.
 */
export const textTypes: readonly number[] = [20, 1082, 1114, 1184, 1700, 5069, 5038];
