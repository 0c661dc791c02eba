/**
 * The institution asks for a correction or a re-issue of one of its certificates; so does one whose filing has ended,
 * because its duties stay (内人社办发〔2024〕53号 第十八条). Nothing changes before a city and a province agreed.
 */
import { cstDate, cstInstant } from '../../domain/calendar/cst';
import type { RawRecord } from '../../domain/certificate/record';
import type { ChangeKind, ChangeState } from '../../domain/certificate-change/change-state';
import { differencesOf } from '../../domain/certificate-change/differences';
import { fixedPlaces } from '../../domain/certificate-change/fixed-fields';
import { recordIn } from '../../domain/certificate-change/record-in';
import { recordShapeProblems } from '../../domain/intake/record-shape';
import { canonicalDigest } from '../../domain/reference/canonical-digest';
import type { Finding } from '../../domain/rules/rule';
import type { Caller } from '../caller';
import { endTerms, openTerm } from '../deadlines/open-term';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import type { LockedCertificate, RequestedChange } from './change-ports';
import { judgeChange } from './judge-change';
import { missingEvidence, plainIds, requestPlaces } from './request-checks';
import { officeOf, tell } from './tell-of-change';

export interface ChangeAsked {
  readonly certificateNo: string;
  /** The whole record as it shall be; `null`, of a re-issue only: the same certificate once more. */
  readonly record: RawRecord | null;
  readonly reason: string;
  /** Ids of attachments. */
  readonly evidence: readonly string[];
}

export interface ChangeRequested {
  readonly kind: 'requested';
  readonly correctionId: string;
  readonly state: ChangeState;
  /** The same request was open already. */
  readonly repeated: boolean;
}

export const requestCorrection = (
  hub: Hub,
  caller: Caller,
  asked: ChangeAsked & { readonly record: RawRecord },
): Promise<ChangeRequested | Refusal> => request(hub, caller, 'CORRECTION', asked);

export const requestReissue = (hub: Hub, caller: Caller, asked: ChangeAsked): Promise<ChangeRequested | Refusal> =>
  request(hub, caller, 'REISSUE', asked);

async function request(
  hub: Hub,
  caller: Caller,
  kind: ChangeKind,
  given: ChangeAsked,
): Promise<ChangeRequested | Refusal> {
  const { institutionCode } = caller;
  if (caller.role !== 'INSTITUTION' || institutionCode === null) return refuse('FORBIDDEN');
  const shape = given.record === null ? [] : recordShapeProblems(given.record, 1);
  const places = [...requestPlaces(given), ...shape];
  if (places.length > 0) return refuse('CORRECTION_INVALID', { places });
  if (given.certificateNo.includes('\0')) return refuse('CERTIFICATE_NOT_FOUND');
  const asked = { ...given, reason: given.reason.trim(), evidence: plainIds(given.evidence) };
  return hub.transaction(async (stores) => {
    const certificate = await stores.certificates.lock(asked.certificateNo);
    if (certificate?.institutionCode !== institutionCode) return refuse('CERTIFICATE_NOT_FOUND');
    if ((await stores.batches.placeOf(certificate.batchId))?.origin === 'HUB') return refuse('CERTIFICATE_OF_HUB');
    const content = canonicalDigest({ kind, ...asked });
    // Keyed: whoever has the database alone could try out names and numbers on a plain digest.
    const contentKey = hub.keyedDigest(content).toString('hex');
    const open = await stores.certificateChanges.openOf(asked.certificateNo);
    if (open) {
      // What an earlier release kept is not keyed.
      const isSame = open.contentKey === contentKey || open.contentKey === content;
      return isSame && open.requestedBy === caller.clientId
        ? { kind: 'requested', correctionId: open.id, state: open.state, repeated: true }
        : refuse('CORRECTION_OPEN', { existingId: open.id });
    }
    const refusal = (await notLive(stores, certificate)) ?? (await missingEvidence(stores, caller, asked.evidence));
    if (refusal) return refusal;
    const findings = await judged(hub, stores, { kind, certificate, record: asked.record });
    if ('kind' in findings) return findings;
    return keep(hub, stores, certificate, {
      id: hub.newId(),
      kind,
      certificateNo: certificate.certificateNo,
      baseVersion: certificate.version,
      newCertificateNo: kind === 'REISSUE' && asked.record !== null ? String(asked.record.certificateNo) : null,
      institutionCode,
      regionCode: certificate.regionCode,
      state: 'REQUESTED',
      data: asked.record === null ? null : JSON.stringify(asked.record),
      contentKey,
      reason: asked.reason,
      evidence: asked.evidence,
      findings: findings.list,
      requestedBy: caller.clientId,
      requestedAt: hub.now(),
    });
  });
}

