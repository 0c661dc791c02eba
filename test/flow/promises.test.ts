/** The promises of docs/decisions.md about content and work: each test fails when its promise is broken. */
import { createHash } from 'node:crypto';
import { brotliDecompressSync } from 'node:zlib';
import { canonicalLines } from '../../src/app/append-records';
import { PAGE_ROWS_MAX } from '../../src/app/limits';
import { cstInstant } from '../../src/domain/calendar/cst';
import type { BatchHeader } from '../../src/domain/intake/header';
import type { Snapshot } from '../../src/domain/reference/snapshot';
import { snapshotDigest } from '../../src/domain/reference/snapshot-digest';
import { checkBatch } from '../../src/domain/rules/check-batch';
import { prepareCheck } from '../../src/domain/rules/check-records';
import { findingsExpected } from '../../src/domain/sample/sample-batch';
import { loadPacks } from '../../src/platform/pack-files';
import { onEveryGround } from '../kit/each-backend';
import { put } from '../kit/graphql-client';
import type { TestHub } from '../kit/hub';
import {
  allFindings,
  appendRecords,
  batchStatus,
  findingPage,
  idOf,
  openUpload,
  pushBatch,
  sealUpload,
  sha256,
  storedBodies,
  streamBatch,
  until,
  untilChecked,
} from '../kit/operations';
import { wipeQueue } from '../kit/wipe-queue';
import { sampleDesk } from '../kit/sample-desk';
import { keptRecord } from '../kit/opened';

jest.setTimeout(240_000);

const LOAD_RECORDS = 50_000;
const LOAD_LIMIT_MS = 150_000;
/** Faults that one batch shows by itself. */
const OWN_FAULTS = ['CMP-023', 'CPL-001', 'AUT-002', 'CMP-001'];

onEveryGround('promises', (hub) => {
  const desk = sampleDesk();

  describe('1. PostgreSQL is the truth, the queue only reminds', () => {
    test('the queue is emptied in the middle of 50,000 records: every record gets one verdict, none twice', async () => {
      const load = await sendLoad(hub());
      const { batchId } = load;
      await untilInTheMiddle(hub(), batchId);
      await wipeQueue(hub());
      await untilChecked(hub(), batchId, LOAD_LIMIT_MS);
      await expectEachOnce(hub(), load);
    });

    test('every worker is killed by -9 in the middle of 50,000 records: after a restart every record has one verdict', async () => {
      const load = await sendLoad(hub());
      const { batchId } = load;
      await untilInTheMiddle(hub(), batchId);
      await hub().killWorkers();
      expect(await batchStatus(hub(), batchId)).toMatchObject({ state: 'CHECKING' });
      await hub().startWorker();
      await hub().startWorker();
      await untilChecked(hub(), batchId, LOAD_LIMIT_MS);
      await expectEachOnce(hub(), load);
    });

    async function sendLoad(on: TestHub): Promise<ExpectedLoad> {
      const { header, records, faults } = desk.batch({ records: LOAD_RECORDS, faultShare: 0.02, faults: OWN_FAULTS });
      const batchId = await streamBatch(on, header, records);
      const planted = findingsExpected(faults).map(({ line, code }) => `${line} ${code}`);
      // A number that is spoilt leaves a gap in the serials: a signal about the whole batch.
      return { batchId, findings: ['0 AUT-017', ...planted], returned: faults.length };
    }
  });

  describe('2. what was received is kept as received', () => {
    test('the stored bytes are the bytes sent, odd spacing and byte order mark included', async () => {
      const { header, records } = desk.batch({ records: 3 });
      const lines = records.map((record, index) =>
        index === 1 ? JSON.stringify(record).replace('{', '{  ') : JSON.stringify(record),
      );
      const sent = Buffer.from(`\ufeff${lines.join('\r\n')}`);
      const { uploadId = '', path = '' } = await openUpload(hub(), header);
      const answer = await put(`${hub().url}${path}`, await hub().bearer('institution'), sent);
      expect(answer).toMatchObject({
        status: 201,
        body: { receipts: [{ records: 3, digest: sha256(sent), bytes: sent.length }] },
      });
      expect(Buffer.concat(await storedBodies(hub(), uploadId))).toEqual(sent);
      const batchId = idOf(await sealUpload(hub(), uploadId, { chunks: 1, records: 3, digest: sha256(sent) }));
      expect(await untilChecked(hub(), batchId)).toMatchObject({ counts: { passed: 3, held: 0, returned: 0 } });
    });

    test('a digest by SM3 is taken too', async () => {
      const { header, records } = desk.batch({ records: 3 });
      const { uploadId = '' } = await openUpload(hub(), header);
      await appendRecords(hub(), uploadId, 1, records);
      const digest = createHash('sm3').update(canonicalLines(records)).digest('hex');
      const sealed = await sealUpload(hub(), uploadId, { chunks: 1, records: 3, digest, algorithm: 'SM3' });
      expect(sealed.batchId).toBe(uploadId);
    });

    test('the verdicts can be computed again from chunks, snapshot and packs, to the same digest', async () => {
      const { header, records } = desk.batch({ records: 4_100, faultShare: 0.1 });
      const batchId = await streamBatch(hub(), header, records);
      const status = await untilChecked(hub(), batchId);
      const [stored] = await hub().query<{ body: Buffer; sealedAt: Date; header: BatchHeader }>(
        `SELECT snapshot.body, batch.sealed_at AS "sealedAt", upload.header FROM batch
           JOIN snapshot ON snapshot.digest = batch.snapshot_digest JOIN upload ON upload.id = batch.id WHERE batch.id = $1`,
        [batchId],
      );
      if (!stored) throw new Error('The batch is gone.');
      const snapshot: Snapshot = JSON.parse(brotliDecompressSync(stored.body).toString('utf8'));
      expect(snapshotDigest(snapshot)).toBe(status.snapshotDigest);
      const check = prepareCheck({
        snapshot,
        packs: loadPacks(),
        header: stored.header,
        receivedAt: cstInstant(stored.sealedAt),
      });
      const again = checkBatch({ check, header: stored.header, snapshotDigest: status.snapshotDigest });
      for (const body of await storedBodies(hub(), batchId)) {
        for (const line of body.toString('utf8').trimEnd().split('\n')) again.add(JSON.parse(line));
      }
      const { verdictDigest, packDigest } = again.finish().summary;
      expect({ verdictDigest, packDigest }).toEqual({
        verdictDigest: status.verdictDigest,
        packDigest: status.packDigest,
      });
    });
  });

  describe('4. nothing is capped, cut, joined or dropped in silence', () => {
    test('an unknown field is a finding at its place', async () => {
      const { header, records } = desk.batch({ records: 3 });
      const odd = records.map((record, index) => (index === 1 ? { ...record, nickname: 'x' } : record));
      const batchId = idOf(await pushBatch(hub(), header, odd));
      await untilChecked(hub(), batchId);
      const found = await allFindings(hub(), batchId);
      expect(found.map(({ line, code, path }) => ({ line, code, path }))).toEqual([
        { line: 2, code: 'CPL-004', path: '/nickname' },
      ]);
      expect(await keptRecord(hub(), batchId, 2)).toEqual(odd[1]);
    });

    test('a page over the limit is refused, not cut; so are no rows and a foreign cursor', async () => {
      const query = (first: number, after: string | null = null) =>
        hub().ask(
          'institution',
          `query ($first: Int!, $after: String) { batches(first: $first, after: $after) { total } }`,
          { first, after },
        );
      for (const first of [0, -1, PAGE_ROWS_MAX + 1]) {
        const { errors } = await query(first);
        expect(errors[0]?.extensions).toMatchObject({
          code: 'PAGE_INVALID',
          remedy: { zh: expect.any(String), en: expect.any(String) },
        });
      }
      for (const after of ['x', 'W10', Buffer.from('["a","b","c","d"]').toString('base64url')]) {
        const { errors } = await query(10, after);
        expect(errors[0]?.extensions?.code).toBe('CURSOR_INVALID');
      }
      expect((await query(PAGE_ROWS_MAX)).errors).toEqual([]);
    });

    test('total and hasNext hold on every page, and the pages together are the list', async () => {
      const { header, records } = desk.batch({ records: 23, faultShare: 1, faults: ['CMP-023'] });
      const batchId = idOf(await pushBatch(hub(), header, records));
      await untilChecked(hub(), batchId);
      const lines: (number | null)[] = [];
      for (let after: string | null = null, pageNo = 1; pageNo <= 3; pageNo += 1) {
        const page: Awaited<ReturnType<typeof findingPage>> = await findingPage(hub(), batchId, { first: 10, after });
        expect(page).toMatchObject({ total: 23, hasNext: pageNo < 3 });
        lines.push(...page.items.map(({ line }) => line));
        after = page.endCursor;
      }
      expect(lines).toEqual(Array.from({ length: 23 }, (_, index) => index + 1));
    });
  });
});

