/**
 * What a regulator does to filings in force: suspends, resumes, revokes, or ends them without blame (闽劳鉴〔2023〕10号 第十五、
 * 二十二、二十三条; 内人社办发〔2024〕53号 第四十五条; 湘人社函〔2020〕47号 五(六)). One table of moves for the proposal, one for the
 * filing it is about.
 */
import { dayBefore } from '../calendar/dates';
import type { Interruption, SnapshotFiling } from '../reference/snapshot';
import { touches } from '../reference/snapshot';
import { livesOn } from './terms';

export const MEASURE_KINDS = ['SUSPENSION', 'RESUMPTION', 'REVOCATION', 'TERMINATION'] as const;
export type MeasureKind = (typeof MEASURE_KINDS)[number];

export const MEASURE_STATES = ['PROPOSED', 'CONFIRMED', 'WITHDRAWN'] as const;
export type MeasureState = (typeof MEASURE_STATES)[number];
export const MEASURE_MOVES = {
  PROPOSED: ['CONFIRMED', 'WITHDRAWN'],
  CONFIRMED: [],
  WITHDRAWN: [],
} as const satisfies Record<MeasureState, readonly MeasureState[]>;

export const mayMove = (from: MeasureState, to: MeasureState): boolean =>
  (MEASURE_MOVES[from] as readonly MeasureState[]).includes(to);

/** Why, by the articles of 闽劳鉴〔2023〕10号; other documents use the same names. */
export const MEASURE_REASONS = [
  { code: 'VENUE_CHANGED', zh: '未经许可变更评价场地(第十五条)' },
  { code: 'OUTSIDE_FILED_PLACE', zh: '擅自在备案地之外开展评价(第二十二条(二))' },
  { code: 'SUPERVISION_REFUSED', zh: '未按规定接受督导督查(第二十二条(三))' },
  { code: 'IDLE', zh: '一年内无正当理由不开展评价(第二十二条(四))' },
  { code: 'COMPLAINTS_IGNORED', zh: '未及时处理投诉举报(第二十二条(五))' },
  { code: 'NOT_RECTIFIED', zh: '未按期完成整改(第二十二条(六))' },
  { code: 'FALSE_ADVERTISING', zh: '虚假宣传(第二十二条(七))' },
  { code: 'UNRECOGNISED_CERTIFICATES', zh: '开展“山寨证书”培训评价(第二十二条(八))' },
  { code: 'NOT_REPORTED', zh: '未按规定上报要情(第二十二条(九))' },
  { code: 'REPEATED_VIOLATION', zh: '书面通知后再次违规(第二十三条(一))' },
  { code: 'FALSE_MATERIALS', zh: '备案材料或承诺虚假(第二十三条(二))' },
  { code: 'ELIGIBILITY_FORGED', zh: '协助伪造申报资料(第二十三条(三))' },
  { code: 'CERTIFICATES_FORGED', zh: '贩卖证书或证书数据造假(第二十三条(四))' },
  { code: 'DATA_MISUSED', zh: '超范围使用证书数据、泄露隐私(第二十三条(五))' },
  { code: 'CONDITIONS_LOST', zh: '软硬件无法满足要求且未按期整改(第二十三条(六))' },
  { code: 'IDLE_TWO_YEARS', zh: '两年未开展、未申请延期或评估不合格(第二十三条(七))' },
  { code: 'EXAM_DISORDER', zh: '考场混乱或组织舞弊(第二十三条(八))' },
  { code: 'ACCIDENT_OR_LEAK', zh: '重大安全事故或试题泄密(第二十三条(九))' },
  { code: 'ARCHIVES_FORGED', zh: '篡改、伪造过程档案(第二十三条(十))' },
  { code: 'SUPERVISION_FAILED', zh: '外督评价多次不合格(第二十三条(十一))' },
  { code: 'COMMITMENT_BROKEN', zh: '不履行承诺造成严重影响(第二十三条(十二))' },
  { code: 'INACTIVE', zh: '连续不开展工作,视同退出,不作违规处理(终止)' },
  { code: 'RECTIFIED', zh: '整改合格(恢复)' },
  { code: 'GROUND_WRONG', zh: '终止所依据的情形不成立(恢复已终止的备案)' },
  { code: 'OTHER', zh: '其他' },
] as const;
export type MeasureReason = (typeof MEASURE_REASONS)[number]['code'];

