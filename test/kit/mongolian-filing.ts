/** A first filing in Inner Mongolia, whose route shows it to the public: what is different from the sound application of Sichuan. */
import type { Caller } from '../../src/app/caller';
import { APPLICANT, givenFiling, ITEM } from './application-cases';

export const MONGOLIAN_FILING = {
  applicant: { ...APPLICANT, regionCode: '150100', kind: 'SOCIAL_ORG', schoolType: null, ownership: 'PRIVATE' },
  sites: givenFiling().sites.map((site) => ({ ...site, regionCode: '150100' })),
  items: [{ ...ITEM, audience: ['EXTERNAL'] }],
} as const;

export const mongolianOffice = (clientId: string, role: 'CITY' | 'PROVINCE'): Caller => ({
  clientId,
  role,
  institutionCode: null,
  regionCode: role === 'CITY' ? '150100' : '150000',
});
