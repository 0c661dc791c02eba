/** The rules made ready for one batch, from what the command line was given. */
import { isInstant } from '../../src/domain/calendar/dates';
import type { BatchHeader } from '../../src/domain/intake/header';
import type { Pack } from '../../src/domain/packs/pack';
import { PackError, regionOfJurisdiction } from '../../src/domain/packs/resolve-pack';
import type { Snapshot } from '../../src/domain/reference/snapshot';
import type { PreparedCheck } from '../../src/domain/rules/check-records';
import { prepareCheck } from '../../src/domain/rules/check-records';
import { snapshotDigest } from '../../src/domain/rules/verdict-digest';
import { loadPacks } from '../../src/platform/pack-files';
import { readHeader, readSnapshot } from '../input/read-surroundings';
import { HEADER_FIELDS } from '../input/surroundings-shape';
import { type Say, unusable, UnusableInput } from '../input/unusable-input';

const FIELDS_NAMED_MAX = 5;
const FIELD_CHARACTERS_MAX = 40;

export interface GroundFlags {
  readonly snapshot: string;
  readonly header: string;
  readonly pack?: string;
  readonly at?: string;
}

export interface CheckGround {
  readonly header: BatchHeader;
  readonly snapshotDigest: string;
  readonly check: PreparedCheck;
  /** ISO instant with an offset. */
  readonly receivedAt: string;
}

function receivedAtOf(at: string | undefined): string {
  const receivedAt = at ?? new Date().toISOString();
  if (isInstant(receivedAt)) return receivedAt;
  throw unusable(
    '--at 应为带时区的 ISO 时刻,如 2026-06-30T09:00:00+08:00。',
    '--at must be an ISO instant with an offset, such as 2026-06-30T09:00:00+08:00.',
  );
}

function packsOf(pack: string | undefined): readonly Pack[] {
  let packs: readonly Pack[];
  try {
    packs = loadPacks();
  } catch (error) {
    if (error instanceof PackError) throw new UnusableInput(error.said);
    throw error;
  }
  if (pack === undefined || regionOfJurisdiction(packs, pack) !== undefined) return packs;
  const known = [...new Set(packs.map(({ jurisdiction }) => jurisdiction))].sort().join(', ');
  throw unusable(
    `--pack 不是已知的地区。可用:${known},或六位区划代码。`,
    `--pack is no known jurisdiction. Known are: ${known}, or a region code of six digits.`,
  );
}

/** Rules about the plan then speak of every record: better to say once why. */
function sayMissingPlan({ plans }: Snapshot, { planNo }: BatchHeader, say: Say): void {
  if (plans.some((plan) => plan.planNo === planNo)) return;
  say({
    zh: '提示:参考快照中没有批次头所填的认定计划(CMP-024);如计划已备案,请重新导出快照。',
    en: 'Note: the snapshot lacks the plan that the header names (CMP-024); if it has been filed, export the snapshot anew.',
  });
}

/** What a header has besides is refused by the hub; here a misspelt `declarations` must not go unseen. */
function sayUnknownFields(header: BatchHeader, say: Say): void {
  const unknown = Object.keys(header).filter((name) => !HEADER_FIELDS.includes(name));
  if (unknown.length === 0) return;
  const named = unknown.slice(0, FIELDS_NAMED_MAX).map((name) => name.slice(0, FIELD_CHARACTERS_MAX));
  const list = named.join(', ');
  say({
    zh: `提示:批次头中有规范以外的字段,未被采用(共 ${unknown.length} 个):${list}。`,
    en: `Note: what the header holds outside the contract was not used (${unknown.length} in all): ${list}.`,
  });
}

/** Throws UnusableInput for whatever no check can be made on. */
export async function readGround(
  { snapshot: snapshotPath, header: headerPath, pack, at }: GroundFlags,
  say: Say,
): Promise<CheckGround> {
  const receivedAt = receivedAtOf(at);
  const packs = packsOf(pack);
  const [snapshot, header] = await Promise.all([readSnapshot(snapshotPath), readHeader(headerPath)]);
  sayUnknownFields(header, say);
  sayMissingPlan(snapshot, header, say);
  const check = prepareCheck({
    snapshot,
    packs,
    header,
    receivedAt,
    ...(pack === undefined ? {} : { jurisdiction: pack }),
  });
  return { header, snapshotDigest: snapshotDigest(snapshot), check, receivedAt };
}
