import { describe, expect, it } from 'vitest';
import { faultWords, problemWords } from '../../../src/components/base/problem-words.ts';
import { AppError, errorCodes } from '../../../src/shared/base/app-error.ts';
import { faultCodes } from '../../../src/shared/rules/normalize.ts';

describe('the words for what was not accepted', () => {
  it('are a sentence for every fault, with what is allowed', () => {
    for (const code of faultCodes) {
      expect(faultWords({ code }), code).toMatch(/^[A-Z].* .*\.$/);
      expect(faultWords({ code, limit: 160 }), code).not.toContain('undefined');
    }
    expect(faultWords({ code: 'too-long', limit: 160 })).toBe('At most 160 characters.');
  });

  it('name the column, and prefer the fault to the code', () => {
    const problem = {
      code: 'bad-value',
      message: 'from the server',
      column: 'name',
      fault: { code: 'too-long', limit: 5 },
    };
    expect(problemWords(problem, 'Account Name')).toBe('Account Name: At most 5 characters.');
    expect(problemWords(problem)).toBe('At most 5 characters.');
  });

  it('are the server’s own where a newer one says what is not known here', () => {
    const problem = {
      code: 'no-such-code',
      message: 'Said by the server.',
      fault: { code: 'no-such-fault' },
    };
    expect(problemWords(problem)).toBe('Said by the server.');
  });

  it('are the server’s own where they say more than the code', () => {
    const message = 'The default team of a business unit cannot be deleted.';
    expect(problemWords({ code: 'delete-restricted', message })).toBe(message);
    expect(problemWords({ code: 'mismatch', message: 'x' })).toContain('another content');
  });

  it('never are a code of the catalogue', () => {
    for (const code of Object.keys(errorCodes) as (keyof typeof errorCodes)[])
      expect(problemWords({ code, message: new AppError(code).message })).toMatch(/ /);
  });
});
