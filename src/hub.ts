/** Composition root: configuration → stores, views, connectors, clock, reminders → Hub. */
import { LRUCache } from 'lru-cache';
import type { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { type Instruments, NO_INSTRUMENTS } from './app/instruments';
import { observedConnectors, observedTransaction } from './app/observed';
import type { CheckedBatch, Hub } from './app/ports';
import { openConnectors } from './connectors';
import { cstInstant } from './domain/calendar/cst';
import { type PreparedCheck, prepareCheck } from './domain/rules/check-records';
import { canonicalDigest } from './domain/reference/canonical-digest';
import { uploadFormats } from './formats';
import { activePacksOf } from './platform/active-packs';
import { clockFromFile, systemClock } from './platform/clock';
import type { Config } from './platform/config';
import { hashClientSecret, newClientSecret } from './platform/identity/client-secrets';
import { digestKeyPrint } from './platform/key-print';
import { type Keys, loadKeys, personDigester } from './platform/keys';
import type { Log } from './platform/log';
import { sealedPacker } from './platform/pack-bytes';
import { createPace } from './platform/pace';
import { loadPacks } from './platform/pack-files';
import { packSigner } from './platform/pack-signature';
import { HUB_NAME_CHARS, openQueues, type Queues } from './platform/queue';
import { createReminders } from './platform/reminders';
import { sealKeyPrints } from './platform/seal-keys';
import { sealerOf } from './platform/sealer';
import { signatureOf } from './platform/signature';
import { coldFolder } from './store/cold-folder';
import { createDataSource, poolOf } from './store/data-source';
import { isKeyOfDatabase, sealKeysLacking } from './store/key-prints';
import { type KnownKeys, knownKeys } from './store/known-keys';
import { poolQuery } from './store/pool-query';
import { type HubOf, hubsOfCallers } from './store/replicas/hubs-of-callers';
import { openReplicas, type ReplicaCount, type Replicas } from './store/replicas/replicas';
import { type TransactionOptions, transactionOf } from './store/transaction';
import { createViews } from './store/views';
import type { Query } from './store/views/query';
import { workViews } from './store/views/work';

/** Snapshots made ready at a time; each holds a whole catalogue edition. */
const PREPARED_CHECKS_MAX = 16;
const MIB = 1024 ** 2;

export interface OpenHub {
  /** Its views read the primary. */
  readonly hub: Hub;
  /** For requests: views come from replicas where there are any, and show a client what it wrote. */
  readonly hubOf: HubOf;
  /** `undefined` where there are none. */
  readonly replicas: (() => ReplicaCount) | undefined;
  readonly keys: Keys;
  readonly source: DataSource;
  readonly queues: Queues;
  close(): Promise<void>;
}

/**
 * api       answers callers, the only one that reads from replicas
 * producer  a command of the operator
 * reader    looks at what is kept and leaves no trace, not even that this release was here
 */
export type HubRole = 'api' | 'producer' | 'worker' | 'reader';

export async function openHub(
  config: Config,
  databaseUrl: string,
  log: Log,
  role: HubRole,
  instruments: Instruments = NO_INSTRUMENTS,
): Promise<OpenHub> {
  const keys = await loadKeys(config.keysFile);
  const sealer = sealerOf(keys);
  const source = createDataSource({ url: databaseUrl, poolMax: config.databaseConnections });
  await source.initialize();
  const primary = poolQuery(poolOf(source));
  if (role !== 'reader') await proveKeys(primary, keys, config.keysFile, () => source.destroy());
  const queues = openQueues(
    { databaseUrl, redisUrl: config.redisUrl, hubName: hubNameOf(keys) },
    role === 'worker' ? 'worker' : 'producer',
  );
  const reminders = createReminders(queues, log);
  const cold = coldFolder(config.coldDir);
  const viewsOn = (query: Query): Hub['views'] => createViews(query, sealer, cold);
  const releasePacks = loadPacks();
  const signer = packSigner(keys);
  const views = viewsOn(primary);
  const connectors = observedConnectors(openConnectors(config.feeds, log, views), instruments);
  const transactionWith = (options: TransactionOptions): Hub['transaction'] =>
    observedTransaction(transactionOf(source, sealer, { cold, ...options }), instruments);
  const hub: Hub = {
    transaction: transactionWith({ keys: role === 'worker' ? keysOf(config, primary, log) : undefined }),
    views,
    reminders,
    pace: createPace(),
    checkWindow: config.checkWindow,
    cold: { store: cold, afterMonths: config.coldAfterMonths },
    releasePacks,
    packSigner: signer,
    activePacks: activePacksOf({ release: releasePacks, signer, log }),
    connectors,
    feeds: config.feeds,
    ...batchesUnderCheck(),
    ...SAME_FOR_ALL,
    now: clockOf(config),
    pack: sealedPacker(sealer),
    keyedDigest: personDigester(keys),
    log,
  };
  if (role !== 'reader') await noteRelease(hub);
  const replicas = role === 'api' ? replicasOf(config, databaseUrl, primary, log) : undefined;
  return {
    hub,
    hubOf:
      replicas === undefined
        ? () => hub
        : hubsOfCallers(hub, replicas, {
            viewsOn,
            work: workViews(primary),
            transactionTold: (committed) => transactionWith({ committed }),
          }),
    replicas: replicas?.count,
    keys,
    source,
    queues,
    close: async () => {
      await reminders.close();
      await queues.close();
      await replicas?.close();
      await Promise.all([...connectors.values()].map((connector) => connector.close()));
      await source.destroy();
    },
  };
}

const hubNameOf = (keys: Keys): string => digestKeyPrint(keys).toString('hex').slice(0, HUB_NAME_CHARS);

const clockOf = ({ clockFile }: Config): Hub['now'] =>
  (clockFile === null ? systemClock : clockFromFile(clockFile)).now;

const keysOf = ({ knownKeysMiB }: Config, primary: Query, log: Log): KnownKeys | undefined =>
  knownKeysMiB === 0 ? undefined : knownKeys(primary, { bytesMax: knownKeysMiB * MIB, log });

function replicasOf(config: Config, primaryUrl: string, primary: Query, log: Log): Replicas | undefined {
  const { databaseReplicaUrls: urls, databaseConnections: poolMax, replicaLagMs: lagLimitMs } = config;
  return urls.length === 0 ? undefined : openReplicas({ primaryUrl, urls, poolMax, lagLimitMs, primary, log });
}

const RIGHT_FILE = 'Copy the key file of the hosts that run, or restore it from the backup.';

/** @throws when this host brings another key than the one by which persons were digested so far, or lacks one that data are sealed under. */
async function proveKeys(primary: Query, keys: Keys, keysFile: string, close: () => Promise<void>): Promise<void> {
  try {
    if (!(await isKeyOfDatabase(primary, 'PERSON_DIGESTS', digestKeyPrint(keys)))) {
      throw new Error(`${keysFile} holds another digest key than the one this database was begun with. ${RIGHT_FILE}`);
    }
    const lacking = await sealKeysLacking(primary, sealKeyPrints(keys));
    if (lacking.length > 0) {
      throw new Error(`${keysFile} lacks keys that data are sealed under: ${lacking.join(', ')}. ${RIGHT_FILE}`);
    }
  } catch (error) {
    await close();
    throw error;
  }
}

/** What needs nothing of the configuration. */
const SAME_FOR_ALL = {
  signatureOf,
  newId: () => uuidv7(),
  newSecret: newClientSecret,
  hashSecret: hashClientSecret,
  formats: uploadFormats,
  jitter: Math.random,
} satisfies Partial<Hub>;

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

/** What the chunks of a batch share is read and made ready once a process; they come one after the other. */
function batchesUnderCheck(): Pick<Hub, 'preparedCheck' | 'sealedBatch'> {
  const ready = new LRUCache<string, PreparedCheck>({ max: PREPARED_CHECKS_MAX });
  const sealed = new LRUCache<string, CheckedBatch>({ max: PREPARED_CHECKS_MAX });
  return {
    preparedCheck: async (batch, stores) => {
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
    },
    sealedBatch: async (batchId, stores) => {
      const kept = sealed.get(batchId);
      if (kept) return kept;
      const batch = await stores.batches.byId(batchId);
      if (batch) sealed.set(batchId, batch);
      return batch;
    },
  };
}
