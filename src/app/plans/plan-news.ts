/** Who learns of a plan's moves, and which terms begin and end with them. */
import { cstDate } from '../../domain/calendar/cst';
import { planNews, type PlanNews } from '../../domain/plan/plan-texts';
import { provinceOf } from '../../domain/tenancy/office';
import { endTerms, openTerm } from '../deadlines/open-term';
import type { Audience } from '../notifications/notification-ports';
import type { Hub, Stores } from '../ports';
import type { PlanCase } from './plan-ports';

const subjectOf = ({ planNo }: PlanCase) => ({ kind: 'PLAN', id: planNo }) as const;

const toCity = ({ regionCode }: PlanCase): Audience => ({ role: 'CITY', regionCode });
const toProvince = ({ regionCode }: PlanCase): Audience => ({
  role: 'PROVINCE',
  regionCode: provinceOf(regionCode),
});
const institutionOf = ({ institutionCode }: PlanCase): Audience => ({ role: 'INSTITUTION', institutionCode });

async function tell(
  hub: Hub,
  stores: Stores,
  plan: PlanCase,
  news: PlanNews,
  audiences: readonly Audience[],
): Promise<void> {
  const at = hub.now();
  await stores.notifications.tell(
    audiences.map((audience) => ({
      id: hub.newId(),
      audience,
      topic: `PLAN_${news}`,
      subject: subjectOf(plan),
      text: planNews(news, plan.planNo),
      at,
    })),
  );
}

async function open(
  hub: Hub,
  stores: Stores,
  plan: PlanCase,
  term: 'PLAN_CITY' | 'PLAN_PROVINCE' | 'RESULTS_UPLOAD',
  on: string,
) {
  const { institutionCode, regionCode } = plan;
  await openTerm(hub, stores, { term, subject: subjectOf(plan), institutionCode, regionCode, on });
}

/** Filed, or filed anew: what ran for an earlier revision is over, and the city begins. */
export async function newsOfFiling(hub: Hub, stores: Stores, plan: PlanCase, earlier: PlanCase | null): Promise<void> {
  const at = hub.now();
  if (earlier !== null) await endTerms(stores, subjectOf(plan), 'CANCELLED', at);
  await open(hub, stores, plan, 'PLAN_CITY', cstDate(at));
  const audiences =
    earlier?.state === 'CITY_APPROVED' || earlier?.state === 'APPROVED'
      ? [toCity(plan), toProvince(plan)]
      : [toCity(plan)];
  await tell(hub, stores, plan, earlier === null ? 'FILED' : 'CHANGED', audiences);
}

/** Decided by an office: its term is met; the province begins, or the institution's term after the exam. */
export async function newsOfDecision(hub: Hub, stores: Stores, plan: PlanCase, examTo: string): Promise<void> {
  const at = hub.now();
  await endTerms(stores, subjectOf(plan), 'MET', at);
  if (plan.state === 'CITY_APPROVED') await open(hub, stores, plan, 'PLAN_PROVINCE', cstDate(at));
  if (plan.state === 'APPROVED') await open(hub, stores, plan, 'RESULTS_UPLOAD', examTo);
  await tell(hub, stores, plan, plan.state, [
    institutionOf(plan),
    ...(plan.state === 'CITY_APPROVED' ? [toProvince(plan)] : []),
    // The city learns what the province made of a plan that it had approved.
    ...(plan.cityBy !== null && plan.cityBy !== plan.decidedBy ? [toCity(plan)] : []),
  ]);
}

/** Cancelled by the institution: the offices that had it before them need not look. */
export async function newsOfCancelling(hub: Hub, stores: Stores, plan: PlanCase): Promise<void> {
  await endTerms(stores, subjectOf(plan), 'CANCELLED', hub.now());
  await tell(hub, stores, plan, plan.state, [toCity(plan), ...(plan.cityBy === null ? [] : [toProvince(plan)])]);
}

/** Voided by the regulator. Its terms end with the rest of it, once nobody is at its batches any more. */
export async function newsOfVoiding(hub: Hub, stores: Stores, plan: PlanCase): Promise<void> {
  await tell(hub, stores, plan, plan.state, [institutionOf(plan)]);
}
