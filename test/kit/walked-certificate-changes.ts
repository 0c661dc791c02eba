/** The part of the walk (`root-operations.ts`) about corrections, re-issues and recalls. */
import type { CallerName } from './hub-clients';
import type { TestHub } from './hub';
import type { WalkedOperation, WalkedWorld } from './root-operations';
import { sendFileAs } from './send-file';

const INSTITUTIONS = ['institution', 'otherInstitution'] as const;
const REGULATORS = ['city', 'otherCity', 'province', 'secondProvince', 'otherProvince', 'nation'] as const;
const RECORD_READERS = [...INSTITUTIONS, ...REGULATORS] as const;
const READERS = [...RECORD_READERS, 'operator'] as const;
const DECIDERS = ['city', 'otherCity', 'province', 'secondProvince', 'otherProvince'] as const;
const OTHER_REGULATORS = ['otherCity', 'otherProvince'] as const;
const OUTSIDERS = ['otherInstitution', ...OTHER_REGULATORS] as const;
/** What is only proposed is no institution's to see. */
const NOT_CONFIRMED = [...INSTITUTIONS, ...OTHER_REGULATORS] as const;

const REFUSAL = '{ __typename ... on Refusal { code places { message { en } } } }';
const NOT_FOUND = { error: 'NOT_FOUND' } as const;
const refused = (callers: readonly CallerName[], refusal: string): WalkedOperation['outside'] => ({
  callers,
  hear: { refusal, places: [] },
});

const none = (): object => ({});
const ofCorrection = ({ work }: WalkedWorld): object => ({ id: work['correctionId'] });
const ofRecall = ({ work }: WalkedWorld): object => ({ id: work['recallId'], digest: work['recallDigest'] });

const REQUEST = `mutation ($no: ID!, $evidence: [ID!]!) {
  requestReissue(certificateNo: $no, reason: "证书遗失", evidence: $evidence) { ... on CorrectionRequested { correctionId } } }`;
const PROPOSE = `mutation ($no: ID!, $evidence: [ID!]!) {
  proposeRecall(scope: { certificateNos: [$no] }, ground: ERROR, reason: "错发", basis: ["样例"], evidence: $evidence) {
    ... on RecallProposed { recallId digest } } }`;

/** Makes what the operations below name; answers ids that the world lacks. Called once, before the walk. */
export const prepareCertificateChanges = async (
  hub: TestHub,
  { certificateNo: no }: WalkedWorld,
): Promise<Readonly<Record<string, string>>> => {
  const evidence = await sendFileAs(hub, 'institution', '证明.pdf');
  const { requestReissue } = await hub.run<{ requestReissue: { correctionId: string } }>('institution', REQUEST, {
    no,
    evidence: [evidence],
  });
  const { proposeRecall } = await hub.run<{ proposeRecall: { recallId: string; digest: string } }>('city', PROPOSE, {
    no,
    evidence: [await sendFileAs(hub, 'city', '证明.pdf')],
  });
  return {
    correctionId: requestReissue.correctionId,
    changeEvidenceId: evidence,
    recallId: proposeRecall.recallId,
    recallDigest: proposeRecall.digest,
  };
};

export const CERTIFICATE_CHANGE_QUERIES: Readonly<Record<string, WalkedOperation>> = {
  correction: {
    query: 'query ($id: ID!) { correction(id: $id) { id } }',
    variables: ofCorrection,
    allowed: RECORD_READERS,
    outside: { callers: OUTSIDERS, hear: NOT_FOUND },
  },
  corrections: {
    query: '{ corrections(filter: { institutionCode: "0001" }) { total } }',
    variables: none,
    allowed: RECORD_READERS,
    outside: { callers: OUTSIDERS, hear: { total: 0 } },
  },
  recall: {
    query: 'query ($id: ID!) { recall(id: $id) { id } }',
    variables: ofRecall,
    allowed: READERS,
    outside: { callers: NOT_CONFIRMED, hear: NOT_FOUND },
  },
  recalls: {
    query: '{ recalls(filter: { institutionCode: "0001" }) { total } }',
    variables: none,
    allowed: READERS,
    outside: { callers: NOT_CONFIRMED, hear: { total: 0 } },
  },
  recallCertificates: {
    query: 'query ($id: ID!) { recallCertificates(recallId: $id) { total } }',
    variables: ofRecall,
    allowed: RECORD_READERS,
    outside: { callers: NOT_CONFIRMED, hear: NOT_FOUND },
  },
  subsidyRecoveries: {
    query: '{ subsidyRecoveries(filter: { institutionCode: "0001" }) { total } }',
    variables: none,
    allowed: RECORD_READERS,
    outside: { callers: OUTSIDERS, hear: { total: 0 } },
  },
};

