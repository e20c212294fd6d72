import { describe, expect, test } from 'vitest';
import { readConfig } from '../../server/config.ts';

describe('configuration', () => {
  test.each([
    ['PORT', { PORT: 'eighty' }, /1 to 65535/],
    ['PORT', { PORT: '70000' }, /1 to 65535/],
    ['PORT', { PORT: '0' }, /1 to 65535/],
    ['HOST', { HOST: 'http://localhost' }, /without http/],
    ['HOST', { HOST: 'localhost:8080' }, /without http:\/\/ and port/],
    ['HOST', { HOST: 'my machine' }, /like 127.0.0.1/],
    ['PUBLIC_URL', { PUBLIC_URL: 'not an address' }, /like https:/],
    ['PUBLIC_URL', { PUBLIC_URL: 'work.example.org' }, /must be http:\/\/ or https:/],
    ['PUBLIC_URL', { PUBLIC_URL: 'ftp://work.example.org' }, /must be http:\/\/ or https:/],
    ['PUBLIC_URL', { PUBLIC_URL: 'https:work.example.org' }, /must be http:\/\/ or https:/],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://work.example.org/crm' }, /without a path/],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://work.example.org/?tenant=1' }, /without a path/],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://work.example.org/#top' }, /without a path/],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://me:secret@work.example.org' }, /like https:/],
    ['PUBLIC_URL', { PUBLIC_URL: 'http://pc:8080', TLS_CERT: 'c', TLS_KEY: 'k' }, /begin with https:/],
    ['HOST', { HOST: 'fe80::1%eth0' }, /set PUBLIC_URL/],
    ['HOST', { HOST: '999.1.1.1' }, /set PUBLIC_URL/],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://x' }, /postgres:\/\/user:password@host/],
    ['DATABASE_URL', { DATABASE_URL: 'postgres:haversack' }, /postgres:\/\/user/],
    ['DATABASE_URL', { DATABASE_URL: 'db.example' }, /postgres:\/\/user/],
    ['DATABASE_URL', { DATABASE_URL: 'postgres://me:pass#word@db.example/x' }, /written as %23/],
    ['OIDC_ISSUER', { OIDC_ISSUER: 'issuer' }, /begins with https:/],
    ['OIDC_ISSUER', { OIDC_ISSUER: 'ldap://issuer' }, /begins with https:/],
    ['OIDC_ISSUER', { OIDC_ISSUER: 'https://issuer.example' }, /needs OIDC_CLIENT_ID/],
    ['OIDC_CLIENT_ID', { OIDC_CLIENT_ID: 'haversack' }, /needs OIDC_ISSUER/],
    ['OIDC_CLIENT_SECRET', { OIDC_CLIENT_SECRET: 'haversack' }, /needs OIDC_ISSUER/],
    ['TLS_CERT', { TLS_CERT: 'cert.pem' }, /needs TLS_KEY/],
    ['TLS_KEY', { TLS_KEY: 'key.pem' }, /needs TLS_CERT/],
    ['TRUST_PROXY', { TRUST_PROXY: '10.0.0.0/33' }, /networks like/],
    ['TRUST_PROXY', { TRUST_PROXY: 'the balancer' }, /networks like/],
    ['TRUST_PROXY', { TRUST_PROXY: 'loopback,' }, /networks like/],
    ['DEMO', { DEMO: 'maybe' }, /1 \(on\) or 0 \(off\)/],
    ['DEMO', { DEMO: 'constructor' }, /1 \(on\) or 0 \(off\)/],
    ['DEMO_SIZE', { DEMO_SIZE: 'huge' }, /none, tiny, tenth, full/],
    ['DEMO_APP_ID', { DEMO_APP_ID: 'client' }, /needs DEMO_APP_SECRET/],
    ['DEMO_APP_SECRET', { DEMO_APP_SECRET: 'secret' }, /needs DEMO_APP_ID/],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }, /error, info, debug, silent/],
  ])('a fault of %s is named, with what to write instead: %o', (variable, env, sentence) => {
    const read = (): unknown => readConfig(env);

    expect(read).toThrow(
      expect.objectContaining({ code: 'config-invalid', details: expect.objectContaining({ variable }) }),
    );
    expect(read).toThrow(sentence);
    expect(read).toThrow(new RegExp(`^${variable}: [^\\n]*\\.$`));
  });

  test('a password in a setting is never told', () => {
    expect(() => readConfig({ DATABASE_URL: 'postgres://me:hush#hush@db/x' })).not.toThrow(/hush/);
    expect(() => readConfig({ PUBLIC_URL: 'https://me:hush@db' })).not.toThrow(/hush/);
  });

  test('nothing set: loopback, PGlite and the demo', () => {
    const config = readConfig({});

    expect(config).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:8080',
      demo: true,
      databaseUrl: undefined,
    });
  });

  test('an empty value counts as none', () => {
    const env = {
      PORT: '',
      HOST: '',
      PUBLIC_URL: '',
      DATABASE_URL: '',
      DEMO: '',
      DEMO_APP_ID: '',
      TLS_CERT: '',
    };
    expect(readConfig(env)).toEqual(readConfig({}));
  });

  test.each([
    ['https://work.example.org/', 'https://work.example.org'],
    ['HTTPS://Work.Example.org:443', 'https://work.example.org'],
    ['http://192.168.1.7:8080//', 'http://192.168.1.7:8080'],
  ])('the public address %s is the origin %s', (given, origin) => {
    expect(readConfig({ PUBLIC_URL: given }).publicUrl).toBe(origin);
  });

  test.each([
    ['[::1]', '::1', 'http://localhost:8080'],
    ['::', '::', 'http://localhost:8080'],
    ['fd00::7', 'fd00::7', 'http://[fd00::7]:8080'],
    ['pc.local', 'pc.local', 'http://pc.local:8080'],
  ])('host %s listens on %s and is shown as %s', (given, host, publicUrl) => {
    expect(readConfig({ HOST: given })).toMatchObject({ host, publicUrl });
  });

  test('the demo is switched in the words people write', () => {
    for (const word of ['0', 'off', 'Off', 'false', 'FALSE', 'no'])
      expect(readConfig({ DEMO: word }).demo, word).toBe(false);
    for (const word of ['1', 'on', 'True', 'yes'])
      expect(readConfig({ HOST: '0.0.0.0', DEMO: word }).demo, word).toBe(true);
  });

  test('proxies are named by address or network; by itself only this machine is one', () => {
    expect(readConfig({}).trustProxy).toEqual(['loopback']);
    expect(readConfig({ TRUST_PROXY: 'loopback, 10.1.2.3,fd00::/8' }).trustProxy).toEqual([
      'loopback',
      '10.1.2.3',
      'fd00::/8',
    ]);
  });

  test('off loopback the demo is off unless it is asked for', () => {
    expect(readConfig({ HOST: '0.0.0.0' }).demo).toBe(false);
    expect(readConfig({ HOST: '0.0.0.0', DEMO: '1' }).demo).toBe(true);
  });
});
