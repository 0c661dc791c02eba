/**
 * The identity part alone behind an HTTP server, for test/contract/identity.test.ts: its libraries are ES modules,
 * which jest cannot load. Arguments: key file, seconds that a token lives. Prints `{ port, secret }`.
 *   /oauth/…       the issuer          GET /whoami       what the verifier says of the Authorization header
 *   POST /disable  disables the client `city`
 *   GET /followed  whether Node follows promises: now, and while a token was made last
 *   POST /release  lets the look-up of the client `slow` come back
 */
import { executionAsyncId } from 'node:async_hooks';
import { createServer } from 'node:http';
import { API_AUDIENCE, issuerUrlOf } from '../../src/platform/identity/access-token';
import { hashClientSecret, newClientSecret } from '../../src/platform/identity/client-secrets';
import { createTokenIssuer, type RegisteredClient } from '../../src/platform/identity/token-issuer';
import { verifyToken } from '../../src/platform/identity/verify-token';
import { loadKeys } from '../../src/platform/keys';
import { createLog } from '../../src/platform/log';

const PUBLIC_URL = 'https://hub.example.cn';

/** Only where they are followed has what runs behind each a number of its own (Node's manual, "Promise execution tracking"). */
async function arePromisesFollowed(): Promise<boolean> {
  await undefined;
  const behindFirst = executionAsyncId();
  await undefined;
  return executionAsyncId() !== behindFirst;
}

async function main(keysFile: string, tokenSeconds: number): Promise<void> {
  const secret = newClientSecret();
  const keys = await loadKeys(keysFile);
  const client = (
    clientId: string,
    rest: Pick<RegisteredClient, 'role' | 'institutionCode' | 'regionCode'>,
  ): RegisteredClient => ({
    clientId,
    secretHash: hashClientSecret(secret),
    name: clientId,
    disabledAt: null,
    ...rest,
  });
  const clients = new Map(
    [
      client('institution', { role: 'INSTITUTION', institutionCode: '0001', regionCode: null }),
      client('city', { role: 'CITY', institutionCode: null, regionCode: '510100' }),
      client('slow', { role: 'NATION', institutionCode: null, regionCode: null }),
    ].map((entry) => [entry.clientId, entry]),
  );
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  let inToken = false;
  const findClient = async (id: string): Promise<RegisteredClient | undefined> => {
    inToken = await arePromisesFollowed();
    if (id === 'slow') await released;
    return clients.get(id);
  };
  const issuer = issuerUrlOf(PUBLIC_URL);
  const log = createLog('info', 'identity');
  const answer = await createTokenIssuer({
    issuerUrl: issuer,
    keys,
    tokenSeconds,
    log,
    findClient,
  });
  const verify = verifyToken(keys, issuer, API_AUDIENCE, log);
  const server = createServer((request, response) => {
    if (request.url === '/whoami')
      void verify(request.headers.authorization).then((outcome) => response.end(JSON.stringify(outcome)));
    else if (request.url === '/disable') {
      const city = clients.get('city');
      if (city) clients.set('city', { ...city, disabledAt: new Date() });
      response.end();
    } else if (request.url === '/followed')
      void arePromisesFollowed().then((now) => response.end(JSON.stringify({ now, inToken })));
    else if (request.url === '/release') {
      release();
      response.end();
    } else answer(request, response);
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    process.stdout.write(`${JSON.stringify({ port: typeof address === 'object' ? address?.port : null, secret })}\n`);
  });
}

void main(process.argv[2] ?? '', Number(process.argv[3]));
