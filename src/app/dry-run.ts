/**
 * Checks a batch as the hub would and stores nothing: by the institution's snapshot as the seal would freeze it now,
 * by the packs now active, by the same call of the engine as the command line. What only the hub can see is skipped.
 */
import { createHash } from 'node:crypto';
import { cstInstant } from '../domain/calendar/cst';
import type { RawRecord } from '../domain/certificate/record';
import { checkHeader } from '../domain/intake/check-header';
import type { BatchHeader } from '../domain/intake/header';
import type { Place } from '../domain/intake/place';
import { PREFLIGHT_VERSION, type Preflight } from '../domain/intake/preflight';
import type { Pack } from '../domain/packs/pack';
import type { Snapshot } from '../domain/reference/snapshot';
import { snapshotFor } from '../domain/registry/snapshot-of';
import { type BatchSummary, checkBatch } from '../domain/rules/check-batch';
import { prepareCheck } from '../domain/rules/check-records';
import type { Finding } from '../domain/rules/rule';
import { ENGINE_VERSION, snapshotDigest } from '../domain/rules/verdict-digest';
import { canonicalLines } from './append-records';
import type { Caller } from './caller';
import { DRY_RUN_FINDINGS_MAX, LIST_RECORDS_MAX } from './limits';
import { plainHeader, unknownReference } from './open-upload';
import { usablePacks } from './packs/usable-packs';
import type { Hub, Stores } from './ports';
import { type Refusal, refuse } from './refusal';

export interface GivenDryRun {
  readonly header: BatchHeader;
  /** Of the shape that `recordShapeProblems` finds nothing wrong with. */
  readonly records: readonly RawRecord[];
  /** Moment of receipt that the rules are told of; by default now. */
  readonly at?: Date | null;
}

export interface DryRun {
  readonly kind: 'checked';
  /** By line, then those about the whole batch; without signals, which are for the regulator. */
  readonly findings: readonly Finding[];
  /** As the command line says it, without signals too. */
  readonly summary: BatchSummary;
  readonly snapshotDigest: string;
  readonly engineVersion: string;
  /** What may accompany the upload of the same records. */
  readonly preflight: Preflight;
}

interface World {
  readonly snapshot: Snapshot;
  readonly packs: readonly Pack[];
}

export async function dryRun(hub: Hub, caller: Caller, given: GivenDryRun): Promise<DryRun | Refusal> {
  const { institutionCode } = caller;
  if (caller.role !== 'INSTITUTION' || institutionCode === null) return refuse('FORBIDDEN');
  if (given.records.length === 0) return refuse('CHUNK_EMPTY');
  if (given.records.length > LIST_RECORDS_MAX) return refuse('BATCH_TOO_LARGE');
  const header = plainHeader(given.header);
  const at = given.at ?? hub.now();
  const places = [...checkHeader(header), ...checkMoment(at)];
  if (places.length > 0) return refuse('HEADER_INVALID', { places });
  const receivedAt = cstInstant(at);
  const world = await hub.transaction(async (stores): Promise<World | Refusal> => {
    const problem = await unknownReference(stores, institutionCode, header);
    if (problem) return problem;
    // By what the hub knows now, also where the rules are told of another moment of receipt.
    const registry = await stores.registry.documentOf(institutionCode, header.planNo, hub.now());
    if (registry.institutions?.length !== 1) return refuse('REGISTRY_NOT_KNOWN_THEN');
    const active = await usablePacks(hub, withoutSaving(stores), at);
    if ('kind' in active) return active;
    return {
      snapshot: snapshotFor(registry, institutionCode, header.planNo, receivedAt),
      packs: active.packs,
    };
  });
  return 'kind' in world ? world : judge(world, header, given.records, receivedAt);
}

/** A set of packs is saved for the batch that names it; here there is none. */
const withoutSaving = (stores: Stores): Stores => ({
  ...stores,
  packSets: { ...stores.packSets, save: async () => undefined },
});

/** A clock that is far off; the rules count years by four digits. */
const YEAR_MIN = 2000;
const YEAR_MAX = 2999;

const checkMoment = (at: Date): readonly Place[] =>
  at.getUTCFullYear() >= YEAR_MIN && at.getUTCFullYear() <= YEAR_MAX
    ? []
    : [{ record: null, field: 'at', message: { zh: '时刻超出范围', en: 'The moment is out of range' } }];

function judge(
  { snapshot, packs }: World,
  header: BatchHeader,
  records: readonly RawRecord[],
  receivedAt: string,
): DryRun | Refusal {
  const digest = snapshotDigest(snapshot);
  const check = prepareCheck({ snapshot, packs, header, receivedAt });
  const batch = checkBatch({ check, header, snapshotDigest: digest });
  const findings: Finding[] = [];
  for (const record of records) {
    findings.push(...forInstitution(batch.add(record)));
    if (findings.length > DRY_RUN_FINDINGS_MAX) return refuse('FINDINGS_TOO_MANY');
  }
  const { findings: ofBatch, summary } = batch.finish();
  findings.push(...forInstitution(ofBatch));
  return {
    kind: 'checked',
    findings,
    summary: { ...summary, findings: countsOf(findings) },
    snapshotDigest: digest,
    engineVersion: ENGINE_VERSION,
    preflight: preflightOf(summary, { snapshotDigest: digest, records, receivedAt }),
  };
}

const forInstitution = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ severity }) => severity !== 'signal');

/** By code, in the order of codes. */
function countsOf(findings: readonly Finding[]): BatchSummary['findings'] {
  const counts = new Map<string, number>();
  for (const { code } of findings) counts.set(code, (counts.get(code) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** `digest` is that of `pushBatch` and `appendRecords`, which keep the canonical JSON of each record as a line. */
const preflightOf = (
  { pack, packDigest, passed, held, returned, verdictDigest }: BatchSummary,
  {
    snapshotDigest: ofSnapshot,
    records,
    receivedAt,
  }: Pick<Preflight, 'snapshotDigest'> & {
    readonly records: readonly RawRecord[];
    readonly receivedAt: string;
  },
): Preflight => ({
  version: PREFLIGHT_VERSION,
  pack,
  packDigest,
  snapshotDigest: ofSnapshot,
  engineVersion: ENGINE_VERSION,
  digest: createHash('sha256').update(canonicalLines(records)).digest('hex'),
  records: records.length,
  passed,
  held,
  returned,
  verdictDigest,
  at: receivedAt,
});
