/** What a recall covers: certificates one by one, a batch or some lines of it, or all that came of a plan. */
import type { Bilingual } from '../bilingual';
import { isUuid } from '../intake/check-header';
import type { Place } from '../intake/place';

export const RECALL_CERTIFICATES_MAX = 5_000;
export const RECALL_LINES_MAX = 5_000;
const NUMBER_CHARS_MAX = 64;
const PLAN_CHARS_MAX = 64;

export interface RecallScope {
  readonly certificateNos: readonly string[] | null;
  readonly batchId: string | null;
  /** Of the batch; `null` for all. */
  readonly lines: readonly number[] | null;
  readonly planNo: string | null;
}
export type ScopeKind = 'CERTIFICATES' | 'BATCH' | 'LINES' | 'PLAN';

export function scopeKindOf({ certificateNos, lines, planNo }: RecallScope): ScopeKind {
  if (planNo !== null) return 'PLAN';
  if (certificateNos !== null) return 'CERTIFICATES';
  return lines === null ? 'BATCH' : 'LINES';
}

const ONE: Bilingual = {
  zh: '请在 certificateNos、batchId(可加 lines)、planNo 中只填一项',
  en: 'Give one of certificateNos, batchId (with lines, if you like) and planNo',
};
const NUMBERS: Bilingual = {
  zh: `应为 1 至 ${RECALL_CERTIFICATES_MAX} 个证书编号`,
  en: `1 to ${RECALL_CERTIFICATES_MAX} certificate numbers`,
};
const LINES: Bilingual = {
  zh: `应为 1 至 ${RECALL_LINES_MAX} 个行号,从 1 起`,
  en: `1 to ${RECALL_LINES_MAX} lines, from 1`,
};
const BATCH: Bilingual = { zh: '应为批次编号', en: 'The id of a batch' };
const PLAN: Bilingual = { zh: '应为计划编号', en: 'The number of a plan' };
const LINE_MAX = 2_147_483_647;

const place = (field: string, message: Bilingual): Place => ({ record: null, field, message });

/** Repeats taken out and sorted, so that one scope is one value however it was sent. */
export function plainScope({ certificateNos, batchId, lines, planNo }: RecallScope): RecallScope {
  return {
    certificateNos: certificateNos === null ? null : [...new Set(certificateNos)].sort(),
    batchId: batchId === null ? null : batchId.toLowerCase(),
    lines: lines === null ? null : [...new Set(lines)].sort((one, other) => one - other),
    planNo,
  };
}

export function scopePlaces({ certificateNos, batchId, lines, planNo }: RecallScope): readonly Place[] {
  const given = [certificateNos, batchId, planNo].filter((part) => part !== null);
  if (given.length !== 1 || (lines !== null && batchId === null)) return [place('scope', ONE)];
  if (certificateNos !== null && !isNumberList(certificateNos)) return [place('scope/certificateNos', NUMBERS)];
  if (batchId !== null && !isUuid(batchId)) return [place('scope/batchId', BATCH)];
  if (lines !== null && !isLineList(lines)) return [place('scope/lines', LINES)];
  return planNo !== null && (planNo === '' || planNo.length > PLAN_CHARS_MAX || planNo.includes('\0'))
    ? [place('scope/planNo', PLAN)]
    : [];
}

const isNumberList = (numbers: readonly string[]): boolean =>
  numbers.length >= 1 &&
  numbers.length <= RECALL_CERTIFICATES_MAX &&
  numbers.every((number) => number !== '' && number.length <= NUMBER_CHARS_MAX && !number.includes('\0'));

const isLineList = (lines: readonly number[]): boolean =>
  lines.length >= 1 && lines.length <= RECALL_LINES_MAX && lines.every((line) => line >= 1 && line <= LINE_MAX);
