/** What a hub accepts of the certificates that another hub hands up (docs/hub-to-hub.md), as far as each tells it by itself. */
import { CERTIFICATE_NUMBER_LENGTH } from '../certificate/certificate-number';
import type { Reading } from '../certificate/reading';
import type { FeedCode } from './feed';

/**
 * H-RECORD: the record cannot be read · H-NUMBER: it has no certificate number's pattern · H-REGION: outside the hub that hands it up ·
 * H-TAKEN: the number is somebody else's here · H-DIFFERS: the version is here with other content
 */
export const RECEIVED_REFUSALS = ['H-RECORD', 'H-NUMBER', 'H-REGION', 'H-TAKEN', 'H-DIFFERS'] as const;
export type ReceivedRefusal = (typeof RECEIVED_REFUSALS)[number];

/** What an institution is told of each, unless the feeds file says it otherwise. */
export const RECEIVED_CODES: Readonly<Record<ReceivedRefusal, FeedCode>> = {
  'H-RECORD': {
    title: { zh: '上级枢纽无法读取该证书的数据', en: 'The hub above cannot read the data of the certificate' },
    rule: 'CPL-001',
  },
  'H-NUMBER': {
    title: { zh: '证书编号不符合编号规则', en: 'The certificate number has another pattern' },
    rule: 'CMP-001',
  },
  'H-REGION': {
    title: { zh: '证书所属区划不在本枢纽范围内', en: 'The certificate lies outside the region of this hub' },
    rule: null,
  },
  'H-TAKEN': {
    title: {
      zh: '该编号在上级枢纽属于其他枢纽或机构',
      en: 'At the hub above the number is another hub’s or institution’s',
    },
    rule: 'AUT-010',
  },
  'H-DIFFERS': {
    title: { zh: '上级枢纽已有内容不同的同一版本', en: 'The hub above has this version with other content' },
    rule: null,
  },
};

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
