/** Reads a subscription of the hub as server-sent events (graphql-sse, distinct connections). */
export interface ProgressEvent {
  readonly id: string;
  readonly state: string;
  readonly progress: { readonly recordsChecked: number };
}

export const PROGRESS_QUERY = `subscription ($id: ID!) { batchProgress(id: $id) { id state progress { recordsChecked } } }`;

export async function openStream(
  url: string,
  authorization: string | undefined,
  query: string,
  variables: object,
): Promise<Response> {
  return fetch(`${url}/graphql/stream`, {
    method: 'POST',
    headers: {
      accept: 'text/event-stream',
      'content-type': 'application/json',
      ...(authorization === undefined ? {} : { authorization }),
    },
    body: JSON.stringify({ query, variables }),
  });
}

/** Everything that `batchProgress` told until it ended. */
export async function batchEvents(url: string, authorization: string, id: string): Promise<ProgressEvent[]> {
  const response = await openStream(url, authorization, PROGRESS_QUERY, { id });
  const text = await response.text();
  const events: ProgressEvent[] = [];
  for (const block of text.split('\n\n')) {
    const event = /^event: (.*)$/m.exec(block)?.[1];
    const payload = /^data: (.+)$/m.exec(block)?.[1];
    if (event !== 'next' || payload === undefined) continue;
    const { data, errors } = JSON.parse(payload) as { data?: { batchProgress: ProgressEvent }; errors?: unknown };
    if (!data) throw new Error(`The stream told ${JSON.stringify(errors)}`);
    events.push(data.batchProgress);
  }
  if (!text.includes('event: complete'))
    throw new Error(`The stream broke off: ${response.status} ${text.slice(0, 300)}`);
  return events;
}
