/** It travels in a cookie, percent-encoded; browsers drop cookies of more than 4 KB. */
const longest = 1000;

/**
 * The path inside our own origin to go to after sign-in; `/` for anything else (another origin in any spelling, our own
 * sign-in addresses, nothing).
 */
export function safeReturnTo(asked: unknown, publicUrl: string): string {
  if (typeof asked !== 'string' || asked.length > longest || !asked.startsWith('/')) return '/';
  // Browsers read `/\host` and `/<tab>/host` as another host.
  if (/^\/[/\\]|[\\\p{Cc}]/u.test(asked)) return '/';
  if (!URL.canParse(asked, publicUrl)) return '/';
  const target = new URL(asked, publicUrl);
  if (target.origin !== new URL(publicUrl).origin) return '/';
  // `/.//host` resolves to the path `//host`, which a browser would take for a host again.
  if (target.pathname.startsWith('//')) return '/';
  if (/^\/(auth|oidc|setup)(\/|$)/.test(target.pathname)) return '/';
  return target.pathname + target.search + target.hash;
}
