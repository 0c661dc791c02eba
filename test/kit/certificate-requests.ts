/** What is usually asked about the certificates of a desk: changes by the institution, recalls by two people of the city. */
import type { Caller } from '../../src/app/caller';
import { confirmRecall } from '../../src/app/certificates/confirm-recall';
import { proposeRecall } from '../../src/app/certificates/propose-recall';
import { requestCorrection, requestReissue } from '../../src/app/certificates/request-change';
import type { Hub } from '../../src/app/ports';
import { certificateNoOf, CITY, INSTITUTION_CALLER, SECOND_CITY, type CertificateDesk } from './certificate-desk';

/** The certificate that is asked about where a test names none. */
export const NO = certificateNoOf(1);
export const CORRECTION_REASON = '姓名录入有误';
export const RECALL_BASIS = '内人社办发〔2024〕53号 第四十四条';

export const idOf = (outcome: object): string =>
  String(Reflect.get(outcome, 'correctionId') ?? Reflect.get(outcome, 'recallId'));
const digestOf = (proposed: object): string => String(Reflect.get(proposed, 'digest'));

export interface ChangeRequests {
  correct(
    record: Record<string, unknown>,
    more?: { readonly reason?: string; readonly evidence?: string[] },
  ): Promise<object>;
  /** `null`: the same certificate once more. */
  reissue(record: Record<string, unknown> | null, certificateNo?: string): Promise<object>;
}
export const changeRequests = (desk: CertificateDesk): ChangeRequests => ({
  correct: (record, more = {}) =>
    requestCorrection(desk.hub, INSTITUTION_CALLER, {
      certificateNo: NO,
      record,
      reason: CORRECTION_REASON,
      evidence: [desk.files.institution],
      ...more,
    }),
  reissue: (record, certificateNo = NO) =>
    requestReissue(desk.hub, INSTITUTION_CALLER, {
      certificateNo,
      record,
      reason: '证书遗失',
      evidence: [desk.files.institution],
    }),
});

export interface RecallRequests {
  /** `scope`: the parts of it that are not `null`. */
  propose(scope: object, caller?: Caller, more?: object): Promise<object>;
  /** By the digest that the proposal answered. */
  confirm(proposed: object, caller?: Caller, hub?: Hub): Promise<object>;
}
export const recallRequests = (desk: CertificateDesk): RecallRequests => ({
  propose: (scope, caller = CITY, more = {}) =>
    proposeRecall(desk.hub, caller, {
      scope: { certificateNos: null, batchId: null, lines: null, planNo: null, ...scope },
      ground: 'VIOLATION',
      reason: '考试组织弄虚作假',
      basis: [RECALL_BASIS],
      evidence: [desk.files.city],
      ...more,
    }),
  confirm: (proposed, caller = SECOND_CITY, hub = desk.hub) =>
    confirmRecall(hub, caller, { id: idOf(proposed), digest: digestOf(proposed) }),
});
