/** The roster of the one plan of the sample that carries one. */
import type { RawRecord } from '../certificate/record';
import { rosterDigest } from '../certificate/roster';
import type { RegistryPlan } from '../registry/document';
import { drawFrom } from './draw';
import { adultPeople, foreignerAt, residentAt, youngPeople } from './people';
import { roomOf } from './plans';

const ROSTERED_INSTITUTION = '0038';

/** The first plan of its institution. */
export const isRostered = ({ institutionCode, planNo }: Pick<RegistryPlan, 'institutionCode' | 'planNo'>): boolean =>
  institutionCode === ROSTERED_INSTITUTION && planNo.endsWith('-001');

/**
 * Whoever may stand at a place of the plan: the seed of a batch decides who of the three it is, and the roster holds for
 * every seed. `firstPlace` is that of the plan in the age groups.
 */
export function rosterOf(plan: RegistryPlan, firstPlace: number, today: string): readonly string[] {
  const [young, adult] = [youngPeople(today), adultPeople(today)];
  const draw = drawFrom(0);
  return Array.from({ length: roomOf(plan) }, (_, ordinal) => firstPlace + ordinal)
    .flatMap((place) => [
      residentAt(young, place, draw),
      residentAt(adult, place, draw),
      foreignerAt(adult, place, draw),
    ])
    .map(({ idType, idNumber }) => rosterDigest(plan.planNo, idType, idNumber))
    .sort();
}

/** True for a person who is not on the roster of a plan that has one; a blank document belongs to nobody. */
export function leavesRoster({ planNo, roster }: RegistryPlan, { idType, idNumber }: RawRecord): boolean {
  if (roster === null || typeof idType !== 'string' || typeof idNumber !== 'string') return false;
  return idNumber.trim() !== '' && !roster.includes(rosterDigest(planNo, idType, idNumber));
}
