/** An institution with two filings that measures end, in Fujian or in Hunan. */
import type { Caller } from '../../src/app/caller';
import { confirmMeasure } from '../../src/app/publications/decide-measure';
import type { GivenMeasure } from '../../src/app/publications/given-measure';
import { proposeMeasure } from '../../src/app/publications/propose-measure';
import type { Pack } from '../../src/domain/packs/pack';
import type { SchoolType } from '../../src/domain/reference/snapshot';
import { applicantOf, filingRow } from './filing-cases';
import { filingBench, type FilingBench, officer } from './filing-bench';

export const CODE = '0001';
export const PAGE = { first: 10, after: null };
export const CITY = officer('fj-city', 'CITY', '350100');
export const SECOND_CITY = officer('fj-city-2', 'CITY', '350100');
export const PROVINCE = officer('fj-province', 'PROVINCE', '350000');
export const SECOND_PROVINCE = officer('fj-province-2', 'PROVINCE', '350000');
export const HUNAN = officer('hn-1', 'PROVINCE', '430000');
export const SECOND_HUNAN = officer('hn-2', 'PROVINCE', '430000');
export const NATION = officer('nation', 'NATION', null);
export const INSTITUTION: Caller = { clientId: 'i', role: 'INSTITUTION', institutionCode: CODE, regionCode: null };

export const VENUE: GivenMeasure = {
  institutionCode: CODE,
  kind: 'TERMINATION',
  filingIds: [],
  from: null,
  to: null,
  reasonCode: 'VENUE_CHANGED',
  reason: '备案期内未经许可变更评价场地',
  basis: ['闽劳鉴〔2023〕10号 第十五条', '核查记录一'],
};
export const INACTIVE: GivenMeasure = {
  ...VENUE,
  reasonCode: 'INACTIVE',
  reason: '连续一年不开展工作',
  basis: ['湘人社函〔2020〕47号 五(六)'],
};
export const FORGED: GivenMeasure = {
  ...VENUE,
  kind: 'REVOCATION',
  reasonCode: 'CERTIFICATES_FORGED',
  reason: '证书数据造假',
  basis: ['闽劳鉴〔2023〕10号 第二十三条'],
};
export const TAKEN_BACK: GivenMeasure = {
  ...VENUE,
  kind: 'RESUMPTION',
  reasonCode: 'GROUND_WRONG',
  reason: '场地并未变更,认定有误',
  basis: ['核查记录二'],
};

export interface EndingBench extends FilingBench {
  filedIn(regionCode: string, schoolType?: SchoolType | null): Promise<void>;
  /** The id of the measure. */
  proposed(given: GivenMeasure, caller: Caller): Promise<string>;
  /** Proposed by the one and confirmed by the other. */
  decided(given: GivenMeasure, one: Caller, other: Caller): Promise<string>;
  /** Kinds of interruptions, filing by filing. */
  stops(): Promise<readonly (readonly string[])[]>;
  /** Adds a suspension to both filings. */
  suspend(from: string, to: string | null): Promise<void>;
  /** Topic and Chinese text of what is unread. */
  told(caller: Caller): Promise<readonly (readonly [string, string])[]>;
  barOn(day: string): Promise<unknown>;
}

export async function endingBench(packs?: readonly Pack[]): Promise<EndingBench> {
  const bench = await filingBench(packs);
  await bench.save({
    regions: [
      { code: '430000', name: '样例', grade: 'PROVINCE', parentCode: '000000' },
      { code: '430100', name: '样例', grade: 'CITY', parentCode: '430000' },
    ],
  });
  const proposed: EndingBench['proposed'] = async (given, caller) => {
    const answer = await proposeMeasure(bench.hub, caller, given);
    if (answer.kind === 'refused') throw new Error(JSON.stringify(answer));
    return answer.measureId;
  };
  return {
    ...bench,
    filedIn: (regionCode, schoolType = null) =>
      bench.save({
        institutions: [{ ...applicantOf(1, { regionCode, schoolType }), code: CODE, names: [] }],
        filings: [
          filingRow('F1', { from: '2025-03-10', to: '2028-03-09' }),
          filingRow('F2', { from: '2025-06-01', to: '2028-05-31', occupationCode: '4-01-01-01' }),
        ],
      }),
    proposed,
    decided: async (given, one, other) => {
      const measureId = await proposed(given, one);
      const answer = await confirmMeasure(bench.hub, other, { measureId });
      if (answer.kind === 'refused') throw new Error(JSON.stringify(answer));
      return measureId;
    },
    stops: async () =>
      ((await bench.registryOf(CODE)).filings ?? []).map(({ interruptions }) => interruptions.map(({ kind }) => kind)),
    suspend: async (from, to) => {
      const { filings = [] } = await bench.registryOf(CODE);
      const stop = { kind: 'SUSPENDED', from, to } as const;
      await bench.save({ filings: filings.map((filing) => ({ ...filing, interruptions: [stop] })) });
    },
    told: async (caller) =>
      (await bench.hub.views.notifications(caller, { unread: true }, PAGE)).items.map(({ topic, text }) => [
        topic,
        text.zh,
      ]),
    barOn: (day) => bench.hub.transaction(({ codes }) => codes.barOf(applicantOf(1).creditCode, day)),
  };
}
