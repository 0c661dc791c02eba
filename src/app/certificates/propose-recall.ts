/** A regulator proposes that certificates be void; nothing happens to them until a second person confirms it. */
import { isStorable } from '../../domain/certificate/text';
import type { RecallGround } from '../../domain/recall/recall-state';
import { plainScope, scopePlaces, type RecallScope } from '../../domain/recall/scope';
import type { Place } from '../../domain/intake/place';
import { canonicalDigest } from '../../domain/reference/canonical-digest';
import { coversRegion, territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import { openProposal } from '../deadlines/proposal-term';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { BASIS_CHARS_MAX, BASIS_MAX } from './change-limits';
import { noteOfRecall } from './note-of-recall';
import type { Coverage, Recall, ScopeRows } from './recall-ports';
import { missingEvidence, placeOf, plainIds, requestPlaces } from './request-checks';
import { officeOf, tell } from './tell-of-change';

export interface RecallAsked {
  readonly scope: RecallScope;
  readonly ground: RecallGround;
  readonly reason: string;
  /** Documents and articles, or the judgment of a court. */
  readonly basis: readonly string[];
  /** Ids of attachments. */
  readonly evidence: readonly string[];
}

/** With the digest, which the second person repeats. */
export interface RecallProposed extends Pick<
  Recall,
  'state' | 'institutionCode' | 'live' | 'revoked' | 'replaced' | 'feeds' | 'digest'
> {
  readonly kind: 'proposed';
  readonly recallId: string;
  /** The same person had proposed the same already. */
  readonly repeated: boolean;
}

const BASIS = {
  zh: `应为 1 至 ${BASIS_MAX} 条依据,每条不超过 ${BASIS_CHARS_MAX} 字`,
  en: `1 to ${BASIS_MAX} documents, each at most ${BASIS_CHARS_MAX} characters`,
};
const LINES = { zh: '有的行没有证书', en: 'Some of the lines hold no certificate' };

export async function proposeRecall(hub: Hub, caller: Caller, given: RecallAsked): Promise<RecallProposed | Refusal> {
  if (caller.role !== 'CITY' && caller.role !== 'PROVINCE') return refuse('FORBIDDEN');
  const places = [...scopePlaces(given.scope), ...requestPlaces(given), ...basisPlaces(given.basis)];
  if (places.length > 0) return refuse('RECALL_INVALID', { places });
  const asked: RecallAsked = {
    scope: plainScope(given.scope),
    ground: given.ground,
    reason: given.reason.trim(),
    basis: given.basis.map((line) => line.trim()),
    evidence: plainIds(given.evidence),
  };
  const contentKey = canonicalDigest(asked);
  return hub.transaction(async (stores) => {
    const before = await stores.recalls.sameProposed(caller.clientId, contentKey);
    if (before) return proposedOf(before, true);
    const missing = await missingEvidence(stores, caller, asked.evidence);
    if (missing) return missing;
    const covered = await coveredBy(stores, caller, asked.scope);
    if ('kind' in covered) return covered;
    const { rows, coverage, institutionCode, regionCode } = covered;
    const { live, revoked, replaced, feeds, digest } = coverage;
    const recall: Recall = {
      ...asked,
      id: hub.newId(),
      state: 'PROPOSED',
      institutionCode,
      regionCode,
      contentKey,
      live,
      revoked,
      replaced,
      feeds,
      digest,
      proposedBy: caller.clientId,
      proposedRole: caller.role,
      proposedAt: hub.now(),
      endedBy: null,
      endedAt: null,
      endedReason: null,
    };
    if (await stores.recalls.insert(recall, rows)) {
      await noteProposal(hub, stores, caller, recall);
      return proposedOf(recall, false);
    }
    const same = await stores.recalls.sameProposed(caller.clientId, contentKey);
    return same ? proposedOf(same, true) : refuse('RECALL_STATE_CONFLICT');
  });
}

const basisPlaces = (basis: readonly string[]): readonly Place[] => {
  const isFit = (line: string): boolean => line.trim() !== '' && line.length <= BASIS_CHARS_MAX && isStorable(line);
  return basis.length >= 1 && basis.length <= BASIS_MAX && basis.every(isFit) ? [] : [placeOf('basis', BASIS)];
};

const proposedOf = (
  { id, state, institutionCode, live, revoked, replaced, feeds, digest }: Recall,
  repeated: boolean,
): RecallProposed => ({
  kind: 'proposed',
  recallId: id,
  state,
  institutionCode,
  live,
  revoked,
  replaced,
  feeds,
  digest,
  repeated,
});

interface Covered {
  readonly rows: ScopeRows;
  readonly coverage: Coverage;
  readonly institutionCode: string;
  /** Of the institution. */
  readonly regionCode: string;
}

/** What the scope holds, all of it inside the territory and of one institution. */
async function coveredBy(stores: Stores, caller: Caller, scope: RecallScope): Promise<Covered | Refusal> {
  const owner = await ownerOf(stores, scope);
  const rows = await scopeRows(stores, scope);
  if (!rows) return refuse('RECALL_SCOPE_NOT_FOUND');
  const coverage = await stores.recalls.coverage(rows);
  const territory = territoryOf(caller);
  const isInside = coverage.regionCodes.every((code) => coversRegion(territory, code));
  const isWhole = scope.certificateNos === null || coverage.certificates === scope.certificateNos.length;
  if (!isInside || !isWhole) return refuse('RECALL_SCOPE_NOT_FOUND');
  // Its hub would go on from the version before, and two truths of one number would meet here.
  if (coverage.isReceived) return refuse('CERTIFICATE_OF_HUB');
  const [first, ...others] = coverage.institutionCodes;
  if (others.length > 0) return refuse('RECALL_SEVERAL_INSTITUTIONS');
  const institutionCode = owner ?? first;
  const regionCode =
    institutionCode && (await stores.registry.institutionRegions([institutionCode])).get(institutionCode);
  if (!institutionCode || !regionCode || !coversRegion(territory, regionCode)) return refuse('RECALL_SCOPE_NOT_FOUND');
  if (scope.lines !== null && coverage.lines !== scope.lines.length) {
    return refuse('RECALL_INVALID', { places: [placeOf('scope/lines', LINES)] });
  }
  // A plan may be voided before anybody was certified under it.
  if (coverage.live === 0 && scope.planNo === null) return refuse('RECALL_EMPTY');
  return { rows, coverage, institutionCode, regionCode };
}

async function ownerOf(stores: Stores, { batchId, planNo }: RecallScope): Promise<string | undefined> {
  if (planNo !== null) return (await stores.recalls.plan(planNo))?.institutionCode;
  return batchId === null ? undefined : (await stores.batches.byId(batchId))?.institutionCode;
}

/** The scope in terms of rows, as it is now; `undefined` for a batch or plan that is not there. */
export async function scopeRows(
  stores: Stores,
  { certificateNos, batchId, lines, planNo }: RecallScope,
): Promise<ScopeRows | undefined> {
  if (planNo !== null) {
    const plan = await stores.recalls.plan(planNo);
    return plan && { certificateNos: null, batchIds: await stores.recalls.batchesOfPlan(plan), lines: null };
  }
  if (batchId === null) return { certificateNos, batchIds: [], lines: null };
  return (await stores.batches.byId(batchId)) && { certificateNos: null, batchIds: [batchId], lines };
}

async function noteProposal(hub: Hub, stores: Stores, caller: Caller, recall: Recall): Promise<void> {
  const { id, regionCode, proposedRole, proposedAt: at } = recall;
  const subject = { kind: 'RECALL', id } as const;
  await noteOfRecall(hub, stores, caller, { recall, act: 'RECALL_PROPOSED', reason: recall.reason, at });
  const office = proposedRole === 'CITY' ? 'CITY' : 'PROVINCE';
  await openProposal(hub, stores, { subject, office, institutionCode: null, regionCode });
  await tell(hub, stores, {
    audience: officeOf(office, regionCode),
    topic: 'RECALL_PROPOSED',
    subject,
    text: {
      zh: `有一项证书作废待第二人确认,涉及有效证书 ${recall.live} 本`,
      en: `A recall of ${recall.live} live certificates waits for a second person`,
    },
    at,
  });
}
