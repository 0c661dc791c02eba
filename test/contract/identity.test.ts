import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';

import { loadKeys, personDigester } from '../../src/platform/keys';
import { signJwt } from '../kit/sign-jwt';

const SERVER = resolve(__dirname, '../../dist/test/kit/serve-tokens.js');
const TOKEN_SECONDS = 3;
const folder = mkdtempSync(join(tmpdir(), 'certhub-identity-'));
const keysFile = join(folder, 'deep', 'keys.json');

let child: ChildProcessByStdio<null, Readable, Readable>;
let base = '';
let secret = '';
let output = '';

beforeAll(async () => {
  child = spawn(process.execPath, [SERVER, keysFile, String(TOKEN_SECONDS)], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (output += piece));
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const said = JSON.parse(line) as { port: number; secret: string };
  base = `http://127.0.0.1:${said.port}`;
  secret = said.secret;
}, 30_000);

afterAll(async () => {
  const ended = once(child, 'exit');
  child.kill();
  await ended;
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly body: Readonly<Record<string, unknown>>;
}

async function ask(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`${base}${path}`, init);
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: text === '' ? {} : JSON.parse(text),
  };
}

const basic = (id: string, password: string) => `Basic ${Buffer.from(`${id}:${password}`).toString('base64')}`;

const token = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
  ask('/oauth/token', {
    method: 'POST',
    headers,
    body: new URLSearchParams({ grant_type: 'client_credentials', ...fields }),
  });

const whoami = async (authorization?: string): Promise<unknown> =>
  JSON.parse(
    await (await fetch(`${base}/whoami`, authorization === undefined ? {} : { headers: { authorization } })).text(),
  );

const claimsOf = (jwt: unknown): Record<string, unknown> =>
  JSON.parse(Buffer.from(String(jwt).split('.')[1] ?? '', 'base64url').toString('utf8'));

test('a client gets a short-lived JWT by HTTP Basic and by form fields, without naming a resource', async () => {
  const byHeader = await token({}, { authorization: basic('institution', secret) });
  expect(byHeader).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: TOKEN_SECONDS } });
  expect(claimsOf(byHeader.body['access_token'])).toMatchObject({
    iss: 'https://hub.example.cn/oauth',
    aud: 'urn:certhub:api',
    client_id: 'institution',
    role: 'INSTITUTION',
    institution: '0001',
  });
  const byForm = await token({ client_id: 'city', client_secret: secret });
  expect(byForm.status).toBe(200);
  await expect(whoami(`Bearer ${String(byForm.body['access_token'])}`)).resolves.toEqual({
    clientId: 'city',
    role: 'CITY',
    institutionCode: null,
    regionCode: '510100',
  });
});

test('refusals have the shape of RFC 6749 and the same words for an unknown client and a wrong secret', async () => {
  const wrong = await token({ client_id: 'city', client_secret: 'x'.repeat(43) });
  expect(wrong).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  const unknown = await token({ client_id: 'nobody', client_secret: secret });
  expect(unknown).toEqual(wrong);
  // The stored hash is not a secret that opens anything.
  const hash = createHash('sha256').update(secret).digest('hex');
  expect(await token({ client_id: 'city', client_secret: hash })).toEqual(wrong);
  expect(await token({ client_id: 'city', client_secret: secret, grant_type: 'password' })).toMatchObject({
    status: 400,
    body: { error: 'unsupported_grant_type' },
  });
  expect(await token({ client_id: 'city', client_secret: secret, grant_type: 'authorization_code' })).toMatchObject({
    status: 400,
    body: { error: 'unsupported_grant_type' },
  });
  expect(
    await token({ client_id: 'city', client_secret: secret, resource: 'https://elsewhere.example/' }),
  ).toMatchObject({ status: 400, body: { error: 'invalid_target' } });
  expect(await token({})).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  const asBrowser = await token({ client_id: 'city', client_secret: 'y' }, { accept: 'text/html' });
  expect(asBrowser.type).toContain('application/json');
});

