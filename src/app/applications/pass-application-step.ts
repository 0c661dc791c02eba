/**
 * An office passes the step that is due. The last one records the filing: at once where the packs publish at any time, else
 * the application is approved and waits for the months of publication.
 */
import { checkConflicts } from '../../domain/application/check-application';
import { problemAt } from '../../domain/application/problem';
import { cstDate } from '../../domain/calendar/cst';
import { holdsPersonalNumber } from '../../domain/certificate/personal-numbers';
import { isStorable } from '../../domain/certificate/text';
import { PERSON_FAULT } from '../../domain/decision/declared-reason';
import { resolvePack } from '../../domain/packs/resolve-pack';
import { territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import { usablePacks } from '../packs/usable-packs';
import type { Hub, Stores } from '../ports';
import { type Place, type Refusal, refuse } from '../refusal';
import { type ApplicationStanding, standingOf } from './application-standing';
import { announceStep, atStep } from './arrive-at-step';
import { barred } from './barred-applicant';
import { type DueStep, dueStep, noteDecision, type StepNamed } from './due-step';
import { enactApplication, publicationDay } from './enact-application';
import { refuseContent } from './enter-content';
import { isRefused } from './find-application';
import { gatherFacts } from './gather-facts';
import { objectionsInTheWay } from './objections-of-notice';
import { tellApplicant } from './tell-application';

export const OPINION_CHARS_MAX = 2_000;

export interface StepPassed extends StepNamed {
  readonly opinion: string | null;
  /** RECORD of a RENEWAL: filings by which nobody was ever certified and which are not renewed (NM 第十六条). */
  readonly dropFilingIds: readonly string[];
}

export async function passApplicationStep(
  hub: Hub,
  caller: Caller,
  given: StepPassed,
): Promise<ApplicationStanding | Refusal> {
  const opinion = given.opinion === null || given.opinion.trim() === '' ? null : given.opinion.trim();
  if (opinion !== null && (opinion.length > OPINION_CHARS_MAX || !isStorable(opinion)))
    return refuse('OPINION_MISSING');
  if (opinion !== null && holdsPersonalNumber(opinion)) {
    return refuse('OPINION_MISSING', { places: [{ record: null, field: 'opinion', message: PERSON_FAULT }] });
  }
  return hub.transaction(async (stores) => {
    const due = await dueStep(stores, caller, given, 'PASSED');
    if (due.kind !== 'due') return due;
    const { act } = due.step;
    const running = act === 'NOTICE' ? noticeRunning(hub, due) : undefined;
    if (running !== undefined) return running;
    const objected = await objectionsInTheWay(stores, due.application, 'PASSED');
    if (objected !== undefined) return objected;
    if (opinion === null && act !== 'RECORD') {
      return refuse('OPINION_MISSING', act === 'NOTICE' ? { places: [NO_WORD_ON_OBJECTIONS] } : {});
    }
    const isLast = due.stepIndex === due.application.steps.length - 1;
    if (given.dropFilingIds.length > 0 && !isLast) return refuseContent([NOT_TO_DROP]);
    await noteDecision(hub, stores, caller, due, { outcome: 'PASSED', opinion, basis: [] });
    return isLast ? record(hub, stores, caller, due, given.dropFilingIds) : goOn(hub, stores, due);
  });
}

/** 内人社办发〔2024〕53号 第十一条(三): what goes on is what nobody objected to. */
const NO_WORD_ON_OBJECTIONS: Place = {
  record: null,
  field: 'opinion',
  message: {
    zh: '公示环节须写明有无异议及处理结果',
    en: 'Of a notice it is said whether anybody objected, and what came of it',
  },
};

/** The whole of the last day belongs to the public. */
function noticeRunning(hub: Hub, { application: { noticeTo } }: DueStep): Refusal | undefined {
  if (noticeTo === null || cstDate(hub.now()) > noticeTo) return undefined;
  const message = { zh: `公示至 ${noticeTo}(含当日)`, en: `The notice runs up to and including ${noticeTo}` };
  return refuse('FILING_NOTICE_RUNNING', { places: [{ record: null, field: 'noticeTo', message }] });
}

async function goOn(
  hub: Hub,
  stores: Stores,
  { application, stepIndex }: DueStep,
): Promise<ApplicationStanding | Refusal> {
  const now = hub.now();
  const set = await usablePacks(hub, stores, now);
  if ('code' in set) return set;
  const { parameters } = resolvePack(set.packs, application.regionCode, cstDate(now));
  const next = atStep(hub, application, { stepIndex: stepIndex + 1, parameters });
  if (isRefused(next)) return next;
  if (!(await stores.applications.update(next, application))) return refuse('APPLICATION_STATE_CONFLICT');
  await announceStep(hub, stores, next);
  const isShown = next.steps[stepIndex + 1]?.act === 'NOTICE';
  await tellApplicant(hub, stores, next, isShown ? 'APPLICATION_NOTICE' : 'APPLICATION_STEP_PASSED');
  return standingOf(next);
}

async function record(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  { application }: DueStep,
  droppedFilingIds: readonly string[],
): Promise<ApplicationStanding | Refusal> {
  // Before the last look: two offices must not both find a venue free.
  await stores.registry.lock();
  const facts = await gatherFacts(hub, stores, application, territoryOf(caller));
  if ('code' in facts) return facts;
  const refusal =
    (await barred(stores, application, facts)) ?? (await undroppable(stores, application, droppedFilingIds));
  if (refusal !== undefined) return refusal;
  const problems = checkConflicts(application.content, facts);
  if (problems.length > 0) return refuseContent(problems);
  const at = hub.now();
  const approved = {
    ...application,
    state: 'APPROVED',
    stepIndex: null,
    stepSince: null,
    droppedFilingIds,
    approvedAt: at,
  } as const;
  if (!(await stores.applications.update(approved, application))) return refuse('APPLICATION_STATE_CONFLICT');
  const publishableFrom = await publicationDay(hub, stores, approved, facts.today);
  if (publishableFrom > facts.today) {
    await tellApplicant(hub, stores, approved, 'APPLICATION_APPROVED');
    return standingOf(approved, { publishableFrom });
  }
  const enacted = await enactApplication(hub, stores, approved, facts.today, { at, by: caller.clientId });
  if (isRefused(enacted)) return enacted;
  if (!(await stores.applications.publish(application.id, facts.today))) return refuse('APPLICATION_STATE_CONFLICT');
  await tellApplicant(hub, stores, approved, 'APPLICATION_RECORDED');
  return standingOf({ ...approved, state: 'PUBLISHED', publishedOn: facts.today }, { publishableFrom });
}

const NOT_TO_DROP = problemAt(
  '/filingIds',
  '仅续期申请的备案环节可剔除从未开展的职业,且须为本申请所列备案',
  'Only the record of a renewal leaves out filings, those that it names and by which nobody was ever certified',
);

/** 内人社办发〔2024〕53号 第十六条: only what was never exercised is left out, and only at a renewal. */
async function undroppable(
  { codes }: Stores,
  { kind, content }: DueStep['application'],
  dropped: readonly string[],
): Promise<Refusal | undefined> {
  if (dropped.length === 0) return undefined;
  const isNamed = kind === 'RENEWAL' && dropped.every((id) => content.filingIds.includes(id));
  const idle = isNamed ? await codes.neverExercised(dropped) : [];
  return isNamed && dropped.every((id) => idle.includes(id)) ? undefined : refuseContent([NOT_TO_DROP]);
}
