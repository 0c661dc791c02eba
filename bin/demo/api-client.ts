/** A plain HTTP client of the hub, as an exam system would write one: a token, then GraphQL. */
import type { SampleClient } from '../sample/load-sample';

export type Send = <Data>(query: string, variables?: Record<string, unknown>) => Promise<Data>;

const TOKEN_MARGIN_MS = 30_000;

interface Token {
  readonly access_token: string;
  readonly expires_in: number;
}
interface GraphqlAnswer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

export function apiClient(url: string, client: SampleClient): Send {
  let token: { readonly text: string; readonly goodUntil: number } | undefined;
  const bearer = async (): Promise<string> => {
    if (!token || token.goodUntil < Date.now()) {
      const fresh = await getToken(url, client);
      token = { text: fresh.access_token, goodUntil: Date.now() + fresh.expires_in * 1_000 - TOKEN_MARGIN_MS };
    }
    return token.text;
  };
  return async <Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await bearer()}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const answer: GraphqlAnswer<Data> = JSON.parse(await response.text());
    if (answer.errors && answer.errors.length > 0) {
      throw new Error(
        answer.errors.map(({ message, extensions }) => `${extensions?.code ?? ''} ${message}`).join('; '),
      );
    }
    if (!answer.data) throw new Error(`The hub answered ${response.status} without data.`);
    return answer.data;
  };
}

/** @throws when the hub gives none. */
export async function getToken(
  url: string,
  { clientId, clientSecret }: Pick<SampleClient, 'clientId' | 'clientSecret'>,
): Promise<Token> {
  const response = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  });
  if (!response.ok) throw new Error(`No token: the hub answered ${response.status}.`);
  const token: Token = JSON.parse(await response.text());
  return token;
}