test('metadata name our public address whatever the Host header says, and only what is served', async () => {
  for (const path of [
    '/oauth/.well-known/openid-configuration',
    '/oauth/.well-known/oauth-authorization-server',
    '/.well-known/oauth-authorization-server/oauth',
  ]) {
    const { body } = await ask(path, { headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' } });
    expect(body).toEqual({
      issuer: 'https://hub.example.cn/oauth',
      token_endpoint: 'https://hub.example.cn/oauth/token',
      jwks_uri: 'https://hub.example.cn/oauth/jwks',
      grant_types_supported: ['client_credentials'],
      response_types_supported: [],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    });
  }
});

test('the public keys are public only, and every other address of the provider is closed', async () => {
  const { body } = await ask('/oauth/jwks');
  const [key, ...others] = body['keys'] as Record<string, unknown>[];
  expect(others).toEqual([]);
  expect(key).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' });
  expect(key).not.toHaveProperty('d');
  for (const path of [
    '/oauth/auth',
    '/oauth/me',
    '/oauth/session/end',
    '/oauth/reg',
    '/oauth/request',
    '/oauth/token/introspection',
    '/oauth/',
    '/oauth',
  ]) {
    expect((await ask(path)).status).toBe(404);
    expect((await ask(path, { method: 'POST', body: new URLSearchParams() })).status).toBe(404);
  }
});

test('a token expires, and says so; anything else is invalid or absent', async () => {
  const { body } = await token({ client_id: 'institution', client_secret: secret });
  const bearer = `Bearer ${String(body['access_token'])}`;
  await expect(whoami(bearer)).resolves.toMatchObject({ clientId: 'institution' });
  await expect(whoami()).resolves.toBe('absent');
  await expect(whoami(basic('institution', secret))).resolves.toBe('invalid');
  await expect(whoami('Bearer a.b.c')).resolves.toBe('invalid');
  await expect(whoami(`${bearer}A`)).resolves.toBe('invalid');
  await new Promise((done) => setTimeout(done, (TOKEN_SECONDS + 1) * 1_000));
  await expect(whoami(bearer)).resolves.toBe('expired');
}, 15_000);

test('a token that somebody else made is invalid, whatever it claims', async () => {
  const keys = await loadKeys(keysFile);
  const good = {
    iss: 'https://hub.example.cn/oauth',
    aud: 'urn:certhub:api',
    client_id: 'x',
    role: 'OPERATOR',
    exp: Math.floor(Date.now() / 1_000) + 60,
  };
  const by = (change: { claims?: object; header?: object; key?: 'ours' | 'other' | 'none' }) =>
    whoami(`Bearer ${signJwt(keys, good, change)}`);
  await expect(by({})).resolves.toMatchObject({ role: 'OPERATOR' });
  await expect(by({ key: 'other' })).resolves.toBe('invalid');
  await expect(by({ key: 'none', header: { alg: 'none' } })).resolves.toBe('invalid');
  await expect(by({ header: { typ: 'JWT' } })).resolves.toBe('invalid');
  await expect(by({ claims: { iss: 'https://evil.example/oauth' } })).resolves.toBe('invalid');
  await expect(by({ claims: { aud: 'urn:other' } })).resolves.toBe('invalid');
  await expect(by({ claims: { role: 'KING' } })).resolves.toBe('invalid');
  await expect(by({ claims: { exp: undefined } })).resolves.toBe('invalid');
});

test('a token of our key with another issuer is told of once: an operator gave two processes two addresses', async () => {
  const keys = await loadKeys(keysFile);
  const ofOther = signJwt(
    keys,
    {
      iss: 'https://hub-b.example.cn/oauth',
      aud: 'urn:certhub:api',
      client_id: 'x',
      role: 'OPERATOR',
      exp: Math.floor(Date.now() / 1_000) + 60,
    },
    {},
  );
  await expect(whoami(`Bearer ${ofOther}`)).resolves.toBe('invalid');
  await expect(whoami(`Bearer ${ofOther}`)).resolves.toBe('invalid');
  expect(output.split('CERTHUB_PUBLIC_URL differs between processes')).toHaveLength(2);
});

test('a disabled client gets no further token', async () => {
  expect((await token({ client_id: 'city', client_secret: secret })).status).toBe(200);
  await fetch(`${base}/disable`, { method: 'POST' });
  expect(await token({ client_id: 'city', client_secret: secret })).toMatchObject({
    status: 401,
    body: { error: 'invalid_client' },
  });
});

describe('the storage of the token library, for which Node follows every promise of the process', () => {
  const followed = async (): Promise<unknown> => (await fetch(`${base}/followed`)).json();
  const failed = () => token({ client_id: 'nobody', client_secret: secret });

  test('is in use while a token is made, and no longer, also after a refusal', async () => {
    await token({ client_id: 'institution', client_secret: secret });
    expect(await followed()).toEqual({ now: false, inToken: true });
    expect((await failed()).status).toBe(401);
    expect(await followed()).toEqual({ now: false, inToken: true });
  });

  test('stays in use for a token that is still being made when another is done', async () => {
    const slow = token({ client_id: 'slow', client_secret: secret });
    for (let looks = 0; looks < 100; looks += 1) {
      if (isDeepStrictEqual(await followed(), { now: true, inToken: true })) break;
    }
    expect((await token({ client_id: 'institution', client_secret: secret })).status).toBe(200);
    expect(await followed()).toEqual({ now: true, inToken: true });
    await fetch(`${base}/release`, { method: 'POST' });
    expect((await slow).status).toBe(200);
    expect(await followed()).toEqual({ now: false, inToken: true });
  });
});

test('the provider is quiet: our own log lines only, and no secret among them', () => {
  // What is told of two public addresses is no word of the provider.
  const lines = output.split('\n').filter((line) => line !== '' && !line.includes('CERTHUB_PUBLIC_URL'));
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ component: 'identity', level: 'info' });
  expect(output).not.toContain(secret);
});

