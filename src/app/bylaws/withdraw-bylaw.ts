/**
 * A bylaw is taken down: by the institution that published it, or by its city or province, which says why. What was taken down is
 * open to nobody; another may be published at any time.
 */
import { BYLAW_KINDS } from '../../domain/registry/bylaw';
import { coversRegion, territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import { basisGiven, reasonGiven } from '../plans/reason-given';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import type { PlacedBylaw } from './bylaw-ports';

export interface BylawToWithdraw {
  readonly bylawId: string;
  /** Of an office; an institution gives account of its own rules to nobody. */
  readonly reason: string | null;
  /** Documents and articles; of an office. */
  readonly basis: readonly string[];
}
export interface BylawWithdrawn {
  readonly kind: 'withdrawn';
  readonly bylawId: string;
  /** This caller had taken it down before. */
  readonly repeated: boolean;
}

interface Ground {
  readonly reason: string;
  readonly basis: readonly string[];
}

export async function withdrawBylaw(
  hub: Hub,
  caller: Caller,
  { bylawId, reason, basis }: BylawToWithdraw,
): Promise<BylawWithdrawn | Refusal> {
  const isOffice = caller.role === 'CITY' || caller.role === 'PROVINCE';
  if (!isOffice && caller.role !== 'INSTITUTION') return refuse('FORBIDDEN');
  const ground = isOffice ? groundOf(reason, basis) : null;
  if (ground === undefined) return refuse('REASON_MISSING');
  const outcome = await hub.transaction((stores) => withdraw(hub, stores, caller, { bylawId, ground }));
  if (outcome.kind === 'withdrawn' && !outcome.repeated) {
    hub.log.info({ by: caller.clientId, bylawId: outcome.bylawId }, 'A bylaw was taken down.');
  }
  return outcome;
}

function groundOf(given: string | null, clauses: readonly string[]): Ground | undefined {
  const [reason, basis] = [reasonGiven(given ?? ''), basisGiven(clauses)];
  return reason === undefined || basis === undefined ? undefined : { reason, basis };
}

const isIts = (caller: Caller, { institutionCode, regionCode }: PlacedBylaw): boolean =>
  caller.role === 'INSTITUTION'
    ? caller.institutionCode === institutionCode
    : coversRegion(territoryOf(caller), regionCode);

async function withdraw(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  given: { readonly bylawId: string; readonly ground: Ground | null },
): Promise<BylawWithdrawn | Refusal> {
  const seen = await stores.bylaws.find(given.bylawId);
  if (seen === undefined || !isIts(caller, seen)) return refuse('BYLAW_NOT_FOUND');
  const standing = await stores.bylaws.lock(seen.institutionCode, seen.kind);
  const bylawId = seen.id;
  if (standing?.id !== bylawId) {
    // Read again under the lock: somebody may have been here meanwhile.
    const now = await stores.bylaws.find(bylawId);
    return now?.withdrawnBy === caller.clientId
      ? { kind: 'withdrawn', bylawId, repeated: true }
      : refuse('BYLAW_NOT_FOUND');
  }
  const at = hub.now();
  await stores.bylaws.withdraw(bylawId, caller.clientId, at);
  if (given.ground !== null) await noteAndTell(hub, stores, caller, { bylaw: seen, ground: given.ground, at });
  return { kind: 'withdrawn', bylawId, repeated: false };
}

async function noteAndTell(
  hub: Hub,
  { decisions, notifications }: Stores,
  { clientId, role }: Caller,
  { bylaw, ground, at }: { readonly bylaw: PlacedBylaw; readonly ground: Ground; readonly at: Date },
): Promise<void> {
  const { institutionCode, regionCode, kind } = bylaw;
  const subject = { kind: 'INSTITUTION', id: institutionCode } as const;
  const named = BYLAW_KINDS.find(({ code }) => code === kind)?.zh ?? kind;
  await decisions.note({
    id: hub.newId(),
    ...{ subject, institutionCode, regionCode, act: 'BYLAW_WITHDRAWN', ...ground },
    ...{ decidedBy: clientId, role, decidedAt: at },
  });
  await notifications.tell([
    {
      id: hub.newId(),
      audience: { role: 'INSTITUTION', institutionCode },
      topic: 'BYLAW_WITHDRAWN',
      subject,
      text: {
        zh: `公开的管理办法(${named})已由主管部门撤下,理由见决定;更正后可重新公开。`,
        en: `The published bylaw ${kind} was taken down by the office, for the reason in its decision; mend it and publish it again.`,
      },
      at,
    },
  ]);
}
