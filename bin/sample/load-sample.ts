/** Puts the sample province into an empty hub: registry, one client of each role, two receivers. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Role } from '../../src/app/caller';
import { createClient } from '../../src/app/create-client';
import type { Hub } from '../../src/app/ports';
import { saveRegistry } from '../../src/app/save-registry';
import { SAMPLE_MAIN_INSTITUTION } from '../../src/domain/sample/institutions';
import type { SampleRegistry } from '../../src/domain/sample/sample-registry';
import { refusalText } from '../print-refusal';
import { HOST_OPERATOR } from '../stack/local-hub';

export interface SampleClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly role: Role;
}
const SAMPLE_CALLERS = ['institution', 'city', 'province', 'nation', 'operator'] as const;
export type SampleClients = Readonly<Record<(typeof SAMPLE_CALLERS)[number], SampleClient>>;

const CLIENTS_FILE = 'sample-clients.json';
const OWNER_ONLY = 0o600;

/** The clients of an earlier start, or `undefined` in a hub that does not know them with these secrets. */
export async function readSampleClients(hub: Hub, dataDir: string): Promise<SampleClients | undefined> {
  const clients = await readClients(join(dataDir, CLIENTS_FILE));
  if (clients === undefined) return undefined;
  const areKnown = await hub.transaction(async ({ registry }) => {
    for (const { clientId, clientSecret } of Object.values(clients)) {
      if ((await registry.client(clientId))?.secretHash !== hub.hashSecret(clientSecret)) return false;
    }
    return true;
  });
  return areKnown ? clients : undefined;
}

async function readClients(file: string): Promise<SampleClients | undefined> {
  try {
    const found: unknown = JSON.parse(await readFile(file, 'utf8'));
    return isClients(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

const isClients = (found: unknown): found is SampleClients =>
  typeof found === 'object' && found !== null && SAMPLE_CALLERS.every((caller) => isClient(Reflect.get(found, caller)));

const isClient = (found: unknown): boolean =>
  typeof found === 'object' &&
  found !== null &&
  ['clientId', 'clientSecret'].every((field) => typeof Reflect.get(found, field) === 'string');

export async function loadSample(hub: Hub, registry: SampleRegistry, dataDir: string): Promise<SampleClients> {
  const saved = await saveRegistry(hub, HOST_OPERATOR, registry);
  if (saved.kind === 'refused') throw new Error(refusalText(saved));
  const main = registry.institutions?.find(({ code }) => code === SAMPLE_MAIN_INSTITUTION);
  if (!main) throw new Error('The sample province lacks its main institution.');
  const client = async (
    role: Role,
    institutionCode: string | null,
    regionCode: string | null,
  ): Promise<SampleClient> => {
    const clientId = `sample-${role.toLowerCase()}`;
    const created = await createClient(hub, HOST_OPERATOR, {
      name: clientId,
      clientId,
      role,
      institutionCode,
      regionCode,
    });
    if (created.kind === 'refused') throw new Error(refusalText(created));
    return { clientId, clientSecret: created.clientSecret, role };
  };
  const clients: SampleClients = {
    institution: await client('INSTITUTION', main.code, null),
    city: await client('CITY', null, main.regionCode),
    province: await client('PROVINCE', null, `${main.regionCode.slice(0, 2)}0000`),
    nation: await client('NATION', null, null),
    operator: await client('OPERATOR', null, null),
  };
  await writeFile(join(dataDir, CLIENTS_FILE), `${JSON.stringify(clients, null, 2)}\n`, { mode: OWNER_ONLY });
  return clients;
}
