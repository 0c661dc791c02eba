/** Registers a system that may call the hub. Its secret is shown once and kept as a digest only. */
import { isStorable } from '../domain/certificate/text';
import { isCreditCode } from '../domain/registry/credit-code';
import { isCityRegion, isProvinceRegion } from '../domain/registry/region-level';
import type { Caller, Role } from './caller';
import type { Hub, Stores } from './ports';
import { type Place, type Refusal, refuse } from './refusal';

export interface GivenClient {
  readonly name: string;
  readonly role: Role;
  /** Of the register, or the credit code of an applicant that was never filed. */
  readonly institutionCode: string | null;
  readonly regionCode: string | null;
  /** Chosen by the sample and by migrations from another system, and not yet in use; otherwise the hub draws one. */
  readonly clientId?: string;
}

export interface ClientCreated {
  readonly kind: 'created';
  readonly clientId: string;
  readonly clientSecret: string;
}

export const CLIENT_NAME_CHARS_MAX = 100;
const IN_USE: Place = {
  record: null,
  field: 'clientId',
  message: { zh: '客户端编号已被使用,原密钥保持不变', en: 'The client id is in use; its secret stays as it is' },
};

export async function createClient(hub: Hub, caller: Caller, given: GivenClient): Promise<ClientCreated | Refusal> {
  if (caller.role !== 'OPERATOR') return refuse('FORBIDDEN');
  const { role, institutionCode, regionCode } = given;
  const name = given.name.trim();
  const isNamed = name !== '' && name.length <= CLIENT_NAME_CHARS_MAX && isStorable(name);
  if (!isNamed || !isBound(given)) return refuse('CLIENT_INVALID');
  const clientSecret = hub.newSecret();
  const clientId = given.clientId ?? hub.newId();
  const outcome = await hub.transaction<ClientCreated | Refusal>(async (stores) => {
    if (!(await isKnown(stores, given))) return refuse('CLIENT_INVALID');
    const isNew = await stores.registry.insertClient({
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
    return isNew ? { kind: 'created', clientId, clientSecret } : refuse('CLIENT_INVALID', { places: [IN_USE] });
  });
  if (outcome.kind === 'created') hub.log.info({ by: caller.clientId, clientId, role }, 'A client was registered.');
  return outcome;
}

/**
 * An applicant that was never filed is known by its credit code, which will be its code in the register; whoever is
 * registered under another code keeps that one.
 */
async function isKnown(
  { registry, applications }: Stores,
  { institutionCode, regionCode }: GivenClient,
): Promise<boolean> {
  if (institutionCode === null) {
    return regionCode === null || (await registry.knownRegions([regionCode])).has(regionCode);
  }
  if ((await registry.institutionRegions([institutionCode])).has(institutionCode)) return true;
  return isCreditCode(institutionCode) && (await applications.institutionOfCreditCode(institutionCode)) === undefined;
}

/** Each role is bound to what it answers for, and to nothing else. */
function isBound({ role, institutionCode, regionCode }: GivenClient): boolean {
  if (role === 'INSTITUTION') return institutionCode !== null && regionCode === null;
  if (institutionCode !== null) return false;
  if (role === 'NATION' || role === 'OPERATOR') return regionCode === null;
  if (regionCode === null) return false;
  if (role === 'HUB') return isProvinceRegion(regionCode) || isCityRegion(regionCode);
  return (role === 'PROVINCE' ? isProvinceRegion : isCityRegion)(regionCode);
}
