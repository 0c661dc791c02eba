/** Sound applications of every kind, and pieces of faulty ones, for the tests of the checks. */
import type { ApplicationContent } from '../../src/domain/application/application';
import { checkApplication } from '../../src/domain/application/check-application';
import type { ApplicationFacts } from '../../src/domain/application/facts';
import type { ApplicationKind } from '../../src/domain/application/route';
import {
  APPLICANT,
  askedIn,
  contentOf,
  EMPTY,
  factsOf,
  filing,
  filingContent,
  ITEM,
  registeredFacts,
} from './application-cases';

const [FIRST_SITE] = filingContent().sites;
if (FIRST_SITE === undefined) throw new Error('The sound application has a site.');
export const SITE_WISH = FIRST_SITE;

const MATERIAL = filingContent().materials[0]?.attachmentId ?? '';
export const material = (kind: ApplicationContent['materials'][number]['kind']) => ({ kind, attachmentId: MATERIAL });

export const change = (over: Partial<ApplicationContent>): ApplicationContent => ({
  ...contentOf(EMPTY),
  commitmentSigned: true,
  reason: '新增职业',
  ...over,
});
export const NEW_ITEM = {
  items: [{ ...ITEM, levels: ['LEVEL_3'], fees: [], sites: [] }],
  staff: filingContent().staff,
  materials: [material('OCCUPATION_STANDARD'), material('QUESTION_SAMPLES'), material('ASSESSOR_PROOF')],
};
export const RENEWAL = change({ filingIds: ['F-1'], prohibitions: [], materials: [material('APPLICATION_FORM')] });
export const RENEWABLE = registeredFacts({ today: '2026-11-01' });
export const ELSEWHERE = change({
  sites: [{ ...SITE_WISH, ref: 'zigong', regionCode: '510300' }],
  materials: [material('VENUE_PROOF')],
});
export const BASIC = change({
  applicant: { ...APPLICANT, grade: 'PROVINCE', name: '新名' },
  materials: [material('LEGAL_PERSON_CERTIFICATE')],
});
export const ENDING = change({ endsOn: '2026-12-31', commitmentSigned: false });

export interface Case {
  readonly kind?: ApplicationKind;
  readonly content: ApplicationContent;
  readonly facts?: ApplicationFacts;
  readonly at: readonly string[];
  readonly says: string;
}
export const item = (over: Partial<typeof ITEM>): ApplicationContent =>
  filingContent({ items: [{ ...ITEM, fees: [], ...over }] });
export const site = (over: Partial<typeof SITE_WISH>): ApplicationContent =>
  filingContent({ sites: [{ ...SITE_WISH, ...over }] });
export const people = filingContent().staff;
export const suspended = filing({ interruptions: [{ kind: 'SUSPENDED', from: '2026-06-01', to: '2026-08-31' }] });
export const wasSuspended = filing({ interruptions: [{ kind: 'SUSPENDED', from: '2025-06-01', to: '2025-08-31' }] });
export const fujian = (over: Partial<ApplicationFacts>): ApplicationFacts =>
  registeredFacts({
    regionCode: '350100',
    ...askedIn('350100'),
    ...over,
  });

/** Each fault is one problem, at its place. */
export const expectFault = ({ kind = 'FILING', content, facts = factsOf(), at, says }: Case): void => {
  const problems = checkApplication(kind, content, facts);
  expect(problems.map(({ path }) => path)).toEqual(at);
  expect(problems.map(({ message }) => `${message.zh} ${message.en}`).join('\n')).toContain(says);
};
