/** A bare HTTP client of the hub: answers are handed back as they came, so that a test can look at every part. */
import type { ClientSecret } from './hub-clients';

export interface GraphqlError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: {
    readonly code?: string;
    readonly reason?: string;
    readonly message?: { readonly zh: string; readonly en: string };
    readonly remedy?: { readonly zh: string; readonly en: string };
  };
}
export interface GraphqlAnswer {
  readonly status: number;
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly GraphqlError[];
}

const ACCEPT = 'application/graphql-response+json, application/json';

/** `authorization` is the whole header; `undefined` sends none. */
export async function postGraphql(
  url: string,
  authorization: string | undefined,
  query: string,
  variables: object = {},
): Promise<GraphqlAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      accept: ACCEPT,
      'content-type': 'application/json',
      ...(authorization === undefined ? {} : { authorization }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  const parsed = jsonOf(text) as { data?: Record<string, unknown> | null; errors?: readonly GraphqlError[] };
  return { status: response.status, text, data: parsed.data ?? null, errors: parsed.errors ?? [] };
}

/** An answer that is no JSON is a finding of its own: it is shown. */
export function jsonOf(text: string): object {
  try {
    return JSON.parse(text) as object;
  } catch {
    throw new Error(`The hub did not answer JSON: ${text.slice(0, 200)}`);
  }
}

export async function fetchToken(url: string, { clientId, clientSecret }: ClientSecret): Promise<string> {
  const response = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`No token: ${response.status} ${text}`);
  return String(Reflect.get(jsonOf(text), 'access_token'));
}

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export async function put(
  url: string,
  authorization: string | undefined,
  body: string | Buffer | Uint8Array<ArrayBuffer>,
  contentType = 'application/x-ndjson',
): Promise<HttpAnswer> {
  const response = await fetch(url, {
    method: 'PUT',
    headers: { 'content-type': contentType, ...(authorization === undefined ? {} : { authorization }) },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });
  const text = await response.text();
  return { status: response.status, text, body: jsonOf(text) as Readonly<Record<string, unknown>> };
}
