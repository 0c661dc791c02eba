/** The public directory, asked as everybody may: without a token. */
import { jsonOf } from '../graphql-client';
import type { TestHub } from '../hub';
import type { Page } from './answers';

export interface Entry {
  readonly institutionCode: string;
  readonly institutionName: string;
  readonly occupationName: string | null;
  readonly levels: readonly string[];
  readonly audience: readonly string[];
  readonly fees: readonly { readonly level: string; readonly yuan: number }[] | null;
  readonly from: string;
  readonly to: string | null;
  readonly standing: string;
  readonly sites: readonly { readonly code: string }[];
}

async function publicText(hub: TestHub, file: string, query: Readonly<Record<string, string>>): Promise<string> {
  const response = await fetch(`${hub.url}/public/${file}?${new URLSearchParams(query).toString()}`);
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return text;
}

export async function directoryJson(hub: TestHub, query: Readonly<Record<string, string>> = {}): Promise<Page<Entry>> {
  const page = jsonOf(await publicText(hub, 'directory.json', query));
  return { total: Number(Reflect.get(page, 'total')), items: Reflect.get(page, 'items') as readonly Entry[] };
}

/** Cells by row, the headings first; of files whose cells hold no comma. */
export async function directoryCsv(
  hub: TestHub,
  query: Readonly<Record<string, string>> = {},
): Promise<readonly (readonly string[])[]> {
  const text = await publicText(hub, 'directory.csv', query);
  return text
    .replace('\uFEFF', '')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
}
