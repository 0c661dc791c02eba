/** Composition root: configuration → stores, views, connectors, clock, reminders → Hub. */
import { LRUCache } from 'lru-cache';
import type { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { CheckedBatch, Hub, Stores } from './app/ports';
import { openConnectors } from './connectors';
import { cstInstant } from './domain/calendar/cst';
import { type PreparedCheck, prepareCheck } from './domain/rules/check-records';
import { canonicalDigest } from './domain/reference/canonical-digest';
import { activePacksOf } from './platform/active-packs';
import { clockFromFile, systemClock } from './platform/clock';
import type { Config } from './platform/config';
import { hashClientSecret, newClientSecret } from './platform/identity/client-secrets';
import { type Keys, loadKeys, personDigester } from './platform/keys';
import type { Log } from './platform/log';
import { packBytes } from './platform/pack-bytes';
import { loadPacks } from './platform/pack-files';
import { packSigner } from './platform/pack-signature';
import { openQueues, type Queues } from './platform/queue';
import { createReminders } from './platform/reminders';
import { signatureOf } from './platform/signature';
import { createDataSource } from './store/data-source';
import { transactionOf } from './store/transaction';
import { createViews } from './store/views';

/** Snapshots made ready at a time; each holds a whole catalogue edition. */
const PREPARED_CHECKS_MAX = 16;

export interface OpenHub {
  readonly hub: Hub;
  readonly keys: Keys;
  readonly source: DataSource;
  readonly queues: Queues;
  close(): Promise<void>;
}

/** A reader looks at what is kept and leaves no trace, not even that this release was here. */
export type HubRole = 'producer' | 'worker' | 'reader';

export async function openHub(config: Config, databaseUrl: string, log: Log, role: HubRole): Promise<OpenHub> {
  const keys = await loadKeys(config.keysFile);
  const source = createDataSource({ url: databaseUrl, poolMax: config.databaseConnections });
  await source.initialize();
  const queues = openQueues({ databaseUrl, redisUrl: config.redisUrl }, role === 'worker' ? 'worker' : 'producer');
  const reminders = createReminders(queues, log);
  const releasePacks = loadPacks();
  const signer = packSigner(keys);
  const connectors = openConnectors(config.feeds, log);
  const hub: Hub = {
    transaction: transactionOf(source),
    views: createViews((sql, parameters = []) => source.query(sql, [...parameters])),
    reminders,
    releasePacks,
    packSigner: signer,
    activePacks: activePacksOf({ release: releasePacks, signer, log }),
    connectors,
    feeds: config.feeds,
    preparedCheck: preparedChecks(),
    signatureOf,
    now: (config.clockFile === null ? systemClock : clockFromFile(config.clockFile)).now,
    newId: () => uuidv7(),
    newSecret: newClientSecret,
    hashSecret: hashClientSecret,
    pack: packBytes,
    jitter: Math.random,
    keyedDigest: personDigester(keys),
    log,
  };
  if (role !== 'reader') await noteRelease(hub);
  return {
    hub,
    keys,
    source,
    queues,
    close: async () => {
      await reminders.close();
      await queues.close();
      await Promise.all([...connectors.values()].map((connector) => connector.close()));
      await source.destroy();
    },
  };
}

/** What this release and its configuration bring: feeds, and the packs that are known from now on. */
async function noteRelease(hub: Hub): Promise<void> {
  await hub.transaction(async (stores) => {
    // A command of the operator that was not given the feeds file must not switch the feeds off.
    if (hub.feeds.length > 0) await stores.registry.saveFeeds(hub.feeds);
    await stores.packs.recordRelease(
      hub.releasePacks.map((pack) => ({ id: hub.newId(), pack, digest: canonicalDigest(pack) })),
      hub.now(),
    );
  });
}

/** A batch's rules are made ready once a process; the chunks of a batch come one after the other. */
function preparedChecks(): Hub['preparedCheck'] {
  const ready = new LRUCache<string, PreparedCheck>({ max: PREPARED_CHECKS_MAX });
  return async (batch: CheckedBatch, stores: Stores) => {
    const kept = ready.get(batch.id);
    if (kept) return kept;
    const prepared = prepareCheck({
      snapshot: await stores.snapshots.load(batch.snapshotDigest),
      packs: await stores.packSets.load(batch.packSetDigest),
      header: batch.header,
      receivedAt: cstInstant(batch.sealedAt),
    });
    ready.set(batch.id, prepared);
    return prepared;
  };
}
