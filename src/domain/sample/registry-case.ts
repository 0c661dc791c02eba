/** Cases of the rules of registry scope: one thing of the registry or of the queues, on a day. */
import type { Pack } from '../packs/pack';
import { resolvePack } from '../packs/resolve-pack';
import { checkSubject } from '../rules/check-subject';
import type { RegistrySubject } from '../rules/registry-subject';
import type { Finding } from '../rules/rule';
import { packsWith, type CaseHead, type RecordCase } from './rule-case';
import { SAMPLE_SNAPSHOT } from './rule-example';

type SubjectOf<Kind extends RegistrySubject['kind']> = Extract<RegistrySubject, { readonly kind: Kind }>;

export interface RegistryCase extends CaseHead, Pick<RecordCase, 'parameters' | 'severity' | 'expected'> {
  readonly kind: RegistrySubject['kind'];
  /** Fields over those of a subject of the kind with which nothing is wrong. */
  readonly subject?: Readonly<Record<string, unknown>>;
  readonly today?: string;
}

const SAMPLE_TODAY = '2026-06-30';
const FILING: SubjectOf<'FILING'> = {
  kind: 'FILING',
  id: 'F1',
  institutionCode: SAMPLE_SNAPSHOT.institution.code,
  term: { from: '2024-05-01', to: '2027-04-30' },
  interruptions: [],
  otherTerms: [],
  sharedVenues: [],
  filingsBeyond: 0,
};
const BATCH: SubjectOf<'BATCH'> = {
  kind: 'BATCH',
  id: '00000000-0000-7000-8000-000000000001',
  institutionCode: SAMPLE_SNAPSHOT.institution.code,
  step: 'CITY',
  waitsSince: SAMPLE_TODAY,
};
const INSTITUTION: SubjectOf<'INSTITUTION'> = {
  kind: 'INSTITUTION',
  institutionCode: SAMPLE_SNAPSHOT.institution.code,
  filedSince: '2024-05-01',
  lastApprovedOn: '2026-05-20',
};
const SUBJECTS = { FILING, BATCH, INSTITUTION } as const;

export function findingsOfRegistryCase(
  { kind, subject = {}, today = SAMPLE_TODAY, parameters = {} }: RegistryCase,
  packs: readonly Pack[],
): readonly Finding[] {
  const pack = resolvePack(packsWith(packs, parameters), SAMPLE_SNAPSHOT.institution.region, today);
  return checkSubject({ ...SUBJECTS[kind], ...subject }, { today, pack });
}
