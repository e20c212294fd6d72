import { isIP } from 'node:net';
import * as v from 'valibot';

/** Shapes that a setting can have. Each message ends the sentence `NAME: …` and says what to write instead. */

const switches: ReadonlyMap<string, boolean> = new Map([
  ...['1', 'true', 'on', 'yes'].map((word) => [word, true] as const),
  ...['0', 'false', 'off', 'no'].map((word) => [word, false] as const),
]);

/** On or off in the words people write for it. */
export const onOff = v.pipe(
  v.string(),
  v.transform((text) => switches.get(text.toLowerCase())),
  v.boolean('must be 1 (on) or 0 (off).'),
);

const portMessage = 'must be a port number, 1 to 65535.';
export const portNumber = v.pipe(
  v.string(),
  v.regex(/^\d{1,5}$/, portMessage),
  v.transform(Number),
  v.minValue(1, portMessage),
  v.maxValue(65_535, portMessage),
);

const hostName = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?$/i;

/** An address of this machine, IPv6 without its brackets. */
export const listenHost = v.pipe(
  v.string(),
  v.transform((text) => text.replace(/^\[(.*)\]$/, '$1')),
  v.check(
    (text) => isIP(text) !== 0 || hostName.test(text),
    'must be an address or name of this machine alone, like 127.0.0.1, 0.0.0.0 or localhost, without http:// and port.',
  ),
);

function isOrigin(text: string): boolean {
  if (!/^https?:\/\/[^/]/i.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  return `${url.username}${url.password}${url.search}${url.hash}` === '' && /^\/*$/.test(url.pathname);
}

/** Scheme, host and port as browsers write them: `HTTPS://Host:443/` becomes `https://host`. */
export const origin = v.pipe(
  v.string(),
  v.check(
    isOrigin,
    'must be http:// or https://, a host and perhaps a port, like https://work.example.org, without a path: ' +
      'the app stands at the root of its address.',
  ),
  v.transform((text) => new URL(text).origin),
);

export const webAddress = v.pipe(
  v.string(),
  v.check(
    (text) => /^https?:\/\/[^/]/i.test(text) && URL.canParse(text),
    'must be an address that begins with https:// (or http://).',
  ),
);

/** What was given is not told: it holds a password. */
export const postgresAddress = v.pipe(
  v.string(),
  v.check(
    (text) => /^postgres(ql)?:\/\/./.test(text) && URL.canParse(text),
    'must be an address like postgres://user:password@host:5432/database; signs like # / @ in the password are ' +
      'written as %23 %2F %40.',
  ),
);

const namedNets = new Set(['loopback', 'linklocal', 'uniquelocal']);

function isNet(text: string): boolean {
  if (namedNets.has(text)) return true;
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

/** Addresses and networks with commas between them. */
export const nets = v.pipe(
  v.string(),
  v.transform((text) => text.split(',').map((part) => part.trim())),
  v.check(
    (parts) => parts.every(isNet),
    'must be addresses, networks like 10.0.0.0/8, or loopback, with commas between them.',
  ),
);

/** One of a few words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return v.picklist(words, `must be one of ${words.join(', ')}.`);
}
