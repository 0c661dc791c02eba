/**
 * The record as it shall be, judged by the rules, the snapshot and the packs of the batch with which the certificate
 * came. Errors refuse the change; what asks for confirmation is answered by its reason.
 */
import { readRecord, type Reading } from '../../domain/certificate/reading';
import type { RawRecord } from '../../domain/certificate/record';
import { recordIn } from '../../domain/certificate-change/record-in';
import type { Place } from '../../domain/intake/place';
import { claimOf } from '../../domain/rules/claim-of';
import { NOTHING_KNOWN } from '../../domain/rules/hub-known';
import type { Finding } from '../../domain/rules/rule';
import { notOnRoster } from '../../domain/rules/rules/AUT-011-not-on-roster';
import type { Hub, Stores } from '../ports';
import { keysOf } from '../record-keys';
import { type Refusal, refuse } from '../refusal';
import type { CertificateKeys, LockedCertificate } from './change-ports';
import { placeOf } from './request-checks';

export interface JudgedRecord {
  readonly keys: CertificateKeys;
  readonly issuedOn: string;
  readonly findings: readonly Finding[];
}

const UNREADABLE = {
  zh: '无法识别人员、职业等级或发证日期',
  en: 'The person, the item or the day of issue cannot be read',
};

export async function judgeChange(
  hub: Hub,
  stores: Stores,
  certificate: LockedCertificate,
  record: RawRecord,
): Promise<JudgedRecord | Refusal> {
  const batch = await stores.batches.byId(certificate.batchId);
  if (!batch) throw new Error('A certificate has no batch.');
  const check = await hub.preparedCheck(batch, stores);
  const reading = readRecord(record);
  const { personKey, holdingKey } = keysOf(hub, reading);
  const holdings = personKey === null ? [] : await stores.certificates.holdingsOf(personKey, certificate.certificateNo);
  const findings = [
    ...check.checkReading(record, reading, certificate.line),
    ...check.checkKnown(claimOf(reading, certificate.line), { ...NOTHING_KNOWN, holdings }),
  ].map((finding) => weighed(finding, certificate, reading));
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return refuse('CORRECTION_FINDINGS', { places: errors.map(placeOfFinding) });
  if (personKey === null || holdingKey === null || reading.issuedOn === undefined) {
    return refuse('CORRECTION_FINDINGS', { places: [placeOf('idNumber', UNREADABLE)] });
  }
  return { keys: { personKey, holdingKey }, issuedOn: reading.issuedOn, findings };
}

/** Of the certificate as it stands: the same record once more is not judged again. */
export function judgedBefore(hub: Hub, { data }: LockedCertificate): JudgedRecord | Refusal {
  const reading = readRecord(recordIn(data));
  const { personKey, holdingKey } = keysOf(hub, reading);
  return personKey === null || holdingKey === null || reading.issuedOn === undefined
    ? refuse('CORRECTION_FINDINGS', { places: [placeOf('idNumber', UNREADABLE)] })
    : { keys: { personKey, holdingKey }, issuedOn: reading.issuedOn, findings: [] };
}

/**
 * The roster of the plan is frozen with the batch and can hold the very slip that is being corrected. Where the document
 * changes, it asks for a reason; evidence and two offices decide.
 */
function weighed(finding: Finding, certificate: LockedCertificate, reading: Reading): Finding {
  if (finding.code !== notOnRoster.code || finding.severity !== 'error') return finding;
  const before = readRecord(recordIn(certificate.data));
  const isSamePerson = before.idType === reading.idType && before.idNumber === reading.idNumber;
  return isSamePerson ? finding : { ...finding, severity: 'confirm' };
}

const placeOfFinding = ({ path, code, message }: Finding): Place => ({
  record: null,
  field: path.replace(/^\//, ''),
  message: { zh: `${code}:${message.zh}`, en: `${code}: ${message.en}` },
});
