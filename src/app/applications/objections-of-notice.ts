/** Objections between a notice and its end: each is answered before the notice is passed or the application turned down. */
import type { Application } from '../../domain/application/application';
import type { RouteOffice, RouteStep } from '../../domain/application/route';
import { endTerms } from '../deadlines/open-term';
import type { Hub, Stores } from '../ports';
import { announce, toCity, toInstitution, toProvince } from '../publications/announce';
import { type Place, type Refusal, refuse } from '../refusal';
import type { FilingObjection } from './filing-objection-ports';

/** The step that shows the application to the public, while it is due. */
export function noticeStepOf({ state, steps, stepIndex }: Application): RouteStep | undefined {
  const step = state === 'SUBMITTED' && stepIndex !== null ? steps[stepIndex] : undefined;
  return step?.act === 'NOTICE' ? step : undefined;
}

/** What keeps the office from deciding its step; an upheld objection leaves only to return the application or to refuse it. */
export async function objectionsInTheWay(
  { applications }: Stores,
  application: Application,
  outcome: 'PASSED' | 'TURNED_DOWN',
): Promise<Refusal | undefined> {
  if (noticeStepOf(application) === undefined) return undefined;
  const all = await applications.objectionsOf(application.id);
  const open = all.filter(({ state }) => state === 'OPEN');
  if (open.length > 0) return refuse('FILING_OBJECTIONS_OPEN', { places: open.map(placeOf) });
  if (outcome === 'TURNED_DOWN') return undefined;
  const upheld = all.filter(({ state, revision }) => state === 'UPHELD' && revision === application.revision);
  return upheld.length > 0 ? refuse('FILING_OBJECTION_UPHELD', { places: upheld.map(placeOf) }) : undefined;
}

const placeOf = ({ id, objectionNo }: FilingObjection): Place => ({
  record: null,
  field: 'objections',
  message: { zh: `第 ${objectionNo} 件异议(${id})`, en: `Objection ${objectionNo} (${id})` },
});

/** The applicant took its application back: nothing is left to object to. */
export async function lapseObjections(stores: Stores, applicationId: string, at: Date): Promise<void> {
  for (const id of await stores.applications.lapseObjections(applicationId, at)) {
    await endTerms(stores, { kind: 'OBJECTION', id }, 'CANCELLED', at);
  }
}

const TEXTS = {
  FILING_OBJECTION_RECORDED: { zh: '拟备案公示收到异议', en: 'An objection to the proposed filing was received' },
  FILING_OBJECTION_UPHELD: { zh: '对拟备案的异议成立', en: 'An objection to the proposed filing was upheld' },
  FILING_OBJECTION_DISMISSED: { zh: '对拟备案的异议不成立', en: 'An objection to the proposed filing was dismissed' },
} as const;

interface Told {
  readonly topic: keyof typeof TEXTS;
  /** Whose step it is. */
  readonly office: RouteOffice;
}

export function tellObjection(
  hub: Hub,
  stores: Stores,
  { id, objectionNo, institutionCode, regionCode }: FilingObjection,
  { topic, office }: Told,
): Promise<void> {
  const { zh, en } = TEXTS[topic];
  const text = { zh: `${zh}(第 ${objectionNo} 件)`, en: `${en} (number ${objectionNo})` };
  const audiences = [toInstitution(institutionCode), office === 'CITY' ? toCity(regionCode) : toProvince(regionCode)];
  return announce(hub, stores, [{ topic, subject: { kind: 'OBJECTION', id }, text, audiences }], hub.now());
}
