/** What a life begins with: the offices that decide in it, and the client of an institution. */
import type { Actor, TestHub } from '../hub';
import type { CallerName } from '../hub-clients';
import type { Asker } from './answers';

/** The operator or the nation, as somebody who asks. */
export const callerOf = (hub: TestHub, caller: CallerName): Asker => ({
  run: <Data>(query: string, variables?: object) => hub.run<Data>(caller, query, variables),
});

export interface Offices {
  readonly city: Actor;
  readonly secondCity: Actor;
  readonly province: Actor;
  readonly secondProvince: Actor;
  readonly thirdProvince: Actor;
}

/** Two people of a city and three of its province: a route may hold three steps of one office. */
export async function officesOf(
  hub: TestHub,
  regions: { readonly city: string; readonly province: string },
): Promise<Offices> {
  const city = (name: string): Promise<Actor> => hub.createActor({ name, role: 'CITY', regionCode: regions.city });
  const province = (name: string): Promise<Actor> =>
    hub.createActor({ name, role: 'PROVINCE', regionCode: regions.province });
  return {
    city: await city('市级初审'),
    secondCity: await city('市级复审'),
    province: await province('省级受理'),
    secondProvince: await province('省级评估'),
    thirdProvince: await province('省级审定'),
  };
}

/** The client of an institution that may not be filed yet: known by its credit code. */
export const applicantOf = (hub: TestHub, institutionCode: string): Promise<Actor> =>
  hub.createActor({ name: `单位-${institutionCode}`, role: 'INSTITUTION', institutionCode });
