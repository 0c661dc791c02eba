import { randomUUID, createHash } from 'node:crypto';
import { deliver } from '../../src/app/deliver';
import type { Hub } from '../../src/app/ports';
import { ensureExchangeSchema, postgresExchange } from '../../src/connectors/postgres-exchange';
import { copyFeedRows, makeFeedCopyTable } from '../../bench/forward-copy';
import { approveBatch, FEED, forwardingBench } from '../kit/approved-batch';
import { emptyDatabase, silentLog } from '../kit/database';
import { decisionHub } from '../kit/waiting-batch';
import { shownParcel } from '../../src/app/forwarding/shown-parcel';
jest.setTimeout(300_000);
test('perf', async () => {
  const bench = await forwardingBench();
  const db = await emptyDatabase();
  await ensureExchangeSchema(db.url);
  const client = await db.connect();
  await makeFeedCopyTable(client);
  const connector = postgresExchange({ feed: FEED, address: { connector: 'postgres', url: db.url }, log: silentLog });
  const { hub: played } = decisionHub(bench);
  const hub: Hub = { ...played, connectors: new Map([[FEED.name, connector]]) };
  const full = { name: '张三', idType: 'RESIDENT_ID', idNumber: '510100199001011234', education: 'BACHELOR', affiliation: 'OWN_STUDENT', basis: 'NATIONAL_STANDARD', source: 'EXAM', eligibilityCondition: '3.2', theoryScore: 85.5, skillScore: 90, overallGrade: 'PASS', institutionName: '样例评价机构', photoDigest: 'a'.repeat(64) };
  const out: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    const N = 20_000;
    const batchId = await approveBatch(bench, { records: N, firstSerial: 1 + round * N, record: () => full });
    for (;;) { const n = await bench.transaction(({ sealing }) => sealing.sealSome()); if (n === 0) break; }
    const ids = await bench.transaction(({ deliveries }) => deliveries.createForBatch(FEED, batchId, new Date(), randomUUID));
    await bench.source.query('CHECKPOINT'); await bench.source.query('ANALYZE');
    if (round === 2) {
      const t: Record<string, number> = {};
      const timed = async <T>(name: string, work: () => Promise<T> | T): Promise<T> => { const s = performance.now(); const r = await work(); t[name] = (t[name] ?? 0) + performance.now() - s; return r; };
      for (const id of ids) {
        const now = new Date(); const lease = new Date(now.getTime() + 120000);
        const [claim, certs] = await timed('prepare', () => bench.transaction(async ({ deliveries }) => {
          await timed('p.lock', () => deliveries.lockDue(id, now));
          const claim = await timed('p.claim', () => deliveries.claim(id, now, lease));
          const certs = await timed('p.parcel', () => deliveries.parcel(id));
          return [claim, certs] as const;
        }));
        if (!claim) throw new Error();
        const parcel = await timed('show', () => shownParcel(hub, claim, certs));
        const answer = await timed('send', () => connector.send(parcel, 60000));
        await timed('record', () => bench.transaction(async ({ deliveries, feedStates }) => {
          await timed('r.attempt', () => deliveries.recordAttempt(claim, { answer, next: { state: 'SENT', dueAt: now }, at: now, certificates: parcel.certificates }));
          await timed('r.note', () => feedStates.noteTaken(FEED.name, now));
        }));
      }
      out.push(JSON.stringify(Object.fromEntries(Object.entries(t).map(([k, v]) => [k, Math.round(v * 1000 / N * 10) / 10]))) + ' us/cert');
    } else {
      const s = performance.now();
      const todo = [...ids];
      const lane = async () => { for (let id = todo.shift(); id; id = todo.shift()) { const r = await deliver(hub, id); if (r.kind !== 'SENT') throw new Error(JSON.stringify(r)); } };
      await Promise.all([lane(), lane()]);
      const ms = performance.now() - s;
      out.push(`deliver 2 lanes: ${Math.round(N / ms * 1000)}/s`);
    }
    const hubc = { query: async (sql: string, v: unknown[]) => ({ rows: await bench.source.query(sql, v) }) };
    await bench.source.query('CHECKPOINT');
    const copyMs = await copyFeedRows(client, batchId, hubc as never);
    out.push(`COPY ${Math.round(N / copyMs * 1000)}/s`);
  }
  await connector.close(); await bench.close();
  process.stderr.write(out.join('\n') + '\n');
});
