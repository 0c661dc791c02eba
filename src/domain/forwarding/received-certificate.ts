/** What a hub accepts of the certificates that another hub hands up (docs/hub-to-hub.md), as far as each tells it by itself. */
import { CERTIFICATE_NUMBER_LENGTH } from '../certificate/certificate-number';
import type { Reading } from '../certificate/reading';

/**
 * H-RECORD: the record cannot be read · H-NUMBER: it has no certificate number's pattern · H-REGION: outside the hub that hands it up ·
 * H-TAKEN: the number is somebody else's here · H-DIFFERS: the version is here with other content
 */
export const RECEIVED_REFUSALS = ['H-RECORD', 'H-NUMBER', 'H-REGION', 'H-TAKEN', 'H-DIFFERS'] as const;
export type ReceivedRefusal = (typeof RECEIVED_REFUSALS)[number];

/** One capital letter and digits; packs may set two letters for the highest levels. */
const NUMBER = /^[A-Z][A-Z0-9][0-9]+$/;

export const hasNumberPattern = (text: string): boolean =>
  text.length === CERTIFICATE_NUMBER_LENGTH && NUMBER.test(text);

/** Without these nothing can be listed, counted or found; a hub below certifies no record that lacks one. */
const NEEDED = [
  'certificateNo',
  'name',
  'idType',
  'idNumber',
  'sex',
  'birthDate',
  'candidateCategory',
  'occupationCode',
  'occupationName',
  'workType',
  'level',
  'examDate',
  'siteCode',
  'issuedOn',
] as const satisfies readonly (keyof Reading)[];

/** `undefined`: nothing speaks against it. */
export function refusalOfRecord(certificateNo: string, reading: Reading): ReceivedRefusal | undefined {
  if (!hasNumberPattern(certificateNo)) return 'H-NUMBER';
  const isWhole = NEEDED.every((field) => reading[field] !== undefined);
  return isWhole && reading.certificateNo === certificateNo ? undefined : 'H-RECORD';
}
