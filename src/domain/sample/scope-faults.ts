import { SITE_CODE_LENGTH, formatCertificateNumber, partsOf } from '../certificate/certificate-number';
import { LEVEL_DIGITS } from './clean-record';
import { addDays } from './days';
import { drawFrom } from './draw';
import { changed, confirmFault, recordFault, type FaultKind, type FaultScene, type Planted } from './fault';
import type { OccupationFact } from './fault-facts';
import { groupSize, minors, residentAt } from './people';

/** Has the form of a skill occupation's code; no edition of the catalogue has a middle class 6-99. */
const UNKNOWN_OCCUPATION = '6-99-99-99';

function otherOccupation({ record }: FaultScene, occupation: OccupationFact | undefined): Planted | undefined {
  if (occupation === undefined) return undefined;
  const { occupationCode, occupationName, workType } = occupation;
  return changed(record, 'occupationCode', { occupationCode, occupationName, workType });
}

/** Kept as a qualification as a whole, and filed by nobody of the sample: two places to mend, and so two findings. */
function accessType(scene: FaultScene): Planted | undefined {
  const planted = otherOccupation(scene, scene.facts.accessType);
  return planted && { ...planted, also: [{ code: 'CMP-017', path: '/occupationCode' }] };
}

/** The level in field and number alike, with the review that a high level asks for and a condition of its own. */
function otherLevel({ record }: FaultScene, level: string | undefined): Planted | undefined {
  if (level === undefined) return undefined;
  const digit = LEVEL_DIGITS[level];
  const number = digit === undefined ? {} : { certificateNo: withPart(record.certificateNo, { level: digit }) };
  return changed(record, 'level', {
    level,
    ...number,
    reviewScore: record.reviewScore ?? record.skillScore,
    eligibilityCondition: `${digit ?? ''}-1`,
  });
}

const FOREIGN_WORK_TYPE = '样例工种';

/** Where a filing names the work types, any other is none of the occupation's. */
function foreignWorkType({ record, from }: FaultScene): Planted | undefined {
  return from.filing.workTypes.length === 0 ? undefined : changed(record, 'workType', { workType: FOREIGN_WORK_TYPE });
}

/** Of the filing it is neither, whatever the pack allows to such an institution. */
const normNotFiled = ({ record, from }: FaultScene): Planted | undefined =>
  from.filing.basis.includes('EVALUATION_NORM') ? undefined : changed(record, 'basis', { basis: 'EVALUATION_NORM' });

/** The condition of another level. */
function otherCondition({ record }: FaultScene): Planted {
  const digit = LEVEL_DIGITS[record.level] === '5' ? '4' : '5';
  return changed(record, 'eligibilityCondition', { eligibilityCondition: `${digit}-1` });
}

const withPart = (number: string, parts: { readonly year?: string; readonly level?: string }): string =>
  formatCertificateNumber({ ...partsOf(number), ...parts });

/** A closed site, in field and number alike. */
function closedSite({ record, facts }: FaultScene): Planted | undefined {
  const { closedSite: siteCode } = facts;
  if (siteCode === undefined) return undefined;
  const certificateNo = siteCode + record.certificateNo.slice(SITE_CODE_LENGTH);
  return changed(record, 'siteCode', { siteCode, certificateNo });
}

function foreignAffiliation({ record, facts }: FaultScene): Planted | undefined {
  const { foreignAffiliation: affiliation } = facts;
  return affiliation === undefined ? undefined : changed(record, 'affiliation', { affiliation });
}

const FAILED_SCORE = 52;

/** Failed by word and by points: the record agrees with itself and yet claims a certificate. */
const failedPart = ({ record }: FaultScene): Planted =>
  changed(record, 'skillScore', { skillScore: FAILED_SCORE, overallGrade: 'FAIL' });

/** Two days before the end of the notice, unless that would be another year than the number's. */
function issuedTooEarly({ record, from }: FaultScene): Planted | undefined {
  const issuedOn = addDays(from.noticeTo, -2);
  if (issuedOn.slice(0, 4) !== record.issuedOn.slice(0, 4) || issuedOn < record.examDate) return undefined;
  return changed(record, 'issuedOn', { issuedOn });
}

/** A person of fourteen with a sound document. */
function tooYoung({ record, ordinal, from }: FaultScene): Planted | undefined {
  // A foreigner's name in Latin letters does not go with a resident's document.
  if (record.idType !== 'RESIDENT_ID') return undefined;
  const group = minors(from.plan.examFrom);
  const place = (from.firstPlace + ordinal) % groupSize(group);
  return changed(record, 'birthDate', { ...residentAt(group, place, drawFrom(ordinal)) });
}

/** Far enough ahead for any day of receipt; the number says the same year. */
const FUTURE_DAY = '2099-01-05';

const issuedInFuture = ({ record }: FaultScene): Planted =>
  changed(record, 'issuedOn', {
    issuedOn: FUTURE_DAY,
    certificateNo: withPart(record.certificateNo, { year: FUTURE_DAY.slice(2, 4) }),
  });

export const SCOPE_FAULTS: readonly FaultKind[] = [
  recordFault('CMP-010', ({ record }) => changed(record, 'occupationCode', { occupationCode: UNKNOWN_OCCUPATION })),
  recordFault('CMP-011', ({ record }) =>
    changed(record, 'occupationName', { occupationName: `高级${record.occupationName}` }),
  ),
  recordFault('CMP-012', (scene) => otherOccupation(scene, scene.facts.nonSkill)),
  recordFault('CMP-013', accessType),
  recordFault('CMP-014', foreignWorkType),
  recordFault('CMP-015', (scene) => otherLevel(scene, scene.facts.offLadderLevel)),
  recordFault('CMP-017', (scene) => otherOccupation(scene, scene.facts.unfiled)),
  recordFault('CMP-018', (scene) => otherLevel(scene, scene.facts.unfiledLevel)),
  recordFault('CMP-019', (scene) => otherOccupation(scene, scene.facts.lapsed)),
  recordFault('CMP-020', closedSite),
  recordFault('CMP-021', foreignAffiliation),
  recordFault('CMP-022', normNotFiled),
  recordFault('CMP-023', failedPart),
  recordFault('CMP-028', issuedTooEarly),
  recordFault('CMP-031', tooYoung),
  confirmFault('CMP-032', otherCondition),
  recordFault('CMP-034', ({ record, facts }) =>
    changed(record, 'institutionName', { institutionName: facts.wrongName }),
  ),
  recordFault('TIM-006', issuedInFuture),
];
