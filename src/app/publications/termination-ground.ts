/**
 * What must hold before filings end by themselves, so to speak: nobody is blamed and nothing is barred, so the packs of the region
 * must know such an end. A venue that was changed without permission: `venueChangeNoticeWorkingDays` (闽劳鉴〔2023〕10号 第十五条).
 * No work: `inactivityEndsFiling`, after the months of `inactiveMonths`, counted as TIM-009 counts them (湘人社函〔2020〕47号 五(六)).
 */
import type { ResolvedPack } from '../../domain/packs/resolve-pack';
import { inactiveFrom, isInactive, quietSince } from '../../domain/rules/registry-subject';
import type { Stores } from '../ports';
import { type Place, type Refusal, refuse } from '../refusal';
import type { Measure } from './measure-ports';

interface Standing {
  /** Of the region of the institution. */
  readonly resolved: ResolvedPack;
  readonly today: string;
}

/** `undefined` where the measure may go on. */
export async function terminationRefusal(
  { codes }: Stores,
  { kind, reasonCode, institutionCode }: Pick<Measure, 'kind' | 'reasonCode' | 'institutionCode'>,
  { resolved: { parameters }, today }: Standing,
): Promise<Refusal | undefined> {
  if (kind !== 'TERMINATION') return undefined;
  if (reasonCode === 'VENUE_CHANGED') {
    return parameters.venueChangeNoticeWorkingDays === null ? unknownHere('venueChangeNoticeWorkingDays') : undefined;
  }
  const { inactiveMonths } = parameters;
  if (!parameters.inactivityEndsFiling || inactiveMonths === null) return unknownHere('inactivityEndsFiling');
  const { filedSince, lastApprovedOn } = await codes.activityOf(institutionCode, today);
  if (filedSince === null) return refuse('INSTITUTION_NOT_INACTIVE', { places: [NOT_COUNTED] });
  const last = quietSince({ filedSince, lastApprovedOn });
  if (isInactive(last, inactiveMonths, today)) return undefined;
  return refuse('INSTITUTION_NOT_INACTIVE', { places: [stillCounting(last, inactiveMonths)] });
}

const unknownHere = (parameter: string): Refusal =>
  refuse('TERMINATION_UNKNOWN_HERE', {
    places: [
      {
        record: null,
        field: 'reasonCode',
        message: {
          zh: `本地规则包的 ${parameter} 未规定此种终止`,
          en: `By ${parameter} the packs of the region know no such end`,
        },
      },
    ],
  });

const NOT_COUNTED: Place = {
  record: null,
  field: 'institutionCode',
  message: {
    zh: '该机构今日没有有效备案(全部暂停的时间不计为未开展)',
    en: 'No filing of the institution is in force today; time under a suspension does not count',
  },
};

const stillCounting = (last: string, months: number): Place => {
  const first = inactiveFrom(last, months);
  return {
    record: null,
    field: 'institutionCode',
    message: {
      zh: `自 ${last}(最近一次批次获批或首次备案之日)起计算,须满 ${months} 个月;最早可于 ${first} 提出`,
      en: `Counted from ${last} (last approved batch, or first day filed), ${months} months must have gone by: not before ${first}`,
    },
  };
};
