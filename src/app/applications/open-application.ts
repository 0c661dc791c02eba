/** Opens an application: by the institution for itself, or by an office at its counter for the applicant. */
import type { Application, ApplicationContent } from '../../domain/application/application';
import type { GivenContent } from '../../domain/application/content-shape';
import { problemAt } from '../../domain/application/problem';
import type { ApplicationKind } from '../../domain/application/route';
import { cstDate } from '../../domain/calendar/cst';
import { livesOn } from '../../domain/filing/terms';
import { coversRegion, territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { type ApplicationStanding, standingOf } from './application-standing';
import { digestOfContent, enterContent, handlingCity, isContent, refuseContent } from './enter-content';
import { officeOf } from './find-application';

export interface ApplicationGiven {
  readonly kind: ApplicationKind;
  /** For an office, except FILING, where the form names the applicant; an institution is known by its token. */
  readonly institutionCode: string | null;
  readonly content: GivenContent;
}

/** Applications of one institution that are neither ended nor published. */
export const APPLICATIONS_OPEN_MAX = 20;

const NO_APPLICANT = problemAt(
  '/applicant',
  '首次备案须填写申请单位',
  'A first filing names its applicant from the beginning',
);
const NO_REGION = problemAt('/applicant/regionCode', '没有此行政区划', 'No such region');

export async function openApplication(
  hub: Hub,
  caller: Caller,
  given: ApplicationGiven,
): Promise<ApplicationStanding | Refusal> {
  const openedRole = caller.role === 'INSTITUTION' ? caller.role : officeOf(caller);
  if (openedRole === undefined) return refuse('FORBIDDEN');
  const content = enterContent(hub, given.content);
  if (!isContent(content)) return content;
  return hub.transaction(async (stores) => {
    const applicant = await applicantOf(stores, caller, given, content);
    if ('code' in applicant) return applicant;
    const { institutionCode, regionCode } = applicant;
    const digest = digestOfContent({ kind: given.kind, institutionCode, content });
    await stores.applications.lockApplicant(institutionCode);
    const filed = given.kind === 'FILING' ? await filedAlready(hub, stores, institutionCode) : undefined;
    if (filed !== undefined) return filed;
    const draft = await stores.applications.sameDraft(caller.clientId, digest);
    const known = draft === undefined ? undefined : await stores.applications.byId(draft);
    if (known !== undefined) return standingOf(known, { repeated: true });
    if ((await stores.applications.countOpen(institutionCode)) >= APPLICATIONS_OPEN_MAX) {
      return refuse('APPLICATIONS_TOO_MANY');
    }
    const application: Application = {
      ...BLANK,
      id: hub.newId(),
      kind: given.kind,
      institutionCode,
      regionCode,
      content,
      openedBy: caller.clientId,
      openedRole,
      openedAt: hub.now(),
      enteredBy: [caller.clientId],
    };
    await stores.applications.insert(application, digest);
    return standingOf(application);
  });
}

/** A second filing beside the first would only overlap with it. */
async function filedAlready(hub: Hub, { registry }: Stores, institutionCode: string): Promise<Refusal | undefined> {
  const today = cstDate(hub.now());
  const standing = (await registry.filingsOf([institutionCode])).filter((filing) => livesOn(filing, today));
  const [first] = standing;
  if (first === undefined) return undefined;
  return refuse('APPLICANT_FILED', {
    existingId: first.id,
    places: standing.map(({ id, occupationCode, to }) => ({
      record: null,
      field: 'kind',
      message: {
        zh: `有效备案 ${id}(${occupationCode},${to === null ? '无截止日' : `至 ${to}`})`,
        en: `Filing ${id} (${occupationCode}, ${to === null ? 'without end' : `to ${to}`}) stands`,
      },
    })),
  });
}

const BLANK = {
  state: 'DRAFT',
  route: null,
  steps: [],
  stepIndex: null,
  stepSince: null,
  revision: 1,
  submittedAt: null,
  noticeFrom: null,
  noticeTo: null,
  droppedFilingIds: [],
  approvedAt: null,
  publishedOn: null,
} as const satisfies Partial<Application>;

interface Applicant {
  readonly institutionCode: string;
  readonly regionCode: string;
}

/** Who applies, and which city handles it; what lies outside the caller's territory is answered like what is not there. */
async function applicantOf(
  stores: Stores,
  caller: Caller,
  given: ApplicationGiven,
  content: ApplicationContent,
): Promise<Applicant | Refusal> {
  const institutionCode = caller.institutionCode ?? (await namedApplicant(stores, given, content));
  if (institutionCode === undefined) {
    return given.kind === 'FILING' ? refuseContent([NO_APPLICANT]) : refuse('APPLICANT_UNKNOWN');
  }
  if (caller.institutionCode !== null && (given.institutionCode ?? institutionCode) !== institutionCode) {
    return refuse('APPLICANT_UNKNOWN');
  }
  const registered = (await stores.registry.institutionRegions([institutionCode])).get(institutionCode);
  if (given.kind !== 'FILING' && registered === undefined) return refuse('APPLICANT_UNKNOWN');
  const regionCode = handlingCity(given.kind, content, registered);
  if (regionCode === undefined) return refuseContent([NO_APPLICANT]);
  const territory = territoryOf(caller);
  const isOutside = [registered ?? regionCode, regionCode].some((region) => !coversRegion(territory, region));
  if (caller.institutionCode === null && isOutside) return refuse('APPLICANT_UNKNOWN');
  if (!(await stores.registry.knownRegions([regionCode])).has(regionCode)) return refuseContent([NO_REGION]);
  return { institutionCode, regionCode };
}

/** At a counter: the code under which the applicant is registered, or for a first filing its credit code. */
async function namedApplicant(
  { applications }: Stores,
  { kind, institutionCode }: ApplicationGiven,
  { applicant }: ApplicationContent,
): Promise<string | undefined> {
  if (kind !== 'FILING') return institutionCode ?? undefined;
  if (applicant === null) return undefined;
  return (await applications.institutionOfCreditCode(applicant.creditCode)) ?? applicant.creditCode;
}