/**
 * What a document takes for the end of a filing by itself, so that no bar follows: 闽劳鉴〔2023〕10号 第十五条, 湘人社函〔2020〕47号
 * 五(六). Being inactive is a reason for nothing else; what is done about a violation has reasons of its own.
 */
const TERMINATION_REASONS: readonly MeasureReason[] = ['VENUE_CHANGED', 'INACTIVE'];

export function reasonFits(kind: MeasureKind, reason: MeasureReason): boolean {
  if (kind === 'TERMINATION') return TERMINATION_REASONS.includes(reason);
  return reason === 'GROUND_WRONG' ? kind === 'RESUMPTION' : reason !== 'INACTIVE';
}

/** Nothing of the filing is left to renew. */
export const endsFilings = (kind: MeasureKind): boolean => kind === 'REVOCATION' || kind === 'TERMINATION';

/** TERMINATED: ended without blame, by a measure or on application, inside its term. ENDED: revoked, or its term is over. */
export const FILING_CONDITIONS = ['IN_FORCE', 'SUSPENDED', 'TERMINATED', 'ENDED'] as const;
export type FilingCondition = (typeof FILING_CONDITIONS)[number];

/**
 * What a measure finds, for it to make sense. A filing that begins later counts as in force. An end without blame is no way around a
 * revocation and its bar.
 */
export const MEASURE_FITS = {
  SUSPENSION: ['IN_FORCE'],
  RESUMPTION: ['SUSPENDED'],
  REVOCATION: ['IN_FORCE', 'SUSPENDED', 'TERMINATED'],
  TERMINATION: ['IN_FORCE', 'SUSPENDED'],
} as const satisfies Record<MeasureKind, readonly FilingCondition[]>;

const isSuspension = ({ kind }: Interruption): boolean => kind === 'SUSPENDED';
const isTermination = ({ kind }: Interruption): boolean => kind === 'TERMINATED';

/** `day` `YYYY-MM-DD`. */
export function conditionOn(filing: SnapshotFiling, day: string): FilingCondition {
  if (!livesOn(filing, day)) {
    const others = filing.interruptions.filter((each) => !isTermination(each));
    return livesOn({ ...filing, interruptions: others }, day) ? 'TERMINATED' : 'ENDED';
  }
  return filing.interruptions.some((each) => isSuspension(each) && touches(each, day)) ? 'SUSPENDED' : 'IN_FORCE';
}

/** A resumption for this reason takes back an end that a measure made. */
export const takesBack = ({ kind, reasonCode }: Decided): boolean =>
  kind === 'RESUMPTION' && reasonCode === 'GROUND_WRONG';

interface Decided {
  readonly kind: MeasureKind;
  readonly reasonCode: MeasureReason;
}

export function measureFits(measure: Decided, filing: SnapshotFiling, day: string): boolean {
  const condition = conditionOn(filing, day);
  if (takesBack(measure)) return condition === 'TERMINATED';
  return (MEASURE_FITS[measure.kind] as readonly FilingCondition[]).includes(condition);
}

/** What a resumption lifts on `day`: the suspensions that hold, and of a filing that ended without blame its end. */
export function stopsLifted(filing: SnapshotFiling, day: string): readonly Interruption[] {
  switch (conditionOn(filing, day)) {
    case 'SUSPENDED':
      return filing.interruptions.filter((each) => isSuspension(each) && touches(each, day));
    case 'TERMINATED':
      return filing.interruptions
        .filter(isTermination)
        .toSorted((one, other) => (one.from < other.from ? -1 : 1))
        .slice(0, 1);
    default:
      return [];
  }
}

/** The interruptions of a filing after the measure. `to`: last day of a suspension that names one. */
export function interruptionsAfter(
  kind: MeasureKind,
  filing: SnapshotFiling,
  { from, to }: { readonly from: string; readonly to: string | null },
): readonly Interruption[] {
  switch (kind) {
    case 'SUSPENSION':
      return [...filing.interruptions, { kind: 'SUSPENDED', from, to }];
    case 'RESUMPTION': {
      const lifted = stopsLifted(filing, from);
      return filing.interruptions.flatMap((each) => {
        if (!lifted.includes(each)) return [each];
        // An end that is taken back, and a suspension that is lifted on its first day, have never held.
        return isTermination(each) || each.from === from ? [] : [{ ...each, to: dayBefore(from) }];
      });
    }
    case 'REVOCATION':
      return [...filing.interruptions, { kind: 'REVOKED', from, to: null }];
    case 'TERMINATION':
      return [...filing.interruptions, { kind: 'TERMINATED', from, to: null }];
  }
}
