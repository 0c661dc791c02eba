/**
 * What follows every step of a batch beside the step itself: terms end and begin (内人社办发〔2024〕53号 第四十条), those whom it
 * concerns are told, and what a regulator decided is noted. All in the transaction of the step.
 */
import type { Bilingual } from '../../domain/bilingual';
import { cstDate } from '../../domain/calendar/cst';
import type { ReviewStep } from '../../domain/decision/batch-state';
import type { TermName } from '../../domain/deadlines/terms';
import { cityOf, hasNoCity, provinceOf } from '../../domain/tenancy/office';
import type { Caller } from '../caller';
import { endTerms, openTerms } from '../deadlines/open-term';
import type { Subject } from '../decisions/decision-ports';
import type { Audience } from '../notifications/notification-ports';
import { basisIn } from '../packs/basis-in';
import { isVoided } from '../plans/is-voided';
import type { Batch, Hub, Stores } from '../ports';
import { reopenDataTerms } from './data-terms';

export type Reviewed = Pick<Batch, 'id' | 'institutionCode' | 'regionCode' | 'planNo' | 'clientBatchNo'>;

const subjectOf = ({ id }: Pick<Batch, 'id'>): Subject => ({ kind: 'BATCH', id });

/** 0 where the packs of the region set no days for it. */
const openFor = (
  hub: Hub,
  stores: Stores,
  batch: Reviewed,
  { term, at }: { term: TermName; at: Date },
): Promise<number> =>
  openTerms(hub, stores, [
    {
      term,
      subject: subjectOf(batch),
      institutionCode: batch.institutionCode,
      regionCode: batch.regionCode,
      on: cstDate(at),
    },
  ]);

interface Telling {
  readonly audience: Audience | undefined;
  readonly topic: string;
  readonly text: Bilingual;
  readonly at: Date;
}

async function tell(hub: Hub, stores: Stores, batch: Reviewed, { audience, ...rest }: Telling): Promise<void> {
  if (audience === undefined) return;
  await stores.notifications.tell([{ id: hub.newId(), audience, subject: subjectOf(batch), ...rest }]);
}

const institutionOf = ({ institutionCode }: Reviewed): Audience => ({ role: 'INSTITUTION', institutionCode });

function officeOf({ regionCode }: Reviewed, step: ReviewStep): Audience | undefined {
  if (step === 'PROVINCE') return { role: step, regionCode: provinceOf(regionCode) };
  // Nobody sits between it and the province.
  return hasNoCity(regionCode) ? undefined : { role: step, regionCode: cityOf(regionCode) };
}

const STEP_TERMS = { CITY: 'BATCH_CITY', PROVINCE: 'BATCH_PROVINCE' } as const satisfies Record<ReviewStep, TermName>;

/** The batch has come to an office. */
export async function arrivesAt(
  hub: Hub,
  stores: Stores,
  batch: Reviewed,
  { step, at }: { readonly step: ReviewStep; readonly at: Date },
): Promise<void> {
  await openFor(hub, stores, batch, { term: STEP_TERMS[step], at });
  await tell(hub, stores, batch, {
    audience: officeOf(batch, step),
    topic: 'BATCH_ARRIVED',
    text: {
      zh: `批次 ${batch.clientBatchNo} 待${step === 'CITY' ? '市州初审' : '省级终审'}`,
      en: `Batch ${batch.clientBatchNo} waits for ${step === 'CITY' ? 'the city' : 'the province'}`,
    },
    at,
  });
}

export const leaves = (stores: Stores, batch: Reviewed, { step, at }: { step: ReviewStep; at: Date }): Promise<void> =>
  endTerms(stores, subjectOf(batch), 'MET', at, STEP_TERMS[step]);

/** Something came back to the institution, whole or in part: it is to be mended in time (TIM-005). Whole, it is RETURNED by now. */
export async function comesBack(
  hub: Hub,
  stores: Stores,
  batch: Reviewed,
  { records, at }: { readonly records: number | 'ALL'; readonly at: Date },
): Promise<void> {
  await waitsForMending(hub, stores, batch, { records, at });
  await tell(hub, stores, batch, {
    audience: institutionOf(batch),
    topic: records === 'ALL' ? 'BATCH_RETURNED' : 'RECORDS_RETURNED',
    text:
      records === 'ALL'
        ? { zh: `批次 ${batch.clientBatchNo} 已退回`, en: `Batch ${batch.clientBatchNo} was returned` }
        : {
            zh: `批次 ${batch.clientBatchNo} 有 ${records} 条记录退回或待说明`,
            en: `Records of batch ${batch.clientBatchNo} that were returned or are held: ${records}`,
          },
    at,
  });
}

/** With its void plan nothing is mended: no resubmission is taken. */
async function waitsForMending(
  hub: Hub,
  stores: Stores,
  batch: Reviewed,
  { records, at }: { readonly records: number | 'ALL'; readonly at: Date },
): Promise<void> {
  // A recall that voids the plan meanwhile ends what is opened here, or is waited for and then seen.
  await stores.deadlines.hold({ kind: 'PLAN', id: batch.planNo });
  if (await isVoided(stores, batch.planNo)) return;
  const mendingTerms = await openFor(hub, stores, batch, { term: 'BATCH_MENDING', at });
  // A region that gives days to mend counts those alone: whoever sent in time is not late because a review took long.
  if (records === 'ALL' && mendingTerms === 0) await reopenDataTerms(hub, stores, batch);
}

export const isMended = (stores: Stores, batch: Pick<Batch, 'id'>, at: Date): Promise<void> =>
  endTerms(stores, subjectOf(batch), 'MET', at, 'BATCH_MENDING');

export const tellApproved = (
  hub: Hub,
  stores: Stores,
  batch: Reviewed,
  { step, at }: { readonly step: ReviewStep; readonly at: Date },
): Promise<void> =>
  tell(hub, stores, batch, {
    audience: institutionOf(batch),
    topic: step === 'CITY' ? 'BATCH_CITY_APPROVED' : 'BATCH_APPROVED',
    text: {
      zh: `批次 ${batch.clientBatchNo} 已通过${step === 'CITY' ? '市州初审' : '省级终审'}`,
      en: `Batch ${batch.clientBatchNo} was approved by ${step === 'CITY' ? 'the city' : 'the province'}`,
    },
    at,
  });

export async function noteReview(
  hub: Hub,
  stores: Stores,
  { id, institutionCode, regionCode }: Reviewed,
  decided: { readonly act: string; readonly reason: string; readonly by: Caller; readonly at: Date },
): Promise<void> {
  await stores.decisions.note({
    id: hub.newId(),
    subject: { kind: 'BATCH', id },
    institutionCode,
    regionCode,
    act: decided.act,
    reason: decided.reason,
    basis: await basisIn(hub, stores, { regionCode, at: decided.at }, 'reviewWorkingDays'),
    decidedBy: decided.by.clientId,
    role: decided.by.role,
    decidedAt: decided.at,
  });
}
