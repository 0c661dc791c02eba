/** An application comes to a step: the notice opens by itself, the clock of the office starts, the office is told. */
import type { Application } from '../../domain/application/application';
import { noticeEnd } from '../../domain/application/notice';
import type { RouteStep } from '../../domain/application/route';
import { cstDate } from '../../domain/calendar/cst';
import type { Parameters } from '../../domain/packs/parameters';
import type { TermName } from '../../domain/deadlines/terms';
import { openTerm } from '../deadlines/open-term';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { tellOffice } from './tell-application';

/** The application at the step, not yet stored. */
export function atStep(
  hub: Hub,
  application: Application,
  { stepIndex, parameters }: { readonly stepIndex: number; readonly parameters: Parameters },
): Application | Refusal {
  const arrived = { ...application, stepIndex, stepSince: hub.now() };
  if (application.steps[stepIndex]?.act !== 'NOTICE') return arrived;
  const noticeFrom = cstDate(hub.now());
  const noticeTo = noticeEnd(noticeFrom, parameters);
  if (noticeTo === undefined) return refuse('FILING_CALENDAR_UNPUBLISHED');
  return noticeTo === null ? arrived : { ...arrived, noticeFrom, noticeTo };
}

export const subjectOf = ({ id }: Pick<Application, 'id'>) => ({ kind: 'APPLICATION', id }) as const;

const NOTICE_TERMS = { CITY: 'FILING_NOTICE', PROVINCE: 'FILING_NOTICE_PROVINCE' } as const;
const STEP_TERMS = { CITY: 'APPLICATION_CITY', PROVINCE: 'APPLICATION_PROVINCE' } as const;

/** A notice without days, where the packs name none, is a step like any other. */
const termOf = ({ by, act }: RouteStep, { noticeTo }: Application): TermName =>
  act === 'NOTICE' && noticeTo !== null ? NOTICE_TERMS[by] : STEP_TERMS[by];

/** With the row: the term and the word to the office. */
export async function announceStep(hub: Hub, stores: Stores, application: Application): Promise<void> {
  const { institutionCode, regionCode, steps, stepIndex } = application;
  const step = stepIndex === null ? undefined : steps[stepIndex];
  if (step === undefined) return;
  const on = cstDate(hub.now());
  await openTerm(hub, stores, {
    term: termOf(step, application),
    subject: subjectOf(application),
    institutionCode,
    regionCode,
    on,
  });
  await tellOffice(hub, stores, application, step);
}
