import { SITE_CODE_LENGTH } from '../certificate/certificate-number';
import { addDays } from './days';
import { changed, recordFault, type FaultKind, type FaultScene, type Planted } from './fault';

/** A site that may hold such an exam, but not the one of the plan; field and number agree. */
function otherSite({ record, facts }: FaultScene): Planted | undefined {
  const { otherSite: siteCode } = facts;
  if (siteCode === undefined) return undefined;
  const certificateNo = siteCode + record.certificateNo.slice(SITE_CODE_LENGTH);
  return changed(record, 'siteCode', { siteCode, certificateNo });
}

/** The day before the first one: it differs from the plan, and it lies outside the plan's dates. */
const dayBeforePlan = ({ record, from }: FaultScene): Planted => ({
  ...changed(record, 'examDate', { examDate: addDays(from.plan.examFrom, -1) }),
  also: [{ code: 'CMP-025', path: '/examDate' }],
});

export const PLAN_FAULTS: readonly FaultKind[] = [
  recordFault('CMP-025', otherSite),
  recordFault('TIM-007', dayBeforePlan),
];
