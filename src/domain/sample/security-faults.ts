import { byTurn, changed, recordFault, type FaultKind, type FaultScene, type Planted } from './fault';

/** Of the shape of a mobile number; it was taken from no person. */
const MOBILE = '13800000000';

/** A mobile number, as people type it, or the number of the document once more. */
function numberInRemark({ record, turn }: FaultScene): Planted {
  const forms = [`联系电话${MOBILE}`, '联系人138-0000-0000', `证件${record.idNumber}`];
  const remark = record.idType === 'RESIDENT_ID' ? byTurn(forms, turn) : forms[0];
  return changed(record, 'remark', { remark });
}

export const SECURITY_FAULTS: readonly FaultKind[] = [recordFault('SEC-002', numberInRemark)];
