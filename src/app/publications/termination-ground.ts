/**
 * What must hold before filings end by themselves, so to speak: nobody is blamed and nothing is barred, so the packs of the region
 * must know such an end. A venue that was changed without permission: `venueChangeNoticeWorkingDays` (闽劳鉴〔2023〕10号 第十五条).
 * No work: the months of `exitAfterIdleMonths`, in which nothing lay with an office either (湘人社函〔2020〕47号 五(六)).
 */
import { daysAfter, monthsBefore } from '../../domain/calendar/dates';
import { monthsToExit, stoppedDays } from '../../domain/filing/idle';
import type { ResolvedPack } from '../../domain/packs/resolve-pack';
import { inactiveFrom, isInactive, quietSince } from '../../domain/rules/registry-subject';
import type { Stores } from '../ports';
import { type Place, type Refusal, refuse } from '../refusal';
import type { FiledInstitution } from './filed-institution';
import type { Measure, WorkInHand } from './measure-ports';

interface Standing {
  /** Of the region of the institution. */
  readonly resolved: ResolvedPack;
  /** With all filings. */
  readonly found: FiledInstitution;
  readonly today: string;
}

type Ground = Pick<Measure, 'kind' | 'reasonCode'>;

/** `undefined` where the measure may go on. */
export async function groundRefusal(
  stores: Stores,
  { kind, reasonCode }: Ground,
  standing: Standing,
): Promise<Refusal | undefined> {
  const { venueChangeNoticeWorkingDays } = standing.resolved.parameters;
  if (kind === 'REVOCATION' && reasonCode === 'VENUE_CHANGED' && venueChangeNoticeWorkingDays !== null) {
    return refuse('MEASURE_INVALID', { places: [ENDS_BY_ITSELF] });
  }
  if (kind !== 'TERMINATION') return undefined;
  if (reasonCode === 'VENUE_CHANGED') {
    return venueChangeNoticeWorkingDays === null ? unknownHere('venueChangeNoticeWorkingDays') : undefined;
  }
  return idleRefusal(stores, standing);
}

async function idleRefusal(
  { codes }: Stores,
  { resolved: { parameters }, found: { institution, filings }, today }: Standing,
): Promise<Refusal | undefined> {
  const months = monthsToExit(parameters, institution.schoolType);
  if (months === undefined) return unknownHere('exitAfterIdleMonths');
  const { filedSince, lastApprovedOn } = await codes.activityOf(institution.code, today);
  if (filedSince === null) return refuse('INSTITUTION_NOT_INACTIVE', { places: [NOT_COUNTED] });
  const last = quietSince({ filedSince, lastApprovedOn });
  const stopped = stoppedDays(filings, last, today);
  const since = daysAfter(last, stopped);
  if (!isInactive(since, months, today)) {
    return refuse('INSTITUTION_NOT_INACTIVE', { places: [stillCounting({ last, stopped, since, months })] });
  }
  const work = await codes.workInHand(institution.code, daysAfter(monthsBefore(today, months), -stopped));
  return work === undefined
    ? undefined
    : refuse('INSTITUTION_NOT_INACTIVE', { existingId: work.id, places: [WORK_PLACES[work.kind](work)] });
}

const unknownHere = (parameter: string): Refusal =>
  refuse('TERMINATION_UNKNOWN_HERE', {
    places: [
      {
        record: null,
        field: 'reasonCode',
        message: {
          zh: `本地规则包的 ${parameter} 未对此类机构规定此种终止`,
          en: `By ${parameter} the packs of the region know no such end for an institution of this kind`,
        },
      },
    ],
  });

const ENDS_BY_ITSELF: Place = {
  record: null,
  field: 'reasonCode',
  message: {
    zh: '按本地规则包,未经许可变更场地即终止备案,不作撤销,不设不受理期;请办理 TERMINATION',
    en: 'By the packs of the region a changed venue ends the filing by itself, without a revocation and its bar: propose TERMINATION',
  },
};

const NOT_COUNTED: Place = {
  record: null,
  field: 'institutionCode',
  message: {
    zh: '该机构今日没有可用的备案:没有有效备案,或全部暂停',
    en: 'No filing of the institution can be used today: none is in force, or all are suspended',
  },
};

interface Counted {
  readonly last: string;
  readonly stopped: number;
  readonly since: string;
  readonly months: number;
}

const stillCounting = ({ last, stopped, since, months }: Counted): Place => {
  const first = inactiveFrom(since, months);
  const left =
    stopped === 0
      ? { zh: '', en: '' }
      : { zh: `,扣除全部暂停的 ${stopped} 天`, en: ` and ${stopped} days on which all was suspended are left out` };
  return {
    record: null,
    field: 'institutionCode',
    message: {
      zh: `自 ${last}(最近一次批次获批或首次备案之日)起计算${left.zh},须满 ${months} 个月;最早可于 ${first} 提出`,
      en: `Counted from ${last} (last approved batch, or first day filed)${left.en}, ${months} months must have gone by: not before ${first}`,
    },
  };
};

/** What lies with an office, or ahead, is no idleness of the institution. */
const WORK_PLACES: Readonly<Record<WorkInHand['kind'], (work: WorkInHand) => Place>> = {
  BATCH: ({ id }) => ({
    record: null,
    field: 'batches',
    message: { zh: `批次 ${id} 已封存,尚未审结`, en: `The batch ${id} is sealed and not decided yet` },
  }),
  PLAN: ({ id, examTo }) => ({
    record: null,
    field: 'plans',
    message: {
      zh: `认定计划 ${id} 在期限内报送、获批或考试,或考试尚未结束(末日 ${examTo})`,
      en: `The plan ${id} was filed, approved or examined within the months, or its exam lies ahead (last day ${examTo})`,
    },
  }),
  RESULTS: ({ id }) => ({
    record: null,
    field: 'results',
    message: { zh: `成绩 ${id} 的公示尚未结束`, en: `The notice of the results ${id} is not over` },
  }),
  APPLICATION: ({ id }) => ({
    record: null,
    field: 'applications',
    message: { zh: `申请 ${id} 尚未办结`, en: `The application ${id} is not decided, or waits for its publication` },
  }),
};
