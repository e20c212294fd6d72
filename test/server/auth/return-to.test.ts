import { describe, expect, it } from 'vitest';
import { safeReturnTo } from '../../../server/auth/return-to.ts';

const home = 'https://work.example.org';

describe('the way back after sign-in', () => {
  it('keeps paths of our own, with query and fragment', () => {
    expect(safeReturnTo('/apps/sales?view=1|2#top', home)).toBe('/apps/sales?view=1|2#top');
  });

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    'javascript:alert(1)',
    'evil.example',
    '',
    '/auth/login?returnTo=/',
    '/oidc/auth',
    '/setup/x',
    `/${'a'.repeat(1001)}`,
    ['/a'],
    undefined,
  ])('goes home instead of to %j', (asked) => {
    expect(safeReturnTo(asked, home)).toBe('/');
  });
});
