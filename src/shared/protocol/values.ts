import * as v from 'valibot';
import { isGuid } from '../base/guid.ts';

/** A row id in canonical form. */
export const guid = v.custom<string>(isGuid, 'must be a lower-case GUID');

/** Logical names; bounded, so that no body makes the server build unbounded text. */
export const logicalName = v.pipe(v.string(), v.regex(/^[a-z_][a-z0-9_]{0,127}$/, 'must be a logical name'));

/** versionnumber, decimal text. */
export const rowVersion = v.pipe(v.string(), v.regex(/^\d{1,19}$/, 'must be a row version'));

/** A value of src/shared/metadata/row.ts; whether it fits its column is the write pipeline's to say. */
export const rowValue = v.nullable(
  v.union([
    v.string(),
    v.pipe(v.number(), v.finite()),
    v.boolean(),
    v.array(v.pipe(v.number(), v.integer())),
  ]),
);

/** Row values by logical column name. */
export const rowValues = v.record(logicalName, rowValue);

/** Names one row. */
export const rowRef = v.object({ table: logicalName, id: guid });

/** Who asks and from where: every body and every stream names the person and the store it is for. */
export const formFactor = v.picklist(['desktop', 'tablet', 'phone', 'kiosk']);
export type FormFactor = v.InferOutput<typeof formFactor>;

/** At-most-once key of one attempt of an entry (I4). */
export const attemptKey = v.object({ entry: guid, attempt: v.pipe(v.number(), v.integer(), v.minValue(1)) });
export type AttemptKey = v.InferOutput<typeof attemptKey>;

/** Fields that open every request body. */
export const requestHead = {
  protocol: v.pipe(v.number(), v.integer(), v.minValue(1)),
  person: guid,
  store: guid,
  formFactor,
  /** Entries in the device's outbox, so that lost devices can be told with the number lost. */
  waiting: v.pipe(v.number(), v.integer(), v.minValue(0)),
} as const;

/** Answer of a request that failed as a whole, in OData's error shape. */
export const failureBody = v.object({ error: v.object({ code: v.string(), message: v.string() }) });
