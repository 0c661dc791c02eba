/**
 * What a correction leaves as it is: the number, and what the number encodes (site, year of issue, level:
 * 人社鉴发〔2019〕2号). A certificate that is wrong there gets another number, by a re-issue.
 */
import type { Bilingual } from '../bilingual';
import { isStandardNumber, partsOf } from '../certificate/certificate-number';
import type { RawRecord } from '../certificate/record';
import type { Place } from '../intake/place';
import type { ChangeKind } from './change-state';

const REISSUE_INSTEAD: Bilingual = {
  zh: '证书编号及其所含内容(站点、发证年份、等级)不能更正;请申请换发新编号的证书',
  en: 'The number and what it encodes (site, year of issue, level) are not corrected; ask for a re-issue under another number',
};
const CORRECT_INSTEAD: Bilingual = {
  zh: '编号不变而内容有误的,请申请更正;遗失补发的,不必填写新记录',
  en: 'Under the same number wrong data are corrected; for a lost certificate leave the new record out',
};

const place = (field: string, message: Bilingual): Place => ({ record: null, field, message });
const YEAR_DIGITS = 4;
const yearOf = (record: RawRecord): string => String(record.issuedOn ?? '').slice(0, YEAR_DIGITS);
const blankAsNull = (value: unknown): unknown => (value === undefined || value === '' ? null : value);

/** Places of `after` that the kind of change may not touch; empty when it may stand. */
export function fixedPlaces(kind: ChangeKind, before: RawRecord, after: RawRecord): readonly Place[] {
  const isChanged = (field: string): boolean => blankAsNull(before[field]) !== blankAsNull(after[field]);
  if (kind === 'REISSUE') return isChanged('certificateNo') ? [] : [place('certificateNo', CORRECT_INSTEAD)];
  const fields = ['certificateNo', 'siteCode', 'level'].filter(isChanged);
  if (encodesYear(before) && yearOf(before) !== yearOf(after)) fields.push('issuedOn');
  return fields.map((field) => place(field, REISSUE_INSTEAD));
}

/** True where the number says the year of issue; then another year needs another number. */
function encodesYear({ certificateNo, issuedOn }: RawRecord): boolean {
  if (typeof certificateNo !== 'string' || typeof issuedOn !== 'string' || !isStandardNumber(certificateNo))
    return false;
  return partsOf(certificateNo).year === issuedOn.slice(2, YEAR_DIGITS);
}
