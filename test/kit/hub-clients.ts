/** The callers that a test hub knows, by the name a test uses. Imported by the process that makes them and by jest. */
import type { Role } from '../../src/app/caller';

/** A province of its own, so that "another province" exists to be kept out. */
export const OTHER_PROVINCE = '430000';
export const OTHER_PROVINCE_CITY = '430100';

export const TEST_CLIENTS = {
  institution: { role: 'INSTITUTION', institutionCode: '0001', regionCode: null },
  otherInstitution: { role: 'INSTITUTION', institutionCode: '0002', regionCode: null },
  city: { role: 'CITY', institutionCode: null, regionCode: '510100' },
  otherCity: { role: 'CITY', institutionCode: null, regionCode: '510300' },
  province: { role: 'PROVINCE', institutionCode: null, regionCode: '510000' },
  secondProvince: { role: 'PROVINCE', institutionCode: null, regionCode: '510000' },
  otherProvince: { role: 'PROVINCE', institutionCode: null, regionCode: OTHER_PROVINCE },
  nation: { role: 'NATION', institutionCode: null, regionCode: null },
  operator: { role: 'OPERATOR', institutionCode: null, regionCode: null },
  /** Another CertHub below this one. */
  hub: { role: 'HUB', institutionCode: null, regionCode: '510300' },
} as const satisfies Record<
  string,
  { readonly role: Role; readonly institutionCode: string | null; readonly regionCode: string | null }
>;

export type CallerName = keyof typeof TEST_CLIENTS;
export const CALLER_NAMES = Object.keys(TEST_CLIENTS) as readonly CallerName[];
/** All but another hub. */
export const PEOPLE: readonly CallerName[] = CALLER_NAMES.filter((name) => name !== 'hub');

export interface ClientSecret {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What `prepare-hub` says on its one line of standard output. */
export interface PreparedHub {
  readonly databaseUrl: string;
  readonly feedsFile: string;
  readonly feeds: readonly { readonly name: string; readonly url: string }[];
  readonly keysFile: string;
  readonly clients: { readonly [name in CallerName]: ClientSecret };
}

/** A province without institutions, for tests that begin at the beginning. */
export interface EmptyProvince {
  readonly province: { readonly code: string; readonly name: string };
  readonly cities: readonly { readonly code: string; readonly name: string }[];
}
