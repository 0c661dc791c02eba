/**
 * What an institution owes of a plan whose exam is over: its data (RESULTS_UPLOAD) and, from the closing of its results on,
 * its certificates (CERTIFICATE_DATA). A batch that is received meets both. One that comes back whole meets neither: where the
 * packs give no days to mend it, both run again by the same last days, unless another batch of the plan stands.
 */
import { cstDate } from '../../domain/calendar/cst';
import type { TermName } from '../../domain/deadlines/terms';
import { endTerms, openTerms } from '../deadlines/open-term';
import type { Subject } from '../decisions/decision-ports';
import type { Batch, Hub, Stores } from '../ports';

type OfPlan = Pick<Batch, 'planNo' | 'institutionCode' | 'regionCode'>;

const DATA_TERMS = ['RESULTS_UPLOAD', 'CERTIFICATE_DATA'] as const satisfies readonly TermName[];
const APPROVED = 'APPROVED';

const subjectOf = ({ planNo }: Pick<Batch, 'planNo'>): Subject => ({ kind: 'PLAN', id: planNo });

/** The batch stands: received, or after all on its way to the city. */
export async function meetDataTerms(stores: Stores, batch: Pick<Batch, 'planNo'>, at: Date): Promise<void> {
  const subject = subjectOf(batch);
  await stores.deadlines.hold(subject);
  for (const term of DATA_TERMS) await endTerms(stores, subject, 'MET', at, term);
}

/** In the transaction that returned the batch, or withdrew results by which nothing had been left to upload. */
export async function reopenDataTerms(hub: Hub, stores: Stores, batch: OfPlan): Promise<void> {
  const { planNo, institutionCode, regionCode } = batch;
  const subject = subjectOf(batch);
  // Another batch of the plan that is sealed meanwhile, or results that close, are seen from here on or wait.
  await stores.deadlines.hold(subject);
  if (await stores.results.hasBatch(batch)) return;
  const plan = await stores.results.planOf(planNo);
  if (plan?.status !== APPROVED) return;
  const results = await stores.results.liveOf(planNo, 'look');
  const closedAt = results?.closedAt ?? null;
  // Nobody passed: nothing is left to upload.
  if (results && closedAt !== null && !(await stores.results.hasPassed(results.id))) return;
  const isFiledHere = await stores.results.isFiledHere(planNo);
  const owed = { subject, institutionCode, regionCode };
  await openTerms(hub, stores, [
    ...(isFiledHere ? [{ ...owed, term: 'RESULTS_UPLOAD' as const, on: plan.examTo }] : []),
    ...(closedAt === null ? [] : [{ ...owed, term: 'CERTIFICATE_DATA' as const, on: cstDate(closedAt) }]),
  ]);
}
