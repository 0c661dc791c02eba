/** The part of the walk (`root-operations.ts`) about reconciliations. The feed of the world belongs to the sample province. */
import { randomUUID } from 'node:crypto';
import type { TestHub } from './hub';
import type { WalkedOperation, WalkedWorld } from './root-operations';

const SUPERVISORS = ['city', 'otherCity', 'province', 'secondProvince', 'otherProvince', 'nation', 'operator'] as const;
/** A city does not see the feeds of its province. */
const OUTSIDERS = ['city', 'otherCity', 'otherProvince'] as const;
const NOT_FOUND = { callers: OUTSIDERS, hear: { error: 'NOT_FOUND' } } as const;

const FEED = 'province-statistics';
const RECONCILED = `
WITH made AS (
  INSERT INTO reconciliation (id, feed, state, asked_by, heal, due_at, started_at, ended_at, missing)
  VALUES ($1, $2, 'HEALED', 'clock', true, now(), now(), now(), 1)
)
INSERT INTO reconciliation_difference (reconciliation_id, certificate_no, version, kind) VALUES ($1, $3, 1, 'MISSING')`;

export const prepareReconciliations = async (
  hub: TestHub,
  { certificateNo }: WalkedWorld,
): Promise<Readonly<Record<string, string>>> => {
  const reconciliationId = randomUUID();
  await hub.query(RECONCILED, [reconciliationId, FEED, certificateNo]);
  return { reconciliationId };
};

const none = (): object => ({});
const ofReconciliation = ({ work }: WalkedWorld): object => ({ id: work['reconciliationId'] });

export const RECONCILIATION_QUERIES: Readonly<Record<string, WalkedOperation>> = {
  reconciliations: {
    query: `{ reconciliations(filter: { feed: "${FEED}" }) { total } }`,
    variables: none,
    allowed: SUPERVISORS,
    outside: { callers: OUTSIDERS, hear: { total: 0 } },
  },
  reconciliation: {
    query: 'query ($id: ID!) { reconciliation(id: $id) { id } }',
    variables: ofReconciliation,
    allowed: SUPERVISORS,
    outside: NOT_FOUND,
  },
  reconciliationDifferences: {
    query: 'query ($id: ID!) { reconciliationDifferences(reconciliationId: $id) { total } }',
    variables: ofReconciliation,
    allowed: SUPERVISORS,
    outside: NOT_FOUND,
  },
};

export const RECONCILIATION_MUTATIONS: Readonly<Record<string, WalkedOperation>> = {
  reconcileFeed: {
    query: `mutation { reconcileFeed(feed: "${FEED}") { __typename ... on Refusal { code places { message { en } } } } }`,
    variables: none,
    allowed: ['operator'],
  },
};