const ofRecord = ({ certificateNo, record, work }: WalkedWorld): object => ({
  no: certificateNo,
  record,
  evidence: [work['changeEvidenceId']],
});
const foreignCertificate = refused(['otherInstitution'], 'CERTIFICATE_NOT_FOUND');
const foreignCorrection = refused(OTHER_REGULATORS, 'CORRECTION_NOT_FOUND');
const foreignRecall = refused(OTHER_REGULATORS, 'RECALL_NOT_FOUND');

export const CERTIFICATE_CHANGE_MUTATIONS: Readonly<Record<string, WalkedOperation>> = {
  requestCorrection: {
    query: `mutation ($no: ID!, $record: CertificateRecord!, $evidence: [ID!]!) { requestCorrection(certificateNo: $no, record: $record, reason: "录入有误", evidence: $evidence) ${REFUSAL} }`,
    variables: ofRecord,
    allowed: INSTITUTIONS,
    outside: foreignCertificate,
  },
  requestReissue: {
    query: `mutation ($no: ID!, $record: CertificateRecord, $evidence: [ID!]!) { requestReissue(certificateNo: $no, newRecord: $record, reason: "编号有误", evidence: $evidence) ${REFUSAL} }`,
    variables: ofRecord,
    allowed: INSTITUTIONS,
    outside: foreignCertificate,
  },
  approveCorrection: {
    query: `mutation ($id: ID!) { approveCorrection(correctionId: $id) ${REFUSAL} }`,
    variables: ofCorrection,
    allowed: DECIDERS,
    outside: foreignCorrection,
  },
  refuseCorrection: {
    query: `mutation ($id: ID!) { refuseCorrection(correctionId: $id, reason: "材料不足") ${REFUSAL} }`,
    variables: ofCorrection,
    allowed: DECIDERS,
    outside: foreignCorrection,
  },
  withdrawCorrection: {
    query: `mutation ($id: ID!) { withdrawCorrection(correctionId: $id) ${REFUSAL} }`,
    variables: ofCorrection,
    allowed: INSTITUTIONS,
    outside: refused(['otherInstitution'], 'CORRECTION_NOT_FOUND'),
  },
  proposeRecall: {
    query: `mutation ($no: ID!, $evidence: [ID!]!) { proposeRecall(scope: { certificateNos: [$no] }, ground: COURT, reason: "判决", basis: ["样例"], evidence: $evidence) ${REFUSAL} }`,
    variables: ofRecord,
    allowed: DECIDERS,
    // The evidence is the first thing that they do not find.
    outside: refused(OTHER_REGULATORS, 'ATTACHMENT_NOT_FOUND'),
  },
  confirmRecall: {
    query: `mutation ($id: ID!, $digest: String!) { confirmRecall(recallId: $id, digest: $digest) ${REFUSAL} }`,
    variables: ofRecall,
    allowed: DECIDERS,
    outside: foreignRecall,
  },
  withdrawRecall: {
    query: `mutation ($id: ID!) { withdrawRecall(recallId: $id, reason: "提出有误") ${REFUSAL} }`,
    variables: ofRecall,
    allowed: DECIDERS,
    outside: foreignRecall,
  },
  settleSubsidies: {
    query: `mutation ($id: ID!) { settleSubsidies(recallId: $id, outcome: NOT_PAID, reason: "未发放") ${REFUSAL} }`,
    variables: ofRecall,
    allowed: DECIDERS,
    outside: foreignRecall,
  },
};