describe('the key file', () => {
  test('five processes that start together make one', async () => {
    const file = join(folder, 'race', 'keys.json');
    const program = `require(${JSON.stringify(resolve(__dirname, '../../dist/src/platform/keys.js'))}).loadKeys(${JSON.stringify(file)}).then((keys) => process.stdout.write(keys.signingKey.kid + keys.digestKey))`;
    const seen = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const racer = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
        let text = '';
        racer.stdout.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        await once(racer, 'close');
        return text;
      }),
    );
    expect(new Set(seen).size).toBe(1);
    expect(seen[0]).not.toBe('');
    expect(readdirSync(join(folder, 'race'))).toEqual(['keys.json']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  }, 30_000);

  test('a spoilt one is never replaced, and not quoted', async () => {
    const file = join(folder, 'spoilt.json');
    writeFileSync(file, '{"signingKey":"hunter2"');
    await expect(loadKeys(file)).rejects.toThrow(/is not a key file/);
    await expect(loadKeys(file)).rejects.not.toThrow(/hunter2/);
    expect(readFileSync(file, 'utf8')).toContain('hunter2');
  });

  test('a person digest is short, stable, keyed, and tells nothing', async () => {
    const digest = personDigester(await loadKeys(keysFile));
    const other = personDigester(await loadKeys(join(folder, 'other.json')));
    expect(digest('RESIDENT_ID 1')).toHaveLength(16);
    expect(digest('RESIDENT_ID 1')).toEqual(digest('RESIDENT_ID 1'));
    expect(digest('RESIDENT_ID 1')).not.toEqual(digest('RESIDENT_ID 2'));
    expect(digest('RESIDENT_ID 1')).not.toEqual(other('RESIDENT_ID 1'));
  });
});
