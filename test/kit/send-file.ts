import type { TestHub } from './hub';
import type { CallerName } from './hub-clients';
import { jsonOf } from './graphql-client';

/** A small file through its door; answers its id. Content that differs makes another attachment. */
export async function sendFile(
  { url }: Pick<TestHub, 'url'>,
  authorization: string,
  name: string,
  content = name,
): Promise<string> {
  const response = await fetch(`${url}/attachments?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/pdf' },
    body: `%PDF-1.7\n% ${content}\n%%EOF\n`,
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return String(Reflect.get(jsonOf(text), 'id'));
}

export const sendFileAs = async (hub: TestHub, caller: CallerName, name: string): Promise<string> =>
  sendFile(hub, await hub.bearer(caller), name);
