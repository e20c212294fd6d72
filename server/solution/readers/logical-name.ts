import { AppError } from '../../../src/shared/base/app-error.ts';

/** As the protocol has it: a table or column of another name could not travel to devices. */
const plainName = /^[a-z_][a-z0-9_]{0,127}$/;

/** The name if it is one; throws `solution-bad-xml` naming what it is of. */
export function requireLogicalName(name: string, what: string): string {
  if (plainName.test(name) && name !== '__proto__') return name;
  throw new AppError('solution-bad-xml', {
    message: `The ${what} ${JSON.stringify(name.slice(0, 80))} has a name that tables and columns cannot have.`,
  });
}
