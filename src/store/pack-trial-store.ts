import type { EntityManager } from 'typeorm';
import type { PackTrial, PackTrialStore, StoredTrialFinding } from '../app/packs/pack-ports';
import type { TrialFlip } from '../domain/publishing/compare-verdicts';
import { CopyWriter, copyInto, uuidBytes } from './copy';
import { row, rows } from './rows';

const COLUMNS = `id, pack_id AS "packId", region_code AS "regionCode", days, on_its_days_only AS "onItsDaysOnly", sealed_from AS "sealedFrom",
  sealed_to AS "sealedTo", encode(base_set_digest, 'hex') AS "baseSetDigest",
  encode(tried_set_digest, 'hex') AS "triedSetDigest", state, started_by AS "startedBy", started_at AS "startedAt",
  ended_at AS "endedAt"`;

/** Batches whose check had ended when the trial began: what it looks at does not grow meanwhile. */
const LOOKED_AT = `origin = 'INSTITUTION' AND sealed_at >= $1 AND sealed_at < $2 AND checked_at < $2 AND starts_with(region_code, $3)`;

const FLIPS = 'pack_trial_flip (trial_id, batch_id, line, before, after, appeared, gone)';
const FLIP_FIELDS = 7;

const encodeFlips = (trialId: string, batchId: string, flips: readonly TrialFlip[]): CopyWriter => {
  const writer = new CopyWriter();
  const [trial, batch] = [uuidBytes(trialId), uuidBytes(batchId)];
  for (const flip of flips) {
    writer.row(FLIP_FIELDS);
    writer.uuid(trial);
    writer.uuid(batch);
    writer.int(flip.line);
    writer.text(flip.before);
    writer.text(flip.after);
    writer.texts(flip.appeared);
    writer.texts(flip.gone);
  }
  return writer;
};

export const packTrialStore = (manager: EntityManager): PackTrialStore => ({
  insert: async (trial, regionPrefix) => {
    await rows(
      manager,
      `INSERT INTO pack_trial (id, pack_id, region_code, days, sealed_from, sealed_to, base_set_digest, tried_set_digest,
                               state, started_by, started_at, on_its_days_only, batches, records)
       SELECT $4, $5, $6, $7, $1::timestamptz, $2::timestamptz, $8, $9, $10, $11, $12, $13, count(*), coalesce(sum(records), 0)
         FROM batch WHERE ${LOOKED_AT}`,
      [
        trial.sealedFrom,
        trial.sealedTo,
        regionPrefix,
        trial.id,
        trial.packId,
        trial.regionCode,
        trial.days,
        Buffer.from(trial.baseSetDigest, 'hex'),
        Buffer.from(trial.triedSetDigest, 'hex'),
        trial.state,
        trial.startedBy,
        trial.startedAt,
        trial.onItsDaysOnly,
      ],
    );
  },

  runningOf: (packId) =>
    row<PackTrial>(manager, `SELECT ${COLUMNS} FROM pack_trial WHERE pack_id = $1 AND state = 'RUNNING'`, [packId]),

  claim: (id) =>
    row<PackTrial>(
      manager,
      `SELECT ${COLUMNS} FROM pack_trial WHERE id = $1 AND state = 'RUNNING' FOR UPDATE SKIP LOCKED`,
      [id],
    ),

  nextBatch: async ({ id, sealedFrom, sealedTo }, regionPrefix) => {
    const found = await row<{ id: string }>(
      manager,
      `SELECT id FROM batch
        WHERE ${LOOKED_AT}
          AND (sealed_at, id) > (SELECT coalesce(last.sealed_at, '-infinity'), coalesce(last.id, '00000000-0000-0000-0000-000000000000')
                                   FROM pack_trial LEFT JOIN batch AS last ON last.id = pack_trial.last_batch_id
                                  WHERE pack_trial.id = $4)
        ORDER BY sealed_at, id LIMIT 1`,
      [sealedFrom, sealedTo, regionPrefix, id],
    );
    return found?.id;
  },

  storedFindings: (batchId, from, to) =>
    rows<StoredTrialFinding>(
      manager,
      `SELECT line, code, source, declared_reason IS NOT NULL AS declared FROM finding
        WHERE batch_id = $1 AND line >= $2 AND line <= $3 AND (source = 'HUB' OR severity = 'confirm')`,
      [batchId, from, to],
    ),

  copyFlips: (trialId, batchId, flips) => copyInto(manager, FLIPS, encodeFlips(trialId, batchId, flips)),

  saveBatch: async (trialId, batchId, tally) => {
    await rows(
      manager,
      `INSERT INTO pack_trial_batch (trial_id, batch_id, institution_code, records, changed, to_passed, to_held, to_returned, by_rule)
       SELECT $1, id, institution_code, $3, $4, $5, $6, $7, $8 FROM batch WHERE id = $2`,
      [
        trialId,
        batchId,
        tally.records,
        tally.changed,
        tally.toPassed,
        tally.toHeld,
        tally.toReturned,
        JSON.stringify(tally.byRule),
      ],
    );
    await rows(manager, `UPDATE pack_trial SET last_batch_id = $2 WHERE id = $1`, [trialId, batchId]);
  },

  end: async (id, state, at) => {
    await rows(manager, `UPDATE pack_trial SET state = $2, ended_at = $3 WHERE id = $1 AND state = 'RUNNING'`, [
      id,
      state,
      at,
    ]);
  },
});
