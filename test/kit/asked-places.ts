/** Cities of each province that has a pack, the documents that speak there, and applications made in them. */
import type { ApplicationContent } from '../../src/domain/application/application';
import { checkApplication } from '../../src/domain/application/check-application';
import type { ApplicationFacts } from '../../src/domain/application/facts';
import { APPLICANT, factsOf, filing, filingContent, INSTITUTION, ITEM, registeredFacts } from './application-cases';
import { people, SITE_WISH } from './application-faults';

/** A city of each; the last has no pack but the nation's. */
export const CITIES = {
  HUNAN: '430100',
  INNER_MONGOLIA: '150100',
  FUJIAN: '350100',
  SICHUAN: '510100',
  PANZHIHUA: '510400',
  ELSEWHERE: '330100',
} as const;
export type Place = keyof typeof CITIES;
export const PLACES = ['HUNAN', 'INNER_MONGOLIA', 'FUJIAN', 'SICHUAN', 'PANZHIHUA', 'ELSEWHERE'] as const;

export const NATIONAL = '人社职司便函〔2020〕17号';
export const DOCUMENTS: Readonly<Record<Place, readonly string[]>> = {
  HUNAN: ['湘人社函〔2020〕47号'],
  INNER_MONGOLIA: ['内人社办发〔2024〕53号'],
  FUJIAN: ['闽劳鉴〔2023〕10号'],
  SICHUAN: ['川 2021-06-16 通知'],
  PANZHIHUA: ['川 2021-06-16 通知', '攀学院〔2024〕63号'],
  ELSEWHERE: [],
};
export const PROVINCIAL = Object.values(DOCUMENTS).flat();

export const LEAST = [
  'APPLICATION_FORM',
  'LEGAL_PERSON_CERTIFICATE',
  'ASSESSOR_PROOF',
  'RULES_COLLECTION',
  'VENUE_PROOF',
];

export const factsIn = (place: Place, over: Partial<ApplicationFacts> = {}): ApplicationFacts =>
  factsOf({ regionCode: CITIES[place], knownRegions: new Set(Object.values(CITIES)), ...over });
export const filingIn = (place: Place, over: Partial<ApplicationContent> = {}): ApplicationContent =>
  filingContent({
    applicant: { ...APPLICANT, regionCode: CITIES[place] },
    sites: [{ ...SITE_WISH, regionCode: CITIES[place] }],
    ...over,
  });
export const registeredIn = (place: Place, over: Partial<ApplicationFacts> = {}): ApplicationFacts =>
  registeredFacts({
    ...factsIn(place),
    institution: { ...INSTITUTION, regionCode: CITIES[place] },
    sites: [],
    filings: [filing()],
    ...over,
  });

/** The clause by which a filing with this fault is refused; `undefined` where it is no fault. */
export const refusedBy = (place: Place, path: string, over: Partial<ApplicationContent>): string | undefined => {
  const problems = checkApplication('FILING', filingIn(place, over), factsIn(place));
  expect(problems.filter((problem) => problem.path !== path)).toEqual([]);
  return problems[0] === undefined
    ? undefined
    : /\(([^()]*(?:\([^()]*\))?[^()]*)\)$/u.exec(problems[0].message.zh)?.[1];
};

/** As wrong as can be: what is said of it shows every clause that the checks know. */
export const WRONG: Partial<ApplicationContent> = {
  items: [
    {
      ...ITEM,
      occupationCode: '2-02-10-09',
      levels: ['LEVEL_9'],
      basis: ['EVALUATION_NORM', 'OWN_RULES'],
      fees: [],
      questionBank: false,
    },
    { ...ITEM, occupationCode: '6-99-99-99' },
    ITEM,
  ],
  staff: people.slice(0, 1).map((one) => ({ ...one, certificateNo: null })),
  materials: [],
  prohibitions: ['VIOLATIONS'],
  commitmentSigned: false,
};
