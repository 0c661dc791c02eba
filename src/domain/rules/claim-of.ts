import type { Reading } from '../certificate/reading';
import type { HubClaim } from './hub-known';

export const claimOf = (reading: Reading, line: number): HubClaim => ({
  line,
  certificateNo: reading.certificateNo,
  occupationCode: reading.occupationCode,
  workType: reading.workType,
  level: reading.level,
  examDate: reading.examDate,
  siteCode: reading.siteCode,
  eligibilityCondition: reading.eligibilityCondition,
});
