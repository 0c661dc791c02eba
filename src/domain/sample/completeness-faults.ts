import type { CertificateRecord, RawRecord } from '../certificate/record';
import { byTurn, changed, recordFault, without, type FaultKind, type FaultScene, type Planted } from './fault';

const REQUIRED = [
  'name',
  'candidateCategory',
  'occupationName',
  'institutionName',
  'eligibilityCondition',
  'idNumber',
  'basis',
  'examDate',
  'affiliation',
  'certificateNo',
  'sex',
  'issuedOn',
  'siteCode',
  'birthDate',
  'level',
  'overallGrade',
  'idType',
  'occupationCode',
] as const;
type Blanking = (record: CertificateRecord, field: string) => RawRecord;
const BLANKINGS: readonly Blanking[] = [
  (record, field) => ({ ...record, [field]: null }),
  (record, field) => ({ ...record, [field]: '' }),
  (record, field) => ({ ...record, [field]: '   ' }),
  without,
];

/** Every field and every way to be blank comes by in turn. */
function blank({ record, turn }: FaultScene): Planted {
  const field = byTurn(REQUIRED, turn);
  const planted = { record: byTurn(BLANKINGS, turn)(record, field), path: `/${field}` };
  // Two rules ask for the condition by name.
  return field === 'eligibilityCondition' ? { ...planted, also: [{ code: 'CMP-032', path: planted.path }] } : planted;
}

const FOREIGN_CODES: readonly (readonly [field: string, value: string])[] = [
  ['education', 'DOCTORATE'],
  ['candidateCategory', 'STUDENT'],
  ['overallGrade', '优'],
  ['source', 'TRAINING'],
  ['sex', 'UNKNOWN'],
  ['affiliation', 'INTERNAL'],
  ['basis', 'LOCAL_NORM'],
  ['idType', 'ID_CARD'],
  ['level', 'LEVEL_6'],
];

function foreignCode({ record, turn }: FaultScene): Planted {
  const [field, value] = byTurn(FOREIGN_CODES, turn);
  return changed(record, field, { [field]: value });
}

const REMARK_TOO_LONG = '补'.repeat(201);
const NAME_TOO_LONG = '某'.repeat(51);
/** Distance from an ASCII character to its full-width form. */
const FULL_WIDTH_OFFSET = 0xfee0;
const toFullWidth = (text: string): string =>
  Array.from(text, (character) => String.fromCharCode(character.charCodeAt(0) + FULL_WIDTH_OFFSET)).join('');

const UNREADABLE: readonly ((scene: FaultScene) => Planted)[] = [
  ({ record }) => changed(record, 'remark', { remark: REMARK_TOO_LONG }),
  ({ record }) => changed(record, 'idNumber', { idNumber: toFullWidth(record.idNumber) }),
  ({ record }) => changed(record, 'skillScore', { skillScore: 101 }),
  ({ record }) => changed(record, 'institutionName', { institutionName: `${record.institutionName}\u200b` }),
  ({ record }) => changed(record, 'examDate', { examDate: '2026-02-30' }),
  ({ record }) => changed(record, 'photoDigest', { photoDigest: 'not a digest' }),
  ({ record }) => changed(record, 'name', { name: NAME_TOO_LONG }),
];

export const COMPLETENESS_FAULTS: readonly FaultKind[] = [
  recordFault('CPL-001', blank),
  recordFault('CPL-002', foreignCode),
  recordFault('CPL-003', (scene) => byTurn(UNREADABLE, scene.turn)(scene)),
  recordFault('CPL-004', ({ record }) => changed(record, 'ethnicGroup', { ethnicGroup: '汉族' })),
  recordFault('CPL-005', ({ record, turn }) => ({
    record: byTurn(BLANKINGS, turn)(record, 'workType'),
    path: '/workType',
  })),
  recordFault('CPL-006', ({ record }) => ({
    record: without(record, 'theoryScore', 'theorySubstitute'),
    path: '/theoryScore',
  })),
  recordFault('CPL-007', ({ record }) =>
    record.reviewScore === undefined ? undefined : { record: without(record, 'reviewScore'), path: '/reviewScore' },
  ),
];
