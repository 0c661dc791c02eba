/** Feeds, certificates, and what the one thinks of the other: for the pure function and for the SQL that says the same. */
import { type FeedDescription, type FeedWants, plainFeed } from '../../src/domain/forwarding/feed';
import type { UnwantedReason, WantedFacts } from '../../src/domain/forwarding/wants';

export const WISH_FACTS: WantedFacts = {
  regionCode: '510100',
  institutionCode: '0001',
  institutionKind: 'SOCIAL_ORG',
  schoolType: 'HIGHER_VOCATIONAL',
  occupationCode: '6-31-01-03',
  level: 'LEVEL_3',
  issuedOn: '2026-07-15',
};

export const WISH_FEED = plainFeed({
  name: 'chooser',
  connector: 'postgres',
  region: '510000',
  title: { zh: '有选择的接收方', en: 'A feed that chooses' },
});

export interface WishCase {
  readonly name: string;
  readonly feed: FeedDescription;
  readonly facts: WantedFacts;
  readonly reason: UnwantedReason | null;
}

const feedOf = (wants: Partial<FeedWants>): FeedDescription => ({
  ...WISH_FEED,
  wants: { ...WISH_FEED.wants, ...wants },
});
const wants = (
  name: string,
  wanting: Partial<FeedWants>,
  reason: UnwantedReason | null,
  facts: Partial<WantedFacts> = {},
): WishCase => ({ name, feed: feedOf(wanting), facts: { ...WISH_FACTS, ...facts }, reason });
const region = (name: string, code: string, reason: UnwantedReason | null): WishCase => ({
  name,
  feed: { ...WISH_FEED, region: code },
  facts: WISH_FACTS,
  reason,
});

export const WISH_CASES: readonly WishCase[] = [
  wants('everything', {}, null),
  { name: 'tallies only', feed: { ...WISH_FEED, cargo: 'tallies' }, facts: WISH_FACTS, reason: 'CARGO' },
  region('everywhere', '000000', null),
  region('the city itself', '510100', null),
  region('another city of the province', '510300', 'REGION'),
  region('another province', '430000', 'REGION'),
  wants('the institution', { institutionCodes: ['0009', '0001'] }, null),
  wants('another institution', { institutionCodes: ['0009'] }, 'INSTITUTION'),
  wants('the kind of institution', { institutionKinds: ['SOCIAL_ORG'] }, null),
  wants('another kind of institution', { institutionKinds: ['EMPLOYER'] }, 'INSTITUTION_KIND'),
  wants('the type of school', { schoolTypes: ['UNIVERSITY', 'HIGHER_VOCATIONAL'] }, null),
  wants('another type of school', { schoolTypes: ['UNIVERSITY'] }, 'SCHOOL_TYPE'),
  wants('schools, of what is none', { schoolTypes: ['UNIVERSITY'] }, 'SCHOOL_TYPE', { schoolType: null }),
  wants('everything, of what is no school', {}, null, { schoolType: null }),
  wants('the occupation', { occupationCodes: ['6-31-01-03'] }, null),
  wants('its small class', { occupationCodes: ['4-', '6-31-01-'] }, null),
  wants('its major class', { occupationCodes: ['6-'] }, null),
  wants('another occupation', { occupationCodes: ['6-31-01-04', '6-29-'] }, 'OCCUPATION'),
  wants('a code that begins alike', { occupationCodes: ['6-31-01-0'] }, 'OCCUPATION'),
  wants('the level', { levels: ['LEVEL_2', 'LEVEL_3'] }, null),
  wants('another level', { levels: ['LEVEL_5'] }, 'LEVEL'),
  wants('the day itself', { issuedFrom: '2026-07-15' }, null),
  wants('a later day', { issuedFrom: '2026-07-16' }, 'ISSUED_BEFORE'),
  wants('all of it at once', { levels: ['LEVEL_3'], occupationCodes: ['6-'], issuedFrom: '2026-01-01' }, null),
  wants('all but one of it', { levels: ['LEVEL_3'], occupationCodes: ['4-'], issuedFrom: '2026-01-01' }, 'OCCUPATION'),
];
