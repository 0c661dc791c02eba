import type { EntityManager } from 'typeorm';
import type {
  ClaimedReconciliation,
  EndedReconciliation,
  FoundDifferences,
  ReconciliationStore,
} from '../app/forwarding/reconciliation-ports';
import type { Sealer } from '../app/sealer';
import { heldSide } from './held-ranges';
import { row, rows } from './rows';

/** One of a feed at a time (`reconciliation_running_ix`). */
const BEGIN = `
INSERT INTO reconciliation (id, feed, state, asked_by, heal, due_at, started_at)
VALUES ($1, $2, 'RUNNING', $3, $4, $5, $5)
ON CONFLICT DO NOTHING RETURNING id`;

/** A claim moves `due_at` to the end of its lease: when the process dies, another one begins anew. */
const CLAIM = `
UPDATE reconciliation SET runs = runs + 1, due_at = $3 WHERE id = $1 AND state = 'RUNNING' AND due_at <= $2
RETURNING id, feed, heal, runs AS run,
          (SELECT count(*)::int FROM reconciliation_difference WHERE reconciliation_id = reconciliation.id) AS listed`;

const NOTE = `
UPDATE reconciliation SET missing = missing + $3, extra = extra + $4, differing = differing + $5, owed = owed + $6,
       healed = healed + $7
 WHERE id = $1 AND runs = $2`;

/** The parcel that a version stands in now heals it, if it is still to be handed over. */
const LIST = `
INSERT INTO reconciliation_difference (reconciliation_id, certificate_no, version, kind, delivery_id)
SELECT $1, seen.certificate_no, seen.version, seen.kind, delivery.id
  FROM unnest($2::text[], $3::int[], $4::text[]) AS seen (certificate_no, version, kind)
  JOIN reconciliation ON reconciliation.id = $1
  LEFT JOIN delivery_item AS item
    ON item.feed = reconciliation.feed AND item.certificate_no = seen.certificate_no AND item.version = seen.version
  LEFT JOIN delivery ON delivery.id = item.delivery_id AND delivery.state = 'DUE'
ON CONFLICT (reconciliation_id, certificate_no, version) DO NOTHING`;

const FOUND = `
SELECT missing AS "MISSING", extra AS "EXTRA", differing AS "DIFFERING", owed AS "OWED", healed
  FROM reconciliation WHERE id = $1`;

const END = `
UPDATE reconciliation SET state = $3, ended_at = $4, hub_versions = $5, feed_versions = $6, waiting = $7, questions = $8,
       ranges_compared = $9, items_compared = $10, hub_rows_read = $11, feed_rows_read = $12, failure = $13
 WHERE id = $1 AND runs = $2 AND state = 'RUNNING' RETURNING id`;

type Found = FoundDifferences['found'];

export const reconciliationStore = (manager: EntityManager, sealer: Sealer): ReconciliationStore => ({
  ...heldSide(manager, sealer),

  begin: async ({ id, feed, askedBy, heal, at }) =>
    (await row<{ id: string }>(manager, BEGIN, [id, feed, askedBy, heal, at]))?.id,

  running: async (feed) =>
    (await row<{ id: string }>(manager, `SELECT id FROM reconciliation WHERE feed = $1 AND state = 'RUNNING'`, [feed]))
      ?.id,

  claim: (id, now, leaseUntil) => row<ClaimedReconciliation>(manager, CLAIM, [id, now, leaseUntil]),

  hold: async ({ id, run }, dueAt) => {
    const held = await rows(
      manager,
      `UPDATE reconciliation SET due_at = $3 WHERE id = $1 AND runs = $2 AND state = 'RUNNING' RETURNING id`,
      [id, run, dueAt],
    );
    return held.length > 0;
  },

  note: async ({ id, run }, { found, healed, listed }) => {
    await rows(manager, NOTE, [id, run, found.MISSING, found.EXTRA, found.DIFFERING, found.OWED, healed]);
    if (listed.length === 0) return;
    await rows(manager, LIST, [
      id,
      listed.map(({ certificateNo }) => certificateNo),
      listed.map(({ version }) => version),
      listed.map(({ kind }) => kind),
    ]);
  },

  found: async (id) => {
    const counted = await row<Found & { healed: number }>(manager, FOUND, [id]);
    const { healed = 0, ...found } = counted ?? { MISSING: 0, EXTRA: 0, DIFFERING: 0, OWED: 0 };
    return { found, healed };
  },

  end: async ({ id, run }, ended) => (await rows(manager, END, [id, run, ...endedValues(ended)])).length > 0,
});

const endedValues = (ended: EndedReconciliation): readonly unknown[] => [
  ended.state,
  ended.at,
  ended.hubVersions,
  ended.feedVersions,
  ended.waiting,
  ended.questions,
  ended.rangesCompared,
  ended.itemsCompared,
  ended.hubRowsRead,
  ended.feedRowsRead,
  ended.failure,
];
