import { describe, expect, test } from 'vitest';
import { readConfig } from '../../server/config.ts';

describe('configuration', () => {
  test.each([
    ['PORT', { PORT: 'eighty' }],
    ['PORT', { PORT: '70000' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'not an address' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://x' }],
    ['OIDC_ISSUER', { OIDC_ISSUER: 'issuer' }],
    ['OIDC_CLIENT_ID', { OIDC_ISSUER: 'https://issuer.example' }],
    ['TLS_CERT', { TLS_CERT: 'cert.pem' }],
    ['TRUST_PROXY', { TRUST_PROXY: '10.0.0.0/33' }],
    ['TRUST_PROXY', { TRUST_PROXY: 'the balancer' }],
    ['TRUST_PROXY', { TRUST_PROXY: 'loopback,' }],
    ['DEMO_SIZE', { DEMO_SIZE: 'huge' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
  ])('a fault of %s is named', (variable, env) => {
    expect(() => readConfig(env)).toThrow(
      expect.objectContaining({ code: 'config-invalid', details: expect.objectContaining({ variable }) }),
    );
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
