/** What a confirmed measure brings: to the filings, to what may be applied for, and to those who hear of it. */
import { endsFilings, interruptionsAfter, takesBack } from '../../domain/filing/measure';
import { lastDayOf } from '../../domain/filing/terms';
import type { RegistryFiling } from '../../domain/registry/document';
import { endTerms } from '../deadlines/open-term';
import type { Recorded, Stores } from '../ports';
import { type Announced, toCity, toInstitution, toProvince } from './announce';
import { MEASURE_LABELS } from './measure-answer';
import type { Measure } from './measure-ports';

const MONTHS_PER_YEAR = 12;

/** 闽劳鉴〔2023〕10号 第十五条: what a changed venue ends is shown to the public, by the province (publish-ending.ts). */
export const isShown = ({ kind, reasonCode }: Pick<Measure, 'kind' | 'reasonCode'>): boolean =>
  kind === 'TERMINATION' && reasonCode === 'VENUE_CHANGED';

/**
 * Nothing is left to renew of filings that end; of one whose end is taken back the daily watch says anew that it can be renewed. A
 * suspension leaves the term of the renewal alone, and so does its end.
 */
export async function changeFilings(
  stores: Stores,
  { kind, reasonCode, from, to }: Measure,
  filings: readonly RegistryFiling[],
  recorded: Recorded,
): Promise<void> {
  await stores.registry.save(
    {
      filings: filings.map((filing) => ({ ...filing, interruptions: interruptionsAfter(kind, filing, { from, to }) })),
    },
    recorded,
  );
  if (takesBack({ kind, reasonCode }))
    await stores.codes.forgetTold(
      'FILING_RENEWAL_OPEN',
      filings.map(({ id }) => id),
    );
  if (!endsFilings(kind)) return;
  for (const { id } of filings) await endTerms(stores, { kind: 'FILING', id }, 'CANCELLED', recorded.at, 'RENEWAL');
}

/** 闽劳鉴〔2023〕10号 第二十三条: no application for three years. `years`: by the packs of the region. */
export async function barAfterRevocation(
  { codes }: Stores,
  { id, from, reason }: Measure,
  creditCode: string,
  years: number | null,
): Promise<void> {
  if (years === null || years === 0) return;
  await codes.bar({ measureId: id, creditCode, from, to: lastDayOf(from, years * MONTHS_PER_YEAR), reason });
}

type ToldOf = Pick<Announced, 'text' | 'audiences'>;

const NATION = { role: 'NATION' } as const;

/** What is withdrawn was the offices' own matter. `takenBack`: the ends that a resumption undoes. */
export function toldOf(measure: Measure, offices: Announced['audiences'], takenBack: readonly Measure[]): ToldOf {
  const { kind, state, from, institutionCode, regionCode } = measure;
  const label = MEASURE_LABELS[kind];
  if (state !== 'CONFIRMED') {
    return {
      text: { zh: `${label.zh}的提议已撤回`, en: `The proposed ${label.en} was withdrawn` },
      audiences: offices,
    };
  }
  const province = offices.some(({ role }) => role === 'PROVINCE') ? [] : [toProvince(regionCode)];
  const said =
    takenBack.length > 0 ? TAKEN_BACK : kind === 'TERMINATION' ? ENDED[isShown(measure) ? 'SHOWN' : 'QUIET'] : NO_MORE;
  // Who was told of the end hears that it is none.
  const higher = [
    ...(isShown(measure) || takenBack.some(isShown) ? province : []),
    ...(takenBack.some(({ noticeTo }) => noticeTo !== null) ? [NATION] : []),
  ];
  return {
    text: {
      zh: `机构 ${institutionCode}:${label.zh},自 ${from} 起${said.zh}`,
      en: `Filings of institution ${institutionCode}: ${label.en} from ${from} on${said.en}`,
    },
    audiences: [toInstitution(institutionCode), ...offices, ...higher],
  };
}

const NO_MORE = { zh: '', en: '' };
const DUTIES = { zh: ';此前考试的数据仍须上传和维护', en: '; data of earlier exams are still uploaded and mended' };
const ENDED = {
  QUIET: DUTIES,
  SHOWN: {
    zh: `;待省级公示${DUTIES.zh}`,
    en: `; the province is to show it to the public${DUTIES.en}`,
  },
} as const;
const TAKEN_BACK = {
  zh: ';原终止已撤回,备案视为未曾终止,有公示的已撤下',
  en: '; their termination is taken back as if it had not been, and is not shown any more',
};

/** The notice has opened: it is reported to the nation too (报备人社部). */
export const toldOfNotice = ({ institutionCode, regionCode }: Measure, noticeTo: string): ToldOf => ({
  text: {
    zh: `机构 ${institutionCode}:终止备案已公示,公示至 ${noticeTo}`,
    en: `Filings of institution ${institutionCode}: their termination is shown to the public up to ${noticeTo}`,
  },
  audiences: [toInstitution(institutionCode), toCity(regionCode), toProvince(regionCode), NATION],
});