async function untilInTheMiddle(hub: TestHub, batchId: string): Promise<void> {
  const chunks = await until(
    async () => {
      const [row] = await hub.query<{ open: number; done: number }>(
        `SELECT count(*) FILTER (WHERE checked_at IS NULL)::int AS open, count(checked_at)::int AS done FROM chunk WHERE upload_id = $1`,
        [batchId],
      );
      return row ?? { open: 0, done: 0 };
    },
    ({ done }) => done >= 2,
  );
  expect(chunks.open).toBeGreaterThan(0);
}

interface ExpectedLoad {
  readonly batchId: string;
  /** `line code`, in that order; line 0 is the batch. */
  readonly findings: readonly string[];
  /** Lines with an error. */
  readonly returned: number;
}

async function expectEachOnce(hub: TestHub, { batchId, findings, returned }: ExpectedLoad): Promise<void> {
  const [counted] = await hub.query(
    `SELECT count(*)::int AS records, count(DISTINCT line)::int AS lines, min(line) AS first, max(line) AS last,
            count(*) FILTER (WHERE verdict IN ('PASSED', 'HELD', 'RETURNED'))::int AS verdicts
       FROM record WHERE batch_id = $1`,
    [batchId],
  );
  const all = LOAD_RECORDS;
  expect(counted).toEqual({ records: all, lines: all, first: 1, last: all, verdicts: all });
  const found = await hub.query<{ finding: string }>(
    `SELECT line || ' ' || code AS finding FROM finding WHERE batch_id = $1 ORDER BY line, code`,
    [batchId],
  );
  expect(found.map(({ finding }) => finding)).toEqual(findings);
  const { counts } = await batchStatus(hub, batchId);
  expect(counts).toEqual({ passed: all - returned, held: 0, returned });
}
