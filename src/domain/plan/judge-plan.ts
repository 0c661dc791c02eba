/** Everything that is asked of a plan before an office looks at it; every place at fault at once. */
import type { WorkingDays } from '../calendar/working-days';
import type { Place } from '../intake/place';
import type { Parameters } from '../packs/parameters';
import { formPlaces, placeAt, type PlanContent, type PlanFiling } from './plan-filing';
import { planLead, type PlanLead } from './plan-lead';
import { rosterPlaces } from './plan-roster';
import { scopePlaces, type PlanScope } from './plan-scope';
import { staffPlaces, type Register } from './plan-staff';

export interface PlanWorld extends PlanScope {
  readonly register: Register;
  /** Of the region of the institution on the first exam day. */
  readonly parameters: Parameters;
  readonly workingDays: WorkingDays;
}

/** What can be said without the world; nothing else is asked while it finds anything. */
export const filingPlaces = (filing: PlanFiling, today: string): readonly Place[] => [
  ...formPlaces(filing, today),
  ...rosterPlaces(filing),
];

/** What may change between filing and decision: filings, sites, the register. Asked again at each approval. */
export const worldPlaces = (content: PlanContent, world: PlanWorld): readonly Place[] => [
  ...scopePlaces(content, world),
  ...staffPlaces(content, world.register, world.parameters),
];

export interface PlanJudgement {
  readonly code: 'PLAN_INVALID' | 'PLAN_TOO_LATE' | 'CALENDAR_UNPUBLISHED';
  readonly places: readonly Place[];
}

/**
 * `undefined` when nothing speaks against the filing. A lead that is too short, or cannot be counted, has a code of its own
 * where it is all that is wrong; beside other faults it is one place among them.
 */
export function judgePlan(content: PlanContent, filedOn: string, world: PlanWorld): PlanJudgement | undefined {
  const places = worldPlaces(content, world);
  const lead = planLead(
    { filedOn, examFrom: content.examFrom },
    world.parameters.planLeadWorkingDays,
    world.workingDays,
  );
  const late = leadPlaces(lead, world.parameters.planLeadWorkingDays);
  if (places.length > 0) return { code: 'PLAN_INVALID', places: [...places, ...late] };
  if (lead.kind === 'IN_TIME') return undefined;
  return { code: lead.kind === 'TOO_LATE' ? 'PLAN_TOO_LATE' : 'CALENDAR_UNPUBLISHED', places: late };
}

function leadPlaces(lead: PlanLead, needed: number | null): readonly Place[] {
  if (lead.kind === 'IN_TIME' || needed === null) return [];
  if (lead.kind === 'UNPUBLISHED') {
    return [
      placeAt(
        'examFrom',
        `${lead.year} 年放假安排尚未公布(由国务院办公厅公布,主管部门录入日历后即可计算),提前 ${needed} 个工作日无法计算`,
        `The calendar of ${lead.year} is not published (the General Office of the State Council does, and the regulator enters it): ${needed} working days cannot be counted`,
      ),
    ];
  }
  const from = lead.firstExamDay;
  return [
    placeAt(
      'examFrom',
      `须提前 ${needed} 个工作日报送${from === null ? '' : `,今日报送的最早考试日为 ${from}`}`,
      `A plan is filed ${needed} working days ahead${from === null ? '' : `; filed today, the first possible exam day is ${from}`}`,
    ),
  ];
}
