/** Empties the queue under a running hub, as a lost Redis or a careless hand would. */
import { Redis } from 'ioredis';
import type { TestHub } from './hub';

const TRIES = 10;

export async function wipeQueue(hub: TestHub): Promise<void> {
  if (hub.topology !== null) return hub.topology.redis.flush();
  if (hub.redisUrl !== null) {
    const redis = new Redis(hub.redisUrl);
    await redis.flushall();
    redis.disconnect();
    return;
  }
  const tables = await hub.query<{ name: string }>(
    `SELECT format('bullmq.%I', tablename) AS name FROM pg_tables
      WHERE schemaname = 'bullmq' AND tablename NOT LIKE '%migration%' ORDER BY tablename`,
  );
  if (tables.length === 0) throw new Error('The queue has no tables.');
  // Workers hold row locks all the time, and TRUNCATE can lose a deadlock against them.
  for (let tried = 1; ; tried += 1) {
    try {
      await hub.query(`TRUNCATE ${tables.map(({ name }) => name).join(', ')} CASCADE`);
      return;
    } catch (error) {
      if (tried === TRIES) throw error;
    }
  }
}
