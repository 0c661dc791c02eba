/** The shape of a proposed measure, before the registry is asked: every fault with its place. */
import { isDate } from '../../domain/calendar/dates';
import { holdsPersonalNumber } from '../../domain/certificate/personal-numbers';
import { isStorable } from '../../domain/certificate/text';
import { PERSON_FAULT } from '../../domain/decision/declared-reason';
import type { MeasureKind, MeasureReason } from '../../domain/filing/measure';
import { MEASURE_KINDS, MEASURE_REASONS, reasonFits, takesBack } from '../../domain/filing/measure';
import type { Place } from '../../domain/intake/place';
import { REASON_CHARS_MAX } from '../limits';

export const MEASURE_FILINGS_MAX = 500;
export const MEASURE_BASIS_MAX = 10;
export const BASIS_CHARS_MAX = 200;

export interface GivenMeasure {
  readonly institutionCode: string;
  readonly kind: MeasureKind;
  /** Empty: all to which it applies. */
  readonly filingIds: readonly string[];
  /** First day, today or later, of an end of filings no later than today; `null`: the day on which it is confirmed. */
  readonly from: string | null;
  /** Last day of a suspension; `null`: until it is resumed. */
  readonly to: string | null;
  readonly reasonCode: MeasureReason;
  readonly reason: string;
  /** Documents and articles. */
  readonly basis: readonly string[];
}

export const isText = (text: string, charsMax: number): boolean =>
  text.trim() !== '' && text.length <= charsMax && isStorable(text);

const place = (field: string, zh: string, en: string): Place => ({ record: null, field, message: { zh, en } });

const NO_GROUND = {
  zh: '终止只适用于 VENUE_CHANGED 和 INACTIVE,INACTIVE 只适用于终止,GROUND_WRONG 只适用于恢复。违规的,请办理暂停或撤销',
  en: 'A termination is for VENUE_CHANGED or INACTIVE, INACTIVE for a termination only, and GROUND_WRONG for a resumption only; for a violation suspend or revoke',
} as const;

/** What is true on the day of the confirmation need not be true later. */
const NO_LATER_DAY = place(
  'from',
  '终止和撤回终止自确认之日起生效,不能写明以后的起始日',
  'Filings end, and their end is taken back, on the day of the confirmation: no later day can be named',
);

export function faultsOf(given: GivenMeasure, today: string): readonly Place[] {
  const { filingIds, reason, basis } = given;
  return [
    ...(MEASURE_KINDS.includes(given.kind) ? [] : [place('kind', '措施类别未知', 'Not a kind of measure')]),
    ...(MEASURE_REASONS.some(({ code }) => code === given.reasonCode)
      ? []
      : [place('reasonCode', '事由代码未知', 'Not a code of a reason')]),
    ...(reasonFits(given.kind, given.reasonCode) ? [] : [place('reasonCode', NO_GROUND.zh, NO_GROUND.en)]),
    ...(filingIds.length <= MEASURE_FILINGS_MAX
      ? []
      : [place('filingIds', `最多 ${MEASURE_FILINGS_MAX} 项备案`, `At most ${MEASURE_FILINGS_MAX} filings`)]),
    ...(isText(reason, REASON_CHARS_MAX)
      ? []
      : [
          place(
            'reason',
            `须写明事由,最多 ${REASON_CHARS_MAX} 字`,
            `A reason of at most ${REASON_CHARS_MAX} characters`,
          ),
        ]),
    ...(holdsPersonalNumber(reason) ? [place('reason', PERSON_FAULT.zh, PERSON_FAULT.en)] : []),
    ...(basis.length > 0 && basis.length <= MEASURE_BASIS_MAX && basis.every((text) => isText(text, BASIS_CHARS_MAX))
      ? []
      : [
          place(
            'basis',
            `须列明 1 至 ${MEASURE_BASIS_MAX} 项依据,每项最多 ${BASIS_CHARS_MAX} 字`,
            `1 to ${MEASURE_BASIS_MAX} documents and articles of at most ${BASIS_CHARS_MAX} characters`,
          ),
        ]),
    ...(basis.some(holdsPersonalNumber) ? [place('basis', PERSON_FAULT.zh, PERSON_FAULT.en)] : []),
    ...faultsOfTerm(given, today),
  ];
}

function faultsOfTerm(given: GivenMeasure, today: string): readonly Place[] {
  const { kind, from, to } = given;
  if (from !== null && (!isDate(from) || from < today)) {
    return [place('from', '起始日应为今日或以后的真实日期', 'A real date, today or later')];
  }
  if ((kind === 'TERMINATION' || takesBack(given)) && from !== null && from > today) return [NO_LATER_DAY];
  if (to === null) return [];
  if (kind !== 'SUSPENSION') return [place('to', '只有暂停可以写明截止日', 'Only a suspension names its last day')];
  return isDate(to) && to >= (from ?? today)
    ? []
    : [place('to', '截止日不得早于起始日', 'The last day lies before the first')];
}
