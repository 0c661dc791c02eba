/** A batch that mends another: what is judged again, what is not, and that it makes no difference to any verdict. */
import type { RawRecord } from '../../src/domain/certificate/record';
import type { BatchHeader } from '../../src/domain/intake/header';
import { packsWith } from '../../src/domain/sample/rule-case';
import { saveRegistry } from '../../src/app/save-registry';
import { pushBatch } from '../../src/app/push-batch';
import { replayBatch } from '../../src/app/replay-batch';
import { resubmitChanges, type ChangesResubmitted, type GivenChanges } from '../../src/app/review/resubmit-changes';
import { returnRecords } from '../../src/app/review/return-records';
import type { Refusal } from '../../src/app/refusal';
import { territoryOf } from '../../src/domain/tenancy/territory';
import { checkingHub, SAMPLE_INSTITUTION, type CheckingHub } from '../kit/checking-hub';
import { sampleDesk } from '../kit/sample-desk';
import { samplePacks } from '../kit/sample-record';
import { CITY, OPERATOR } from '../kit/waiting-batch';

const RECORDS = 300;
/** The sample's records are received on its own day; the resubmissions some days later. */
const FIRST = new Date('2026-06-30T01:00:00Z');
const LATER = new Date('2026-07-02T01:00:00Z');

