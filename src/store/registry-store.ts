import type { EntityManager } from 'typeorm';
import type { FeedDescription } from '../app/connector';
import type { ClientRow, RegistryStore } from '../app/registry/registry-ports';
import type { RegistryFiling } from '../domain/registry/document';
import type { RegistrySigningKey } from '../domain/registry/signing-key';
import { readRegistry } from './registry-reading';
import { keysOfOthers, lockRegistry, saveRegistryDocument } from './registry-writing';
import { formDigest } from './feed-forms';
import { row, rows } from './rows';

export const registryStore = (manager: EntityManager): RegistryStore => ({
  lock: () => lockRegistry(manager),
  isEmpty: async () => {
    const found = await row<{ isEmpty: boolean }>(
      manager,
      `SELECT NOT EXISTS (SELECT FROM institution) AND NOT EXISTS (SELECT FROM api_client) AS "isEmpty"`,
    );
    return found?.isEmpty === true;
  },
  save: (document, recorded) => saveRegistryDocument(manager, document, recorded),
  keysOfOthers: (document) => keysOfOthers(manager, document),
  documentOf: (institutionCode, planNo, knownAt) => readRegistry(manager, institutionCode, planNo, knownAt ?? null),

  institutionRegions: async (codes) => {
    const found = await rows<{ code: string; regionCode: string }>(
      manager,
      `SELECT code, region_code AS "regionCode" FROM institution WHERE code = ANY($1)`,
      [codes],
    );
    return new Map(found.map(({ code, regionCode }) => [code, regionCode]));
  },

  filingsOf: async (institutionCodes) => {
    const found = await rows<{ content: RegistryFiling }>(
      manager,
      `SELECT content FROM registry_version
        WHERE noun = 'FILING' AND institution_code = ANY($1) AND superseded_at IS NULL`,
      [institutionCodes],
    );
    return found.map(({ content }) => content);
  },

  knownRegions: async (codes) => {
    const found = await rows<{ code: string }>(manager, `SELECT code FROM region WHERE code = ANY($1)`, [codes]);
    return new Set(found.map(({ code }) => code));
  },

  planOwner: async (planNo) => {
    const plan = await row<{ owner: string }>(
      manager,
      `SELECT institution_code AS owner FROM plan WHERE plan_no = $1`,
      [planNo],
    );
    return plan?.owner;
  },

  signingKey: (institutionCode, keyId) =>
    row<RegistrySigningKey>(
      manager,
      `SELECT key_id AS "keyId", institution_code AS "institutionCode", algorithm, public_key AS "publicKey",
              from_day AS "from", to_day AS "to", revoked_on AS "revokedOn"
         FROM signing_key WHERE institution_code = $1 AND key_id = $2`,
      [institutionCode, keyId],
    ),

  saveFeeds: async (feeds) => {
    for (const feed of feeds) {
      await saveFeed(manager, feed);
      // Kept now, lest the first approval that uses the form makes all others wait for its end.
      await formDigest(manager, feed.form);
    }
    await rows(manager, `UPDATE feed SET enabled = false WHERE NOT name = ANY($1)`, [feeds.map(({ name }) => name)]);
  },

  insertClient: async (client: ClientRow) => {
    const inserted = await rows(
      manager,
      `INSERT INTO api_client (client_id, name, secret_hash, role, institution_code, region_code, created_at,
                               created_by, disabled_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (client_id) DO NOTHING RETURNING client_id`,
      [
        client.clientId,
        client.name,
        client.secretHash,
        client.role,
        client.institutionCode,
        client.regionCode,
        client.createdAt,
        client.createdBy,
        client.disabledAt,
      ],
    );
    return inserted.length === 1;
  },

  client: (clientId) =>
    row<ClientRow>(
      manager,
      `SELECT client_id AS "clientId", name, secret_hash AS "secretHash", role, institution_code AS "institutionCode",
              region_code AS "regionCode", created_at AS "createdAt", created_by AS "createdBy", disabled_at AS "disabledAt"
         FROM api_client WHERE client_id = $1`,
      [clientId],
    ),
});

/** Only what describes the feed: its address may hold a password. */
const descriptionOf = (feed: FeedDescription): FeedDescription => ({
  name: feed.name,
  connector: feed.connector,
  title: feed.title,
  region: feed.region,
  cargo: feed.cargo,
  wants: feed.wants,
  form: feed.form,
  window: feed.window,
  parcelCertificates: feed.parcelCertificates,
  certificatesPerMinute: feed.certificatesPerMinute,
  order: feed.order,
  retryDelaysMs: feed.retryDelaysMs,
  codes: feed.codes,
  alarm: feed.alarm,
});

const saveFeed = (manager: EntityManager, feed: FeedDescription): Promise<unknown> =>
  rows(
    manager,
    `INSERT INTO feed (name, connector, region_code, title_zh, title_en, enabled, description)
     VALUES ($1, $2, $3, $4, $5, true, $6)
     ON CONFLICT (name) DO UPDATE SET connector = excluded.connector, region_code = excluded.region_code,
       title_zh = excluded.title_zh, title_en = excluded.title_en, enabled = true, description = excluded.description`,
    [feed.name, feed.connector, feed.region, feed.title.zh, feed.title.en, JSON.stringify(descriptionOf(feed))],
  );
