/** The token by which this hub comes to another: asked for with the client's secret, and anew before it ends. */
import type { Unreachable } from '../app/connector';
import { readSecretFile } from '../platform/secret-file';
import type { HubAddress } from './hub-address';
import { tokenIn } from './hub-shapes';
import { KeyFileProblem, unreachableBy } from './https-failure';
import type { HttpsLine } from './https-line';

const MS_PER_SECOND = 1_000;
/** Of its term a token is used so much: what is under way when it ends would be refused. */
const USED_SHARE = 0.8;

export type Bearer = { readonly kind: 'bearer'; readonly authorization: string } | Unreachable;

export interface HubTokens {
  bearer(timeoutMs: number): Promise<Bearer>;
  /** The other hub does not take it any more. */
  drop(bearer: string): void;
}

export function hubTokens(
  line: HttpsLine,
  { url, clientId, clientSecretFile }: Omit<HubAddress, 'connector'>,
): HubTokens {
  let kept: { readonly authorization: string; readonly goodUntil: number } | undefined;
  let asking: Promise<Bearer> | undefined;
  const ask = async (timeoutMs: number): Promise<Bearer> => {
    const secret = await secretIn(clientSecretFile);
    const asked = performance.now();
    const reply = await line.ask({
      method: 'POST',
      url: `${url}/oauth/token`,
      headers: {
        accept: 'application/json',
        authorization: basic(clientId, secret),
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: Buffer.from('grant_type=client_credentials'),
      timeoutMs,
    });
    if (reply.kind === 'unreachable') return reply;
    const token = tokenIn(reply);
    if (token.kind === 'unreachable') return token;
    const authorization = `Bearer ${token.text}`;
    kept = { authorization, goodUntil: asked + token.seconds * MS_PER_SECOND * USED_SHARE };
    return { kind: 'bearer', authorization };
  };
  return {
    bearer: async (timeoutMs) => {
      if (kept !== undefined && kept.goodUntil > performance.now())
        return { kind: 'bearer', authorization: kept.authorization };
      // Calls that come together ask once.
      asking ??= ask(timeoutMs)
        .catch(unreachableBy)
        .finally(() => {
          asking = undefined;
        });
      return asking;
    },
    drop: (authorization) => {
      if (kept?.authorization === authorization) kept = undefined;
    },
  };
}

async function secretIn(path: string): Promise<string> {
  try {
    return (await readSecretFile(path)).toString('utf8').trim();
  } catch (error) {
    throw new KeyFileProblem('The secret of a client cannot be read.', { cause: error });
  }
}

/** RFC 6749, 2.3.1: id and secret are form-encoded first. */
function basic(clientId: string, secret: string): string {
  const encoded = [clientId, secret].map((part) => encodeURIComponent(part).replaceAll('%20', '+')).join(':');
  return `Basic ${Buffer.from(encoded).toString('base64')}`;
}