describe('a resubmission', () => {
  let world: CheckingHub;
  let desk: ReturnType<typeof sampleDesk>;
  beforeEach(async () => {
    desk = sampleDesk();
    world = await checkingHub(desk, FIRST);
  }, 60_000);
  afterEach(() => world.bench.close());

  interface Sent {
    readonly id: string;
    readonly header: BatchHeader;
    readonly records: readonly RawRecord[];
    readonly faults: readonly { readonly line: number; readonly original: object }[];
  }
  const first = async (): Promise<Sent> => {
    const { header, records, faults } = desk.batch({ records: RECORDS, faultShare: 0.2 });
    const all = [...records];
    return { id: await world.checked({ header, records: all }), header, records: all, faults };
  };
  /** The planted faults mended, but for every third: those come back once more. */
  const mendedOf = ({ records, faults }: Sent): readonly RawRecord[] => {
    const mended = new Map(faults.filter((_, index) => index % 3 > 0).map(({ line, original }) => [line, original]));
    return records.map((record, index) => (mended.get(index + 1) ?? record) as RawRecord);
  };
  const again = ({ id, header }: Sent, change: Partial<BatchHeader> = {}): BatchHeader => ({
    ...header,
    clientBatchNo: `${header.clientBatchNo}-R`,
    resubmissionOf: id,
    ...change,
  });
  const batchOf = async (id: string) => {
    const batch = await world.hub.views.batch(territoryOf(OPERATOR), id);
    if (!batch) throw new Error('no batch');
    return batch;
  };
  const verdictsOf = (id: string): Promise<readonly object[]> =>
    world.bench.source.query(
      `SELECT record.line, verdict, coalesce(string_agg(code || ' ' || path || ' ' || source, ',' ORDER BY code, path, source), '') AS found
         FROM record LEFT JOIN finding ON finding.batch_id = record.batch_id AND finding.line = record.line
        WHERE record.batch_id = $1 GROUP BY record.line, verdict ORDER BY record.line`,
      [id],
    );

  test('judges again only what changed, and comes to the verdicts and the digest of a full check', async () => {
    const sent = await first();
    expect((await batchOf(sent.id)).recheck).toBeNull();
    world.setNow(LATER);
    const records = mendedOf(sent);
    const id = await world.checked({ header: again(sent), records });
    const { recheck, verdictDigest, packs } = await batchOf(id);
    expect(recheck).toMatchObject({ reason: null });
    const changed = records.filter((record, index) => JSON.stringify(record) !== JSON.stringify(sent.records[index]));
    expect(changed.length).toBeGreaterThan(20);
    expect((recheck?.reused ?? 0) + (recheck?.rechecked ?? 0)).toBe(RECORDS);
    expect(recheck?.reused).toBeGreaterThan(RECORDS / 2);
    expect(recheck?.rechecked).toBeGreaterThanOrEqual(changed.length);
    // The same content once more, with nothing to take over.
    const reused = await verdictsOf(id);
    await world.bench.source.query(`DELETE FROM finding WHERE batch_id = $1`, [id]);
    await world.bench.source.query(`DELETE FROM record WHERE batch_id = $1`, [id]);
    await world.bench.source.query(`UPDATE chunk SET checked_at = NULL, facts = NULL WHERE upload_id = $1`, [id]);
    await world.bench.source.query(`UPDATE batch SET state = 'CHECKING', verdict_digest = NULL WHERE id = $1`, [id]);
    await world.bench.source.query(`UPDATE batch SET engine_version = 'none' WHERE id = $1`, [sent.id]);
    await world.finish(id);
    const full = await batchOf(id);
    expect(full.recheck).toEqual({ rechecked: RECORDS, reused: 0, reason: 'ENGINE_CHANGED' });
    expect([full.verdictDigest, full.packs]).toEqual([verdictDigest, packs]);
    expect(await verdictsOf(id)).toEqual(reused);
  });

  test('replays to the verdicts that it took over', async () => {
    const sent = await first();
    world.setNow(LATER);
    const id = await world.checked({ header: again(sent), records: mendedOf(sent) });
    expect(await replayBatch(world.hub, OPERATOR, id)).toMatchObject({
      kind: 'replayed',
      same: true,
      differencesTotal: 0,
    });
  });

  test('records that a reviewer returned leave the digest of the verdicts and its replay as they were', async () => {
    const { id } = await first();
    const before = await batchOf(id);
    const passed: readonly { line: number }[] = await world.bench.source.query(
      `SELECT line FROM record WHERE batch_id = $1 AND verdict = 'PASSED' ORDER BY line LIMIT 2`,
      [id],
    );
    const records = passed.map(({ line }) => ({ line, reason: '照片与证件不符' }));
    expect(await returnRecords(world.hub, CITY, { batchId: id, records })).toMatchObject({ kind: 'returned' });
    const after = await batchOf(id);
    expect(after.verdictDigest).toBe(before.verdictDigest);
    expect(after.counts?.returned).toBe((before.counts?.returned ?? 0) + 2);
    expect(await replayBatch(world.hub, OPERATOR, id)).toMatchObject({ same: true, differencesTotal: 0 });
  });

  test('a chain of resubmissions goes on taking over', async () => {
    const sent = await first();
    world.setNow(LATER);
    const second = await world.checked({ header: again(sent), records: mendedOf(sent) });
    const faults = new Map(sent.faults.map(({ line, original }) => [line, original]));
    const clean = sent.records.map((record, index) => (faults.get(index + 1) ?? record) as RawRecord);
    const third = await world.checked({
      header: again(sent, { clientBatchNo: 'third', resubmissionOf: second }),
      records: clean,
    });
    const { recheck } = await batchOf(third);
    expect(recheck?.reused).toBeGreaterThan((await batchOf(second)).recheck?.reused ?? RECORDS);
    expect(await replayBatch(world.hub, OPERATOR, third)).toMatchObject({ same: true });
  });

  test.each<[string, (sent: Sent) => Promise<Partial<BatchHeader> | undefined>, string]>([
    [
      'the notice',
      async ({ header }) => ({ noticeFrom: header.noticeFrom, noticeTo: addDay(header.noticeTo) }),
      'NOTICE_CHANGED',
    ],
    ['the packs', async () => void world.setPacks(packsWith(samplePacks(), { passMark: 61 })), 'PACKS_CHANGED'],
    [
      'the registry',
      async () => {
        const sites = desk.registry.sites.filter(({ institutionCode }) => institutionCode === '0001').slice(0, 1);
        const earlier = sites.map((site) => ({ ...site, from: '2019-01-01' }));
        expect(await saveRegistry(world.hub, OPERATOR, { sites: earlier })).toMatchObject({ kind: 'saved' });
        return undefined;
      },
      'REGISTRY_CHANGED',
    ],
    [
      'the earlier batch, which is being checked again',
      async ({ id }) =>
        void (await world.bench.source.query(`UPDATE batch SET state = 'CHECKING' WHERE id = $1`, [id])),
      'EARLIER_UNCHECKED',
    ],
  ])('judges everything again where this changed: %s', async (_title, change, reason) => {
    const sent = await first();
    const header = again(sent, await change(sent));
    const id = await world.checked({ header, records: mendedOf(sent) });
    expect((await batchOf(id)).recheck).toEqual({ rechecked: RECORDS, reused: 0, reason });
  });

  describe('of which only the changes are said', () => {
    const resubmit = (
      given: Partial<GivenChanges> & { readonly batchId: string },
    ): Promise<ChangesResubmitted | Refusal> =>
      resubmitChanges(world.hub, SAMPLE_INSTITUTION, { clientBatchNo: 'R1', changes: [], ...given });

    test('the hub puts the content together; the institution gets its digest', async () => {
      const sent = await first();
      world.setNow(LATER);
      const [one, two] = sent.faults;
      if (one === undefined || two === undefined) throw new Error('no faults');
      const changes = [
        { line: one.line, record: one.original },
        { line: two.line, record: null },
      ];
      const answer = await resubmit({ batchId: sent.id, changes });
      expect(answer).toMatchObject({ kind: 'resubmitted', repeated: false, records: RECORDS - 1, chunks: 1 });
      expect(await resubmit({ batchId: sent.id, changes })).toEqual({ ...answer, repeated: true });
      const id = 'batchId' in answer ? answer.batchId : '';
      await world.finish(id);
      const batch = await batchOf(id);
      expect(batch).toMatchObject({ resubmissionOf: sent.id, clientBatchNo: 'R1', records: RECORDS - 1 });
      expect(batch.digest).toBe('digest' in answer ? answer.digest : '');
      expect(batch.recheck).toMatchObject({ reason: null });
      // The same content pushed whole has the same digest.
      const records = sent.records.flatMap((record, index) => {
        if (index + 1 === two.line) return [];
        return [(index + 1 === one.line ? one.original : record) as RawRecord];
      });
      const pushed = await pushBatch(world.hub, SAMPLE_INSTITUTION, {
        header: { ...sent.header, clientBatchNo: 'whole' },
        records,
      });
      expect((await batchOf('batchId' in pushed ? pushed.batchId : '')).digest).toBe(batch.digest);
    });

    test('other changes under a used number are refused with the batch that has it', async () => {
      const sent = await first();
      const [one] = sent.faults;
      const answer = await resubmit({ batchId: sent.id, changes: [{ line: one?.line ?? 1, record: null }] });
      expect(await resubmit({ batchId: sent.id, changes: [] })).toMatchObject({
        code: 'CLIENT_BATCH_NO_USED',
        existingId: 'batchId' in answer ? answer.batchId : '',
      });
    });

    test('only what did not pass goes along where that is asked', async () => {
      const sent = await first();
      const { counts } = await batchOf(sent.id);
      const answer = await resubmit({ batchId: sent.id, lines: 'NOT_PASSED' });
      expect(answer).toMatchObject({ records: (counts?.held ?? 0) + (counts?.returned ?? 0) });
    });

    test('what of the header changed is said; a declaration by line is of the new content', async () => {
      const sent = await first();
      const answer = await resubmit({
        batchId: sent.id,
        header: { resultsApprovedOn: sent.header.noticeTo, acceptance: 'ALL_OR_NOTHING' },
      });
      const [row] = await world.bench.source.query(`SELECT header FROM upload WHERE id = $1`, [
        'batchId' in answer ? answer.batchId : '',
      ]);
      expect(row.header).toMatchObject({
        noticeFrom: sent.header.noticeFrom,
        resultsApprovedOn: sent.header.noticeTo,
        acceptance: 'ALL_OR_NOTHING',
        declarations: [],
        resubmissionOf: sent.id,
      });
    });

    test('places at fault are named, whose batch it is, and when it cannot be', async () => {
      const sent = await first();
      const { id: batchId } = sent;
      expect(
        await resubmit({ batchId, changes: [{ line: 0 }, { line: RECORDS + 1 }, { line: 5 }, { line: 5 }] }),
      ).toMatchObject({
        code: 'CHANGES_INVALID',
        places: [{ record: 0 }, { record: RECORDS + 1 }, { record: 5 }],
      });
      const misshapen = await resubmit({ batchId, changes: [{ line: 7, record: { name: ['张三'] } }] });
      expect(misshapen).toMatchObject({ code: 'CHUNK_MALFORMED', places: [{ record: 7, field: 'name' }] });
      expect(JSON.stringify(misshapen)).not.toContain('张三');
      const none = sent.records.map((_, index) => ({ line: index + 1, record: null }));
      expect(await resubmit({ batchId, changes: none })).toMatchObject({ code: 'CHUNK_EMPTY' });
      const stranger = { ...SAMPLE_INSTITUTION, institutionCode: '0002' };
      const given = { batchId, clientBatchNo: 'R', changes: [] };
      expect(await resubmitChanges(world.hub, stranger, given)).toMatchObject({ code: 'BATCH_NOT_FOUND' });
      expect(await resubmitChanges(world.hub, OPERATOR, given)).toMatchObject({ code: 'FORBIDDEN' });
      expect(await resubmit({ batchId: 'no-id' })).toMatchObject({ code: 'BATCH_NOT_FOUND' });
      await world.bench.source.query(`UPDATE batch SET records = 100001 WHERE id = $1`, [batchId]);
      expect(await resubmit({ batchId })).toMatchObject({ code: 'RESUBMISSION_TOO_LARGE' });
      await world.bench.source.query(`UPDATE batch SET state = 'CHECKING' WHERE id = $1`, [batchId]);
      expect(await resubmit({ batchId })).toMatchObject({ code: 'STATE_CONFLICT' });
    });
  });
});

const addDay = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
