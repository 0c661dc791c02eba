/**
 * An office writes down what somebody said against a proposed filing while it was shown (内人社办发〔2024〕53号 第十一条(三)). What was
 * received on the last day may be written down later, as long as nobody has passed the notice.
 */
import type { Application } from '../../domain/application/application';
import { cstDate } from '../../domain/calendar/cst';
import { isDate } from '../../domain/calendar/dates';
import { reasonFault } from '../../domain/decision/declared-reason';
import type { Place } from '../../domain/intake/place';
import type { ObjectionChannel } from '../../domain/results/results-state';
import type { Caller } from '../caller';
import { openTerm } from '../deadlines/open-term';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { OBJECTIONS_OF_NOTICE_MAX } from '../results/results-limits';
import type { FilingObjection } from './filing-objection-ports';
import { isRefused, lockedApplication, officeOf } from './find-application';
import { noticeStepOf, tellObjection } from './objections-of-notice';

export interface GivenFilingObjection {
  readonly applicationId: string;
  readonly channel: ObjectionChannel;
  /** `YYYY-MM-DD`. */
  readonly receivedOn: string;
  readonly summary: string;
}
export interface FilingObjectionRecorded {
  readonly kind: 'recorded';
  readonly objection: FilingObjection;
  /** The same was written down before. */
  readonly repeated: boolean;
}

export async function recordFilingObjection(
  hub: Hub,
  caller: Caller,
  given: GivenFilingObjection,
): Promise<FilingObjectionRecorded | Refusal> {
  if (officeOf(caller) === undefined) return refuse('FORBIDDEN');
  return hub.transaction(async (stores) => {
    const application = await lockedApplication(stores, caller, given.applicationId);
    if (isRefused(application)) return application;
    const faults = faultsOf(given, cstDate(hub.now()));
    if (faults.length > 0) return refuse('OBJECTION_INVALID', { places: faults });
    const known = await stores.applications.objectionsOf(application.id);
    const same = known.find((each) => isSame(each, caller, application, given));
    if (same !== undefined) return { kind: 'recorded', objection: same, repeated: true };
    const untimely = untimelyPlace(application, given);
    if (untimely !== undefined) return refuse('FILING_OBJECTION_UNTIMELY', { places: [untimely] });
    if (known.length >= OBJECTIONS_OF_NOTICE_MAX) return refuse('OBJECTIONS_TOO_MANY');
    const objection = objectionOf(hub, caller, application, { ...given, objectionNo: known.length + 1 });
    await keep(hub, stores, application, objection);
    return { kind: 'recorded', objection, repeated: false };
  });
}

function faultsOf({ receivedOn, summary }: GivenFilingObjection, today: string): readonly Place[] {
  const unfit = reasonFault(summary);
  return [
    ...(isDate(receivedOn) && receivedOn <= today ? [] : [{ record: null, field: 'receivedOn', message: NO_PAST_DAY }]),
    ...(unfit === undefined ? [] : [{ record: null, field: 'summary', message: unfit }]),
  ];
}

const NO_PAST_DAY: Place['message'] = {
  zh: '应为今日或以前的真实日期 YYYY-MM-DD',
  en: 'A real date YYYY-MM-DD, today or earlier',
};

const isSame = (
  objection: FilingObjection,
  { clientId }: Caller,
  { revision }: Application,
  { channel, receivedOn, summary }: GivenFilingObjection,
): boolean =>
  objection.recordedBy === clientId &&
  objection.revision === revision &&
  objection.channel === channel &&
  objection.receivedOn === receivedOn &&
  objection.summary === summary.trim();

function untimelyPlace(application: Application, { receivedOn }: GivenFilingObjection): Place | undefined {
  const { noticeFrom, noticeTo } = application;
  if (noticeStepOf(application) === undefined) {
    return { record: null, field: 'applicationId', message: { zh: '该申请不在公示环节', en: 'It is not on notice' } };
  }
  if (noticeFrom === null || noticeTo === null || (receivedOn >= noticeFrom && receivedOn <= noticeTo))
    return undefined;
  return {
    record: null,
    field: 'receivedOn',
    message: { zh: `公示期为 ${noticeFrom} 至 ${noticeTo}`, en: `The notice runs from ${noticeFrom} to ${noticeTo}` },
  };
}

const objectionOf = (
  hub: Hub,
  { clientId, role }: Caller,
  { id, revision, institutionCode, regionCode }: Application,
  { channel, receivedOn, summary, objectionNo }: GivenFilingObjection & { readonly objectionNo: number },
): FilingObjection => ({
  id: hub.newId(),
  applicationId: id,
  revision,
  objectionNo,
  institutionCode,
  regionCode,
  channel,
  receivedOn,
  summary: summary.trim(),
  state: 'OPEN',
  recordedBy: clientId,
  recordedRole: role,
  recordedAt: hub.now(),
  decidedBy: null,
  decidedRole: null,
  decidedAt: null,
  reason: null,
  basis: [],
});

const TERMS = { CITY: 'OBJECTION', PROVINCE: 'OBJECTION_PROVINCE' } as const;

async function keep(hub: Hub, stores: Stores, application: Application, objection: FilingObjection): Promise<void> {
  await stores.applications.insertObjection(objection);
  const step = noticeStepOf(application);
  if (step === undefined) return;
  const { id, institutionCode, regionCode, receivedOn } = objection;
  const subject = { kind: 'OBJECTION', id } as const;
  // Answered by the office, which is watched; the applicant is told.
  await openTerm(hub, stores, { term: TERMS[step.by], subject, institutionCode, regionCode, on: receivedOn });
  await tellObjection(hub, stores, objection, { topic: 'FILING_OBJECTION_RECORDED', office: step.by });
}
