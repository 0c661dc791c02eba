/** Registers a system that may call the hub. Its secret is shown once and kept as a digest only. */
import { isStorable } from '../domain/certificate/text';
import type { Caller, Role } from './caller';
import type { Hub } from './ports';
import { type Refusal, refuse } from './refusal';

export interface GivenClient {
  readonly name: string;
  readonly role: Role;
  readonly institutionCode: string | null;
  readonly regionCode: string | null;
  /** Chosen by the sample and by migrations from another system; otherwise the hub draws one. */
  readonly clientId?: string;
}

export interface ClientCreated {
  readonly kind: 'created';
  readonly clientId: string;
  readonly clientSecret: string;
}

/** GB/T 2260: a province ends in 0000, a city or prefecture in 00. */
const PROVINCE_REGION = /^[1-9]\d0000$/;
const CITY_REGION = /^[1-9]\d(?!00)\d\d00$/;

export const CLIENT_NAME_CHARS_MAX = 100;

export async function createClient(hub: Hub, caller: Caller, given: GivenClient): Promise<ClientCreated | Refusal> {
  if (caller.role !== 'OPERATOR') return refuse('FORBIDDEN');
  const { role, institutionCode, regionCode } = given;
  const name = given.name.trim();
  const isNamed = name !== '' && name.length <= CLIENT_NAME_CHARS_MAX && isStorable(name);
  if (!isNamed || !isBound(given)) return refuse('CLIENT_INVALID');
  const clientSecret = hub.newSecret();
  const clientId = given.clientId ?? hub.newId();
  return hub.transaction(async (stores) => {
    const known =
      institutionCode === null
        ? regionCode === null || (await stores.registry.knownRegions([regionCode])).has(regionCode)
        : (await stores.registry.institutionRegions([institutionCode])).has(institutionCode);
    if (!known) return refuse('CLIENT_INVALID');
    await stores.registry.saveClient({
      clientId,
      name,
      role,
      institutionCode,
      regionCode,
      secretHash: hub.hashSecret(clientSecret),
      createdAt: hub.now(),
      createdBy: caller.clientId,
      disabledAt: null,
    });
    return { kind: 'created', clientId, clientSecret };
  });
}

/** Each role is bound to what it answers for, and to nothing else. */
function isBound({ role, institutionCode, regionCode }: GivenClient): boolean {
  if (role === 'INSTITUTION') return institutionCode !== null && regionCode === null;
  if (institutionCode !== null) return false;
  if (role === 'NATION' || role === 'OPERATOR') return regionCode === null;
  return regionCode !== null && (role === 'PROVINCE' ? PROVINCE_REGION : CITY_REGION).test(regionCode);
}
