/** A hub without queue and processes whose verbs take a batch of the sample province from the upload to its verdicts. */
import { createHash } from 'node:crypto';
import type { Caller } from '../../src/app/caller';
import { checkChunk } from '../../src/app/check-chunk';
import type { Hub } from '../../src/app/ports';
import { type GivenBatch, pushBatch } from '../../src/app/push-batch';
import { saveRegistry } from '../../src/app/save-registry';
import { settleBatch } from '../../src/app/settle-batch';
import { cstInstant } from '../../src/domain/calendar/cst';
import type { Pack } from '../../src/domain/packs/pack';
import { activeSet } from '../../src/domain/publishing/active-set';
import { prepareCheck } from '../../src/domain/rules/check-records';
import { uploadFormats } from '../../src/formats';
import { packBytes } from '../../src/platform/pack-bytes';
import { createDataSource } from '../../src/store/data-source';
import { transactionOf } from '../../src/store/transaction';
import { createViews } from '../../src/store/views';
import type { ForwardingBench } from './approved-batch';
import { freshDatabase } from './database';
import type { SampleDesk } from './sample-desk';
import { samplePacks } from './sample-record';
import { decisionHub, OPERATOR } from './waiting-batch';
import { testSealer } from './test-sealer';

export interface CheckingHub {
  readonly bench: ForwardingBench;
  readonly hub: Hub;
  /** Turns the clock. */
  setNow(now: Date): void;
  /** Packs that judge from now on. */
  setPacks(packs: readonly Pack[]): void;
  /** Seals, checks and settles; answers the id. */
  checked(given: GivenBatch): Promise<string>;
  /** Checks what was sealed and settles it. */
  finish(batchId: string): Promise<void>;
}

export const SAMPLE_INSTITUTION: Caller = {
  clientId: 'institution',
  role: 'INSTITUTION',
  institutionCode: '0001',
  regionCode: null,
};

export async function checkingHub(desk: SampleDesk, start: Date): Promise<CheckingHub> {
  const { url } = await freshDatabase();
  const source = await createDataSource({ url, poolMax: 6 }).initialize();
  const bench = { source, transaction: transactionOf(source, testSealer), close: () => source.destroy() };
  let now = start;
  let set = activeSet(samplePacks(), []);
  const hub: Hub = {
    ...decisionHub(bench, undefined, () => now).hub,
    views: createViews((sql, parameters = []) => source.query(sql, [...parameters]), testSealer),
    pack: packBytes,
    formats: uploadFormats,
    keyedDigest: (text) => createHash('sha256').update(`secret${text}`).digest().subarray(0, 16),
    activePacks: async (stores, at) => {
      if (!(await stores.packs.hasSet(set.digest))) await stores.packSets.save(set.digest, set.packs, at);
      return set;
    },
    preparedCheck: async (batch, stores) =>
      prepareCheck({
        snapshot: await stores.snapshots.load(batch.snapshotDigest),
        packs: await stores.packSets.load(batch.packSetDigest),
        header: batch.header,
        receivedAt: cstInstant(batch.sealedAt),
      }),
  };
  const saved = await saveRegistry(hub, OPERATOR, desk.registry);
  if (saved.kind === 'refused') throw new Error(JSON.stringify(saved));
  const finish = async (batchId: string): Promise<void> => {
    const chunks: readonly { chunkNo: number }[] = await source.query(
      `SELECT chunk_no AS "chunkNo" FROM chunk WHERE upload_id = $1 ORDER BY chunk_no`,
      [batchId],
    );
    for (const { chunkNo } of chunks) await checkChunk(hub, { batchId, chunkNo });
    expect(await settleBatch(hub, { batchId })).toEqual({ kind: 'settled' });
  };
  return {
    bench,
    hub,
    setNow: (moment) => void (now = moment),
    setPacks: (given) => void (set = activeSet(given, [])),
    finish,
    checked: async (given) => {
      const sealed = await pushBatch(hub, SAMPLE_INSTITUTION, given);
      if (sealed.kind === 'refused') throw new Error(JSON.stringify(sealed));
      await finish(sealed.batchId);
      return sealed.batchId;
    },
  };
}
