/** Plans: filed by the institution, decided by its city and its province, and what they led to. */
import type { PlanFiling } from '../../../src/domain/plan/plan-filing';
import { REFUSAL } from '../operations';
import { accepted, said, type Answer, type Asker } from './answers';

/** As an institution files it; the hub gives the number where none is named. */
export type FiledPlan = Omit<PlanFiling, 'planNo' | 'rosterDigests'> & {
  readonly planNo?: string | null;
  readonly rosterDigests?: readonly string[] | null;
};

export interface Moved {
  readonly planNo: string;
  readonly state: string;
  readonly revision: number;
  readonly filedOn: string;
  readonly remarks: readonly {
    readonly code: string;
    readonly message: { readonly zh: string; readonly en: string };
  }[];
  readonly repeated: boolean;
}
const MOVED = `{ ... on PlanMoved {
  planNo state revision filedOn remarks { code message { zh en } } repeated } ${REFUSAL} }`;

export const filePlan = (by: Asker, plan: FiledPlan): Promise<Answer<Moved>> =>
  said(by, `mutation ($plan: PlanFilingInput!) { filePlan(plan: $plan) ${MOVED} }`, { plan });

/** `revision` is the one that was looked at. */
export const changePlan = (by: Asker, planNo: string, revision: number, plan: FiledPlan): Promise<Answer<Moved>> =>
  said(
    by,
    `mutation ($planNo: ID!, $revision: Int!, $plan: PlanFilingInput!) {
       changePlan(planNo: $planNo, revision: $revision, plan: $plan) ${MOVED} }`,
    { planNo, revision, plan },
  );

export const cancelPlan = (by: Asker, planNo: string, reason: string): Promise<Answer<Moved>> =>
  said(by, `mutation ($planNo: ID!, $reason: String!) { cancelPlan(planNo: $planNo, reason: $reason) ${MOVED} }`, {
    planNo,
    reason,
  });

export const approvePlan = (by: Asker, planNo: string): Promise<Answer<Moved>> =>
  said(by, `mutation ($planNo: ID!) { approvePlan(planNo: $planNo) ${MOVED} }`, { planNo });

export const returnPlan = (by: Asker, planNo: string, reason: string): Promise<Answer<Moved>> =>
  said(by, `mutation ($planNo: ID!, $reason: String!) { returnPlan(planNo: $planNo, reason: $reason) ${MOVED} }`, {
    planNo,
    reason,
  });

/** Files the plan and lets these offices approve it, one after the other; answers its number. Throws when anything is refused. */
export async function approvedPlan(by: Asker, plan: FiledPlan, offices: readonly Asker[]): Promise<string> {
  const { planNo = '' } = accepted(await filePlan(by, plan));
  let state: string | undefined;
  for (const office of offices) ({ state } = accepted(await approvePlan(office, planNo)));
  if (state !== 'APPROVED') throw new Error(`The plan is ${state ?? 'filed'} after these offices.`);
  return planNo;
}

export interface SeenPlan {
  readonly planNo: string;
  readonly state: string;
  readonly waitsFor: string | null;
  readonly provinceApproved: boolean;
  readonly filedOn: string;
  readonly dueOn: string | null;
  readonly headcount: number;
  readonly rosterLength: number | null;
  readonly remarks: readonly { readonly code: string }[];
}

export async function seenPlan(by: Asker, planNo: string): Promise<SeenPlan> {
  const { plan } = await by.run<{ plan: SeenPlan }>(
    `query ($planNo: ID!) { plan(planNo: $planNo) { planNo state waitsFor provinceApproved filedOn dueOn headcount
       rosterLength remarks { code } } }`,
    { planNo },
  );
  return plan;
}

export interface Outcome {
  readonly plan: { readonly planNo: string; readonly state: string; readonly rosterLength: number | null };
  readonly decisions: readonly {
    readonly act: string;
    readonly role: string;
    readonly reason: string | null;
    readonly basis: readonly string[];
  }[];
  readonly results: readonly {
    readonly state: string;
    readonly noticeFrom: string | null;
    readonly noticeTo: string | null;
  }[];
  readonly batchesTotal: number;
  readonly batches: readonly {
    readonly id: string;
    readonly state: string;
    readonly records: number;
    readonly resubmissionOf: string | null;
    readonly counts: { readonly passed: number; readonly held: number; readonly returned: number } | null;
  }[];
  readonly records: { readonly passed: number; readonly held: number; readonly returned: number };
  readonly certificates: readonly { readonly state: string; readonly count: number }[];
  readonly certificatesTotal: number;
  readonly feeds: readonly {
    readonly feed: string;
    readonly accepted: number;
    readonly refused: number;
    readonly pending: number;
  }[];
}

/** What the plan led to, down to the answers from above. */
export async function outcomeOf(by: Asker, planNo: string): Promise<Outcome> {
  const { planOutcome } = await by.run<{ planOutcome: Outcome }>(
    `query ($planNo: ID!) { planOutcome(planNo: $planNo) { plan { planNo state rosterLength } decisions { act role reason basis }
       results { state noticeFrom noticeTo } batchesTotal
       batches { id state records resubmissionOf counts { passed held returned } } records { passed held returned }
       certificates { state count } certificatesTotal feeds { feed accepted refused pending } } }`,
    { planNo },
  );
  return planOutcome;
}
