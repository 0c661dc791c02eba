/** How the feeds stand, and what only the operator does to them. Feeds of the sample province stand outside of another one. */
import type { WalkedOperation } from './root-operations';

const SUPERVISORS = ['city', 'otherCity', 'province', 'secondProvince', 'otherProvince', 'nation', 'operator'] as const;
const REFUSAL = '{ __typename ... on Refusal { code places { message { en } } } }';
const none = (): object => ({});

export const FEED_QUERIES: Readonly<Record<string, WalkedOperation>> = {
  feeds: { query: '{ feeds { name } }', variables: none, allowed: SUPERVISORS },
  feedAlarms: {
    query: '{ feedAlarms { total } }',
    variables: none,
    allowed: SUPERVISORS,
    outside: { callers: ['otherCity', 'otherProvince'], hear: { total: 0 } },
  },
  feedOddities: {
    query: '{ feedOddities { total } }',
    variables: none,
    allowed: SUPERVISORS,
    outside: { callers: ['otherCity', 'otherProvince'], hear: { total: 0 } },
  },
};

export const FEED_MUTATIONS: Readonly<Record<string, WalkedOperation>> = {
  pauseFeed: {
    query: `mutation { pauseFeed(feed: "province-statistics", reason: "检修") ${REFUSAL} }`,
    variables: none,
    allowed: ['operator'],
  },
  resumeFeed: {
    query: `mutation { resumeFeed(feed: "province-statistics") ${REFUSAL} }`,
    variables: none,
    allowed: ['operator'],
  },
  redriveFeed: {
    query: `mutation { redriveFeed(feed: "province-statistics", what: GIVEN_UP) ${REFUSAL} }`,
    variables: none,
    allowed: ['operator'],
  },
};
