import type { EntityManager } from 'typeorm';
import type { PackRow, PackStore } from '../app/packs/pack-ports';
import { row, rows } from './rows';

/** Seals share it, a publication takes it alone: what it commits is seen by every batch that is sealed later. */
const PACK_LOCK = `hashtextextended('packs', 0)`;

export const PACK_COLUMNS = `pack.id, pack.source, pack.state, pack.content AS pack, encode(pack.digest, 'hex') AS digest,
  pack.drafted_by AS "draftedBy", pack.drafted_at AS "draftedAt", pack.approved_by AS "approvedBy",
  pack.approved_at AS "approvedAt", pack.active_from AS "activeFrom", pack.retired_at AS "retiredAt",
  pack.withdrawn_by AS "withdrawnBy", pack.withdrawn_at AS "withdrawnAt", pack.signature, pack.key_id AS "keyId"`;

const INSERT = `
INSERT INTO pack (id, jurisdiction, version, region_code, content, digest, source, state, drafted_by, drafted_at,
                  approved_by, approved_at, active_from, signature, key_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`;

/** The name that stands where a person's system would. */
const RELEASE = 'release';

const insert = async (manager: EntityManager, given: PackRow): Promise<void> => {
  const { pack } = given;
  await rows(manager, INSERT, [
    given.id,
    pack.jurisdiction,
    pack.version,
    pack.region,
    JSON.stringify(pack),
    Buffer.from(given.digest, 'hex'),
    given.source,
    given.state,
    given.draftedBy,
    given.draftedAt,
    given.approvedBy,
    given.approvedAt,
    given.activeFrom,
    given.signature,
    given.keyId,
  ]);
};

const lock = async (manager: EntityManager): Promise<void> => {
  await rows(manager, `SELECT pg_advisory_xact_lock(${PACK_LOCK})`);
};

export const packStore = (manager: EntityManager): PackStore => ({
  lock: () => lock(manager),

  recordRelease: async (packs, at) => {
    await lock(manager);
    const held = await rows<{ digest: string }>(
      manager,
      `UPDATE pack SET retired_at = CASE WHEN digest = ANY ($1::bytea[]) THEN NULL ELSE $2::timestamptz END
        WHERE source = 'RELEASE' AND retired_at IS NULL RETURNING encode(digest, 'hex') AS digest`,
      [packs.map(({ digest }) => Buffer.from(digest, 'hex')), at],
    );
    const known = new Set(held.map(({ digest }) => digest));
    for (const { id, pack, digest } of packs.filter((each) => !known.has(each.digest))) {
      await insert(manager, {
        id,
        pack,
        digest,
        source: 'RELEASE',
        state: 'APPROVED',
        draftedBy: RELEASE,
        draftedAt: at,
        approvedBy: null,
        approvedAt: null,
        activeFrom: at,
        retiredAt: null,
        withdrawnBy: null,
        withdrawnAt: null,
        signature: null,
        keyId: null,
      });
    }
  },

  insert: (given) => insert(manager, given),

  byId: (id) => row<PackRow>(manager, `SELECT ${PACK_COLUMNS} FROM pack WHERE id = $1`, [id]),

  published: () =>
    rows<PackRow>(
      manager,
      `SELECT ${PACK_COLUMNS} FROM pack WHERE source = 'PUBLISHED' AND state IN ('DRAFT', 'APPROVED') ORDER BY id`,
    ),

  history: () => rows<PackRow>(manager, `SELECT ${PACK_COLUMNS} FROM pack WHERE state = 'APPROVED' ORDER BY id`),

  activeIds: async (at) => {
    await rows(manager, `SELECT pg_advisory_xact_lock_shared(${PACK_LOCK})`);
    const found = await rows<{ id: string }>(
      manager,
      `SELECT id FROM pack WHERE state = 'APPROVED' AND active_from <= $1 AND source = 'PUBLISHED' ORDER BY id`,
      [at],
    );
    return found.map(({ id }) => id);
  },

  byIds: (ids) =>
    rows<PackRow>(manager, `SELECT ${PACK_COLUMNS} FROM pack WHERE id = ANY ($1::uuid[]) ORDER BY id`, [ids]),

  hasSet: async (digest) =>
    (await row(manager, `SELECT FROM pack_set WHERE digest = $1`, [Buffer.from(digest, 'hex')])) !== undefined,

  approve: async (id, { approvedBy, approvedAt, activeFrom, signature, keyId }) => {
    await rows(
      manager,
      `UPDATE pack SET state = 'APPROVED', approved_by = $2, approved_at = $3, active_from = $4, signature = $5, key_id = $6
        WHERE id = $1 AND state = 'DRAFT'`,
      [id, approvedBy, approvedAt, activeFrom, signature, keyId],
    );
  },

  withdraw: async (id, by, at) => {
    await rows(manager, `UPDATE pack SET state = 'WITHDRAWN', withdrawn_by = $2, withdrawn_at = $3 WHERE id = $1`, [
      id,
      by,
      at,
    ]);
  },
});
