import type { CertificateRecord } from '../certificate/record';
import { addDays } from './days';
import { byTurn, changed, recordFault, type FaultKind, type FaultScene, type Planted } from './fault';

const CHECK_CHARACTERS = '0123456789X';

/** The next character of the set in place of the right one. */
function wrongCheck({ record }: FaultScene): Planted | undefined {
  if (record.idType !== 'RESIDENT_ID') return undefined;
  const next = (CHECK_CHARACTERS.indexOf(record.idNumber.slice(-1)) + 1) % CHECK_CHARACTERS.length;
  return changed(record, 'idNumber', { idNumber: record.idNumber.slice(0, -1) + CHECK_CHARACTERS.charAt(next) });
}

function otherBirthDate({ record }: FaultScene): Planted | undefined {
  if (record.idType !== 'RESIDENT_ID') return undefined;
  return changed(record, 'birthDate', { birthDate: addDays(record.birthDate, -1) });
}

function otherSex({ record }: FaultScene): Planted | undefined {
  if (record.idType !== 'RESIDENT_ID') return undefined;
  return changed(record, 'sex', { sex: record.sex === 'MALE' ? 'FEMALE' : 'MALE' });
}

function malformedName({ record, turn }: FaultScene): Planted | undefined {
  if (record.idType !== 'RESIDENT_ID') return undefined;
  const first = record.name.slice(0, 1);
  const rest = record.name.slice(1);
  return changed(record, 'name', { name: byTurn([`${record.name}2`, `${first} ${rest}`, `${record.name}*`], turn) });
}

const personOf = ({ name, idType, idNumber, sex, birthDate }: CertificateRecord): Partial<CertificateRecord> => ({
  name,
  idType,
  idNumber,
  sex,
  birthDate,
});

/** The person of an earlier line under a number of its own. */
function samePerson({ record, earlier, turn }: FaultScene): Planted | undefined {
  if (earlier.length === 0) return undefined;
  return changed(record, 'idNumber', personOf(byTurn(earlier, turn)));
}

function heldBefore({ record, takePrior }: FaultScene): Planted | undefined {
  const prior = takePrior();
  return prior && changed(record, 'idNumber', personOf(prior));
}

/** Site, year and level: the part of a number that the other fields of the record decide. */
const NUMBER_HEAD = 16;

/** The number of an earlier line, or of an approved certificate, under another person. */
function usedNumber({ record, earlier, turn, takePrior }: FaultScene): Planted | undefined {
  const head = record.certificateNo.slice(0, NUMBER_HEAD);
  const sameHead = earlier.filter(({ certificateNo }) => certificateNo.startsWith(head));
  const prior = turn % 2 === 1 || sameHead.length === 0 ? takePrior() : undefined;
  const source = prior?.certificateNo.startsWith(head) ? prior : sameHead[turn % Math.max(1, sameHead.length)];
  return source && changed(record, 'certificateNo', { certificateNo: source.certificateNo });
}

const PASS_MARK = 60;

/** Failed by word while every part is passed; a pass with a failed part would be CMP-023 as well. */
function contradiction({ record }: FaultScene): Planted | undefined {
  const parts = [record.theoryScore, record.skillScore, record.reviewScore];
  if (!parts.every((part) => (part ?? PASS_MARK) >= PASS_MARK)) return undefined;
  return changed(record, 'overallGrade', { overallGrade: 'FAIL' });
}

export const IDENTITY_FAULTS: readonly FaultKind[] = [
  recordFault('AUT-002', wrongCheck),
  recordFault('AUT-003', otherBirthDate),
  recordFault('AUT-004', otherSex),
  recordFault('AUT-007', malformedName),
  { code: 'AUT-008', scope: 'batch', verdict: 'RETURNED', plant: samePerson },
  { code: 'AUT-009', scope: 'hub', verdict: 'HELD', plant: heldBefore },
  { code: 'AUT-010', scope: 'hub', verdict: 'RETURNED', plant: usedNumber },
  recordFault('AUT-015', contradiction),
];