/** Why a certificate that is no longer live gets no new version. */
export async function notLive(
  { recalls }: Stores,
  { certificateNo, state }: LockedCertificate,
): Promise<Refusal | undefined> {
  if (state === 'LIVE') return undefined;
  if (state !== 'REVOKED') return refuse('CERTIFICATE_REPLACED');
  const recall = await recalls.ofCertificate(certificateNo);
  if (recall === undefined) return refuse('CERTIFICATE_REVOKED');
  const at = cstInstant(recall.at);
  return refuse('CERTIFICATE_REVOKED', {
    existingId: recall.id,
    places: [
      {
        record: null,
        field: 'certificateNo',
        message: {
          zh: `已于 ${at} 由所列作废决定(existingId)作废`,
          en: `The recall named by existingId revoked it at ${at}`,
        },
      },
    ],
  });
}

async function judged(
  hub: Hub,
  stores: Stores,
  {
    kind,
    certificate,
    record,
  }: { readonly kind: ChangeKind; readonly certificate: LockedCertificate; readonly record: RawRecord | null },
): Promise<{ readonly list: readonly Finding[] } | Refusal> {
  if (record === null) return { list: [] };
  const before = recordIn(certificate.data);
  if (differencesOf(before, record).length === 0) return refuse('CORRECTION_UNCHANGED');
  const places = fixedPlaces(kind, before, record);
  if (places.length > 0) return refuse('CORRECTION_FIXED_FIELDS', { places });
  const outcome = await judgeChange(hub, stores, certificate, record);
  if ('kind' in outcome) return outcome;
  if (kind === 'REISSUE') {
    const number = String(record.certificateNo);
    const claim = await stores.certificateChanges.claimOf(number);
    if (claim !== undefined || (await stores.certificates.isGiven(number))) return refuse('CERTIFICATE_NUMBER_USED');
  }
  return { list: outcome.findings };
}

async function keep(
  hub: Hub,
  stores: Stores,
  { batchId }: LockedCertificate,
  change: RequestedChange,
): Promise<ChangeRequested | Refusal> {
  // The certificate is locked, so only another one's claim to the new number can stand in the way.
  if (!(await stores.certificateChanges.insert(change))) return refuse('CERTIFICATE_NUMBER_USED');
  const { id, institutionCode, regionCode, requestedAt: at } = change;
  const subject = { kind: 'CORRECTION', id } as const;
  await openTerm(hub, stores, { term: 'CORRECTION_CITY', subject, institutionCode, regionCode, on: cstDate(at) });
  // The term speaks of the batch: it ends with the last certificate of it that a feed refused.
  if (!(await stores.certificateChanges.hasUnansweredRefusal(batchId))) {
    await endTerms(stores, { kind: 'BATCH', id: batchId }, 'MET', at, 'FEEDBACK');
  }
  await tell(hub, stores, {
    audience: officeOf('CITY', regionCode),
    topic: 'CORRECTION_REQUESTED',
    subject,
    text:
      change.kind === 'CORRECTION'
        ? { zh: '有一项证书更正申请待初审', en: 'A correction of a certificate waits for the city' }
        : { zh: '有一项证书补发或换发申请待初审', en: 'A re-issue of a certificate waits for the city' },
    at,
  });
  return { kind: 'requested', correctionId: id, state: 'REQUESTED', repeated: false };
}
