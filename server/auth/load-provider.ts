import type * as providerModule from 'oidc-provider';

const advice = 'oidc-provider WARNING: Unsupported runtime';

/**
 * Loads the provider without its advice on the console: it asks for Node 22, and on Node 20.19, where our tests run too,
 * it works. Everything else that is printed meanwhile passes.
 */
export async function loadProvider(): Promise<typeof providerModule> {
  const { console } = globalThis;
  const { warn } = console;
  console.warn = (...words: unknown[]) => {
    if (!String(words[0]).includes(advice)) warn.apply(console, words);
  };
  try {
    return await import('oidc-provider');
  } finally {
    console.warn = warn;
  }
}
