import { formatCertificateNumber, partsOf, type CertificateNumber } from '../certificate/certificate-number';
import { byTurn, changed, recordFault, type FaultKind, type FaultScene, type Planted } from './fault';

/** Puts another part into the number; every other part, the site code of the record included, stays right. */
function withParts({ record }: FaultScene, parts: Partial<CertificateNumber>): Planted {
  const certificateNo = formatCertificateNumber({ ...partsOf(record.certificateNo), ...parts });
  return changed(record, 'certificateNo', { certificateNo });
}

/** Letters for the province, a level of two digits, a small letter, a digit too few. */
function malformed({ record, turn }: FaultScene): Planted {
  const number = record.certificateNo;
  const forms = [
    `${number.slice(0, 5)}SC${number.slice(7)}`,
    `${number.slice(0, 15)}0${number.slice(15)}`,
    number.toLowerCase(),
    number.slice(0, -1),
  ];
  return changed(record, 'certificateNo', { certificateNo: byTurn(forms, turn) });
}

/** A province that the registry has nothing to do with, a ministry code and site serials that nobody has. */
const OTHER_PROVINCE = '50';
const OTHER_INSTITUTION = '7777';
const UNKNOWN_SERIALS_FROM = 980_000;
const UNKNOWN_SERIALS = 10_000;
const YEARS_BACK = 5;

const yearsBack = (year: string): string => String(Number(year) - YEARS_BACK).padStart(2, '0');

/** There is only one such number for a site, year and level; a second one would be a duplicate as well. */
function serialZero(scene: FaultScene): Planted | undefined {
  return scene.turn === 0 ? withParts(scene, { serial: '000000' }) : undefined;
}

function otherLevelDigit(scene: FaultScene): Planted | undefined {
  const { unusedLevelDigit } = scene.facts;
  return unusedLevelDigit === undefined ? undefined : withParts(scene, { level: unusedLevelDigit });
}

/** Year, a province code of the former kind, city, kind, serial of the place, level, serial. */
function legacyNumber({ record, ordinal }: FaultScene): Planted {
  const { year, level } = partsOf(record.certificateNo);
  const serial = String(ordinal % 100_000).padStart(5, '0');
  const place = String(Math.floor(ordinal / 100_000)).padStart(3, '0');
  return changed(record, 'certificateNo', { certificateNo: `${year}22001${place}${level}${serial}` });
}

export const NUMBER_FAULTS: readonly FaultKind[] = [
  recordFault('CMP-001', malformed),
  recordFault('CMP-002', (scene) =>
    withParts(scene, { category: scene.record.certificateNo.startsWith('Y') ? 'S' : 'Y' }),
  ),
  recordFault('CMP-003', (scene) => withParts(scene, { institution: OTHER_INSTITUTION })),
  recordFault('CMP-004', (scene) => withParts(scene, { province: OTHER_PROVINCE })),
  recordFault('CMP-005', (scene) =>
    withParts(scene, { siteSerial: String(UNKNOWN_SERIALS_FROM + (scene.ordinal % UNKNOWN_SERIALS)) }),
  ),
  recordFault('CMP-006', (scene) => withParts(scene, { year: yearsBack(partsOf(scene.record.certificateNo).year) })),
  recordFault('CMP-007', otherLevelDigit),
  recordFault('CMP-008', serialZero),
  recordFault('CMP-009', legacyNumber),
];
