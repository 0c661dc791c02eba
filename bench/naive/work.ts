/**
 * A worker of the stack as tutorials build it: a job is one record, validated as what comes from a queue is, looked up where
 * rules ask for what the hub knows (its plan, its number, its person), and saved by its repository.
 */
import 'reflect-metadata';
import { validate } from 'class-validator';
import { processConfig } from '../../bin/process-config';
import { databaseUrlOf } from '../../bin/stack/database-url';
import { tellReady } from '../../bin/stack/child';
import { naiveWorker } from './queue';
import { NaivePlan, NaiveRecord, naiveSource } from './record';
import { RecordInput } from './record-input';

/** As many as TypeORM's pool has connections by default; more made it no faster. */
const CONCURRENCY = 10;

async function main(): Promise<void> {
  const config = processConfig();
  const databaseUrl = databaseUrlOf(config);
  const source = await naiveSource(databaseUrl).initialize();
  const [records, plans] = [source.getRepository(NaiveRecord), source.getRepository(NaivePlan)];
  const verdictOf = async (planNo: string, record: RecordInput): Promise<string> => {
    const { certificateNo, idNumber, occupationCode, workType, level, siteCode } = record;
    if ((await validate(record)).length > 0) return 'RETURNED';
    const plan = await plans.findOneBy({ planNo, occupationCode, level, siteCode });
    const taken = await records.findOneBy({ certificateNo });
    const held = await records.findOneBy({ idNumber, occupationCode, workType, level });
    return plan !== null && taken === null && held === null ? 'PASSED' : 'RETURNED';
  };
  const worker = naiveWorker(
    { databaseUrl, redisUrl: config.redisUrl },
    async ({ data: { batchId, planNo, record } }) => {
      const given = Object.assign(new RecordInput(), record);
      await records.save(records.create({ ...given, batchId, verdict: await verdictOf(planNo, given) }));
    },
    CONCURRENCY,
  );
  await worker.waitUntilReady();
  tellReady(null);
  process.once('SIGTERM', () => process.exit(0));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'failed'}\n`);
  process.exit(1);
});
