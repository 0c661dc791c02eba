/**
 * The identity part alone behind an HTTP server, for test/contract/identity.test.ts: its libraries are ES modules,
 * which jest cannot load. Arguments: key file, seconds that a token lives. Prints `{ port, secret }`.
 *   /oauth/…       the issuer          GET /whoami       what the verifier says of the Authorization header
 *   POST /disable  disables the client `city`
 */
import { createServer } from 'node:http';
import { API_AUDIENCE, issuerUrlOf } from '../../src/platform/identity/access-token';
import { hashClientSecret, newClientSecret } from '../../src/platform/identity/client-secrets';
import { createTokenIssuer, type RegisteredClient } from '../../src/platform/identity/token-issuer';
import { verifyToken } from '../../src/platform/identity/verify-token';
import { loadKeys } from '../../src/platform/keys';
import { createLog } from '../../src/platform/log';

const PUBLIC_URL = 'https://hub.example.cn';

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
    ].map((entry) => [entry.clientId, entry]),
  );
  const issuer = issuerUrlOf(PUBLIC_URL);
  const log = createLog('info', 'identity');
  const answer = await createTokenIssuer({
    issuerUrl: issuer,
    keys,
    tokenSeconds,
    log,
    findClient: async (id) => clients.get(id),
  });
  const verify = verifyToken(keys, issuer, API_AUDIENCE, log);
  const server = createServer((request, response) => {
    if (request.url === '/whoami')
      void verify(request.headers.authorization).then((outcome) => response.end(JSON.stringify(outcome)));
    else if (request.url === '/disable') {
      const city = clients.get('city');
      if (city) clients.set('city', { ...city, disabledAt: new Date() });
      response.end();
    } else answer(request, response);
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    process.stdout.write(`${JSON.stringify({ port: typeof address === 'object' ? address?.port : null, secret })}\n`);
  });
}

void main(process.argv[2] ?? '', Number(process.argv[3]));
