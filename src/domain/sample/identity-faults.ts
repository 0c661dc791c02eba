import type { CertificateRecord } from '../certificate/record';
import { checkCharacter } from '../certificate/identity-document';
import { addDays } from './days';
import { drawFrom } from './draw';
import { byTurn, changed, confirmFault, recordFault, type FaultKind, type FaultScene, type Planted } from './fault';
import { groupSize, residentAt } from './people';

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

/** No region of the sample's province, today or in the past; the check character is right. */
const UNKNOWN_REGIONS = ['519981', '519982', '519983', '519984'];

function unknownRegion({ record, turn }: FaultScene): Planted | undefined {
  if (record.idType !== 'RESIDENT_ID') return undefined;
  const digits = byTurn(UNKNOWN_REGIONS, turn) + record.idNumber.slice(REGION_DIGITS, -1);
  return changed(record, 'idNumber', { idNumber: digits + checkCharacter(digits) });
}
const REGION_DIGITS = 6;

/** Permits that begin with no letter of theirs or lack a digit, a passport that is too long: each of its own number. */
function malformedDocument({ record, ordinal, turn }: FaultScene): Planted | undefined {
  if (record.idType !== 'RESIDENT_ID') return undefined;
  const place = String(ordinal).padStart(7, '0');
  const [idType, idNumber] = byTurn(
    [
      ['HK_MACAO_PERMIT', `X0${place}`],
      ['TAIWAN_PERMIT', place],
    ] as const,
    turn,
  );
  return changed(record, 'idNumber', { idType, idNumber });
}

/** A sound person of no plan, from the far end of the age group. */
function notOnRoster({ record, ordinal, from }: FaultScene): Planted | undefined {
  if (from.plan.roster === null || record.idType !== 'RESIDENT_ID') return undefined;
  const stranger = residentAt(from.adult, groupSize(from.adult) - 1 - from.firstPlace - ordinal, drawFrom(ordinal));
  return changed(record, 'idNumber', { ...stranger });
}

/** The photo of somebody whose certificate is approved. */
function otherPhoto({ record, takePrior }: FaultScene): Planted | undefined {
  const photoDigest = takePrior()?.photoDigest;
  return photoDigest === undefined ? undefined : changed(record, 'photoDigest', { photoDigest });
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
  confirmFault('AUT-005', unknownRegion),
  recordFault('AUT-006', malformedDocument),
  recordFault('AUT-007', malformedName),
  { code: 'AUT-008', scope: 'batch', verdict: 'RETURNED', plant: samePerson },
  { code: 'AUT-009', scope: 'hub', verdict: 'HELD', plant: heldBefore },
  { code: 'AUT-010', scope: 'hub', verdict: 'RETURNED', plant: usedNumber },
  recordFault('AUT-011', notOnRoster),
  { code: 'AUT-013', scope: 'hub', verdict: 'PASSED', plant: otherPhoto },
  recordFault('AUT-015', contradiction),
];
