/** Who asks: a client of each role over HTTP with tokens of the hub itself, and the public without one. */
import { apiClient, type Send } from '../bin/demo/api-client';
import type { SampleClient } from '../bin/sample/load-sample';
import type { Asker, Question } from './registry-operations';

export type Clients = Readonly<Record<Exclude<Asker, 'public'>, SampleClient>>;

/** One call of a question by one asker. */
export interface Case {
  readonly question: Question;
  readonly asker: Asker;
  readonly call: () => Promise<unknown>;
}

/** A list is walked so far, or half-way where it is shorter. */
const DEEP_PAGES_MAX = 20;
const WALKED_ROWS = 500;

export const trivialCall = (url: string, clients: Clients): (() => Promise<unknown>) => {
  const send = apiClient(url, clients.city);
  return () => send('{ me { clientId } }');
};

export async function casesOf(url: string, clients: Clients, questions: readonly Question[]): Promise<readonly Case[]> {
  const senders = new Map<Asker, Send>(
    (['institution', 'city', 'province', 'nation'] as const).map((asker) => [asker, apiClient(url, clients[asker])]),
  );
  const cases: Case[] = [];
  for (const question of questions) {
    for (const asker of question.askers) {
      const send = senders.get(asker);
      cases.push({
        question,
        asker,
        call: send === undefined ? () => get(url, question) : await sending(send, question),
      });
    }
  }
  return cases;
}

async function sending(send: Send, { ask, variables, deep }: Question): Promise<() => Promise<unknown>> {
  const asked = deep === true ? { ...variables, after: await deepCursor(send, ask, variables) } : variables;
  return async () => {
    const [answer] = Object.values(await send<Record<string, object>>(ask, asked));
    if (answer === undefined || Object.keys(answer).length === 0) throw new Error(`No answer to: ${ask}`);
  };
}

interface Listed {
  readonly total: number;
  readonly endCursor: string | null;
  readonly hasNext: boolean;
}

async function deepCursor(send: Send, ask: string, variables: Question['variables']): Promise<string | null> {
  const walk = ask
    .replace('after: $after', `after: $after, first: ${WALKED_ROWS}`)
    .replace(/\bitems \{[^]*\}(?=\s*\}\s*\}$)/, '');
  let after: string | null = null;
  for (let walked = 0; walked < DEEP_PAGES_MAX * WALKED_ROWS; walked += WALKED_ROWS) {
    const [page]: (Listed | undefined)[] = Object.values(
      await send<Record<string, Listed>>(walk, { ...variables, after }),
    );
    if (page === undefined || !page.hasNext || walked + WALKED_ROWS > page.total / 2) break;
    after = page.endCursor;
  }
  return after;
}

async function get(url: string, { ask, firstBytes }: Question): Promise<void> {
  const response = await fetch(`${url}${ask}`);
  if (!response.ok || response.body === null) throw new Error(`${ask} answered ${response.status}.`);
  if (firstBytes !== true) {
    await response.arrayBuffer();
    return;
  }
  const reader = response.body.getReader();
  await reader.read();
  await reader.cancel();
}
