/**
 * A second person lets a draft become law of the hub, from a moment on. The approval is signed; batches sealed before that
 * moment keep the set that they were sealed under.
 */
import type { Caller } from '../caller';
import { PACK_ACTIVATION_YEARS_MAX } from '../limits';
import type { Hub, Stores } from '../ports';
import { type Place, type Refusal, refuse } from '../refusal';
import { standsTwice } from '../../domain/packs/check-packs';
import { packName } from '../../domain/packs/pack';
import { ownPack } from './find-pack';
import { packReader } from './known-names';
import type { PackRow } from './pack-ports';
import { type AheadPack, problemOfCut, problemsAhead } from './sets-ahead';
import { problemPlace } from './usable-packs';

export interface PackApproved {
  readonly kind: 'approved';
  readonly packId: string;
  readonly activeFrom: Date;
  /** Ed25519, base64, over the canonical JSON of `{ activeFrom, pack }`. */
  readonly signature: string;
  readonly keyId: string;
}

export interface GivenApproval {
  readonly packId: string;
  /** `null`: at once. */
  readonly activeFrom: Date | null;
}

export async function approvePack(hub: Hub, caller: Caller, given: GivenApproval): Promise<PackApproved | Refusal> {
  const outcome = await hub.transaction(async (stores) => {
    await stores.packs.lock();
    const row = await ownPack(stores, caller, given.packId);
    return 'kind' in row ? row : approveLocked(hub, stores, caller, row, given.activeFrom);
  });
  if (outcome.kind === 'approved') {
    const { packId, activeFrom } = outcome;
    hub.log.info({ by: caller.clientId, packId, activeFrom }, 'A rule pack was approved.');
  }
  return outcome;
}

async function approveLocked(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  row: PackRow,
  wanted: Date | null,
): Promise<PackApproved | Refusal> {
  const { id: packId, pack } = row;
  if (row.state !== 'DRAFT') return saidBefore(row, caller, wanted) ?? refuse('PACK_STATE_CONFLICT');
  if (row.draftedBy === caller.clientId) return refuse('FOUR_EYES');
  // Taken under the lock: every batch sealed from now on sees this approval, whatever its moment.
  const approvedAt = hub.now();
  const activeFrom = wanted ?? approvedAt;
  if (activeFrom < approvedAt) return refuse('PACK_ACTIVATION_PAST');
  if (activeFrom > latestActivation(approvedAt)) return refuse('PACK_INVALID', { places: [TOO_FAR_AHEAD] });
  const approved = await aheadPacks(stores);
  const drafted = (await packReader(stores.packs))(row);
  const problems = [
    ...(hub.releasePacks.some((each) => packName(each) === packName(pack)) ? [standsTwice(packName(pack))] : []),
    ...problemsAhead(hub.releasePacks, [...approved, { ...drafted, activeFrom }], activeFrom),
    ...problemOfCut(pack, [...hub.releasePacks, ...approved.map((each) => each.pack)]),
  ];
  if (problems.length > 0) return refuse('PACK_INVALID', { places: problems.map(problemPlace) });
  const signed = hub.packSigner.sign({ pack, activeFrom });
  await stores.packs.approve(packId, { approvedBy: caller.clientId, approvedAt, activeFrom, ...signed });
  return { kind: 'approved', packId, activeFrom, ...signed };
}

function latestActivation(approvedAt: Date): Date {
  const latest = new Date(approvedAt);
  latest.setUTCFullYear(latest.getUTCFullYear() + PACK_ACTIVATION_YEARS_MAX);
  return latest;
}

const TOO_FAR_AHEAD: Place = {
  record: null,
  field: 'activeFrom',
  message: {
    zh: `生效时刻不得晚于 ${PACK_ACTIVATION_YEARS_MAX} 年后`,
    en: `Must lie within the next ${PACK_ACTIVATION_YEARS_MAX} years`,
  },
};

/** Whoever says the same again, because the first answer was lost, hears the same again. */
function saidBefore(row: PackRow, caller: Caller, wanted: Date | null): PackApproved | undefined {
  const { activeFrom, signature, keyId } = row;
  if (row.state !== 'APPROVED' || row.approvedBy !== caller.clientId) return undefined;
  if (activeFrom === null || signature === null || keyId === null) return undefined;
  if (wanted !== null && wanted.getTime() !== activeFrom.getTime()) return undefined;
  return { kind: 'approved', packId: row.id, activeFrom, signature, keyId };
}

/** Approved packs, active or to come, with their moments. */
export async function aheadPacks({ packs }: Stores): Promise<readonly AheadPack[]> {
  const read = await packReader(packs);
  return (await packs.published()).flatMap((row) =>
    row.state === 'APPROVED' && row.activeFrom !== null ? [{ ...read(row), activeFrom: row.activeFrom }] : [],
  );
}
