/** What ends a check: rules across records, declarations, verdicts. */
import type { Hub } from '../../src/app/ports';
import { settleBatch } from '../../src/app/settle-batch';
import { LINES_PER_SLICE } from '../../src/app/note-findings';
import { approveBatch as decideBatch } from '../../src/app/review-batch';
import type { HubFacts } from '../../src/domain/rules/batch-context';
import { recordDigest } from '../../src/domain/rules/declarations';
import { certificateNoOf, forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import { verdictDigest } from '../../src/domain/rules/verdict-digest';
import { packsWith } from '../../src/domain/sample/rule-case';
import { addHubFinding } from '../kit/held-batch';
import { sampleCheck, samplePacks } from '../kit/sample-record';
import { lateHub, settlingDesk } from '../kit/settling-desk';
import { decisionHub, PROVINCE, waitingBatch } from '../kit/waiting-batch';

/** Where the planner is misled the same work takes minutes. */
const PLAN_LIMIT_MS = 30_000;

describe('settling', () => {
  let bench: ForwardingBench;
  beforeEach(async () => {
    bench = await forwardingBench();
  });
  afterEach(() => bench.close());

  const { checked, settle, settled, findings } = settlingDesk(() => bench);
  /** Lines 2, 4, 6 … repeat the holding of the line before. */
  const repeatHoldings = (batchId: string): Promise<unknown> =>
    bench.source.query(
      `UPDATE record SET holding_key = decode(md5('pair' || (line - 1) / 2), 'hex') WHERE batch_id = $1`,
      [batchId],
    );

  test('somebody who is at it already is not waited for', async () => {
    const id = await checked({ records: 1, firstSerial: 1 });
    await bench.transaction(async ({ batches }) => {
      await batches.lockIn(id, 'CHECKING');
      expect(await settle(id)).toEqual({ kind: 'nothing-to-do' });
    });
    expect(await settled(id)).toEqual({ state: 'CITY_REVIEW', passed: 1, held: 0, returned: 0 });
    expect(await settle(id)).toEqual({ kind: 'nothing-to-do' });
  });

  test('every line of a group that is longer than a slice is told of the first line', async () => {
    const records = LINES_PER_SLICE + 7;
    const id = await checked({ records, firstSerial: 1 });
    await bench.source.query(
      `UPDATE record SET certificate_no = $2, holding_key = NULL WHERE batch_id = $1 AND line > 3`,
      [id, certificateNoOf(999_999)],
    );
    expect(await settled(id)).toMatchObject({ passed: 4, returned: records - 4 });
    const found = await findings(id);
    expect(found.map(({ line }) => line)).toEqual(Array.from({ length: records - 4 }, (_, index) => index + 5));
    expect(new Set(found.map(({ code, source }) => `${String(code)} ${String(source)}`))).toEqual(
      new Set(['AUT-010 HUB']),
    );
    expect(new Set(found.map(({ message }) => message))).toEqual(
      new Set(['The certificate number repeats that of line 4.']),
    );
  });

  test('a line whose number is taken and repeated has one finding', async () => {
    const issued = await waitingBatch(bench, { records: 2, firstSerial: 1 });
    await decideBatch(decisionHub(bench).hub, PROVINCE, { batchId: issued });
    const id = await checked({ records: 3, firstSerial: 2, firstHolding: 100 });
    await bench.source.query(`UPDATE record SET certificate_no = $2 WHERE batch_id = $1`, [id, certificateNoOf(2)]);
    await settled(id);
    expect((await findings(id)).map(({ line, code }) => `${String(line)} ${String(code)}`)).toEqual([
      '1 AUT-010',
      '2 AUT-010',
      '3 AUT-010',
    ]);
  });

  test('a holding is declared by its line or by the digest of its record; other rules and lines stay open', async () => {
    const issued = await waitingBatch(bench, { records: 4, firstSerial: 1 });
    await decideBatch(decisionHub(bench).hub, PROVINCE, { batchId: issued });
    const [{ data }] = await bench.source.query(`SELECT data FROM record LIMIT 1`);
    const changed = { ...JSON.parse(data), remark: '甲' };
    const id = await checked({
      records: 4,
      firstSerial: 101,
      firstHolding: 1,
      declarations: [
        { line: 1, rule: 'AUT-009', reason: '遗失补证' },
        { line: 1, rule: 'AUT-009', reason: '后说的不算' },
        { recordDigest: recordDigest(changed), rule: 'AUT-009', reason: '更换证书' },
        { line: 3, rule: 'AUT-007', reason: '另一条规则' },
        { line: 4, rule: 'AUT-009', reason: '  ' },
      ],
    });
    // Declarations are kept by content, and no two records of a real batch have the same.
    await bench.source.query(
      `UPDATE record SET data = data::jsonb || jsonb_build_object('remark', 'line ' || line) WHERE batch_id = $1`,
      [id],
    );
    await bench.source.query(`UPDATE record SET data = $2 WHERE batch_id = $1 AND line = 2`, [
      id,
      JSON.stringify(changed),
    ]);
    expect(await settled(id)).toEqual({ state: 'CITY_REVIEW', passed: 2, held: 2, returned: 0 });
    expect((await findings(id)).map(({ reason }) => reason)).toEqual(['遗失补证', '更换证书', null, null]);
  });

  describe('the batch as a whole', () => {
    const REASON = '系统升级';
    const signed = (verifies: boolean): Partial<Hub> => {
      const signature: HubFacts['signature'] = {
        verifies,
        key: { from: '2026-01-01', to: null, revokedOn: null },
        signedOn: '2026-06-30',
      };
      return lateHub({ signatureOf: async () => signature });
    };

    test('a late batch is held whole, and comes back', async () => {
      const id = await checked({ records: 3, firstSerial: 1 });
      await addHubFinding(bench, id, { line: 3, code: 'AUT-012', severity: 'error' });
      await bench.source.query(`UPDATE record SET verdict = 'RETURNED' WHERE batch_id = $1 AND line = 3`, [id]);
      expect(await settled(id, lateHub())).toEqual({ state: 'RETURNED', passed: 0, held: 2, returned: 1 });
      expect(await findings(id)).toMatchObject([
        { line: 0, code: 'TIM-003', source: 'CHECK', reason: null },
        { line: 3, code: 'AUT-012' },
      ]);
    });

    test('declared with neither line nor digest it holds nothing up, and other rules hold as before', async () => {
      const issued = await waitingBatch(bench, { records: 1, firstSerial: 1 });
      await decideBatch(decisionHub(bench).hub, PROVINCE, { batchId: issued });
      const id = await checked({
        records: 3,
        firstSerial: 101,
        firstHolding: 1,
        declarations: [{ rule: 'TIM-003', reason: REASON }],
      });
      expect(await settled(id, lateHub())).toEqual({ state: 'CITY_REVIEW', passed: 2, held: 1, returned: 0 });
      expect(await findings(id)).toMatchObject([
        { line: 0, code: 'TIM-003', reason: REASON },
        { line: 1, code: 'AUT-009', reason: null },
      ]);
    });

    test('a declaration of the same rule about a line says nothing about the batch', async () => {
      const declarations = [{ line: 1, rule: 'TIM-003', reason: REASON }];
      const id = await checked({ records: 2, firstSerial: 1, declarations });
      expect(await settled(id, lateHub())).toEqual({ state: 'RETURNED', passed: 0, held: 2, returned: 0 });
    });

    test('a signature that does not verify returns every record, by what the hub alone knows', async () => {
      const declarations = [{ rule: 'TIM-003', reason: REASON }];
      const good = await checked({ records: 2, firstSerial: 1, declarations });
      expect(await settled(good, signed(true))).toMatchObject({ passed: 2 });
      const forged = await checked({ records: 2, firstSerial: 11, declarations });
      expect(await settled(forged, signed(false))).toEqual({ state: 'RETURNED', passed: 0, held: 0, returned: 2 });
      expect((await findings(forged)).map(({ code, source }) => [code, source])).toEqual([
        ['AUT-001', 'HUB'],
        ['TIM-003', 'CHECK'],
      ]);
      const digests = await bench.source.query(`SELECT verdict_digest FROM batch WHERE id = ANY($1)`, [[good, forged]]);
      const whole = { line: null, code: 'TIM-003', severity: 'confirm', path: '' } as const;
      const [{ verdict_digest: digest }, { verdict_digest: other }] = digests;
      const check = sampleCheck({
        packs: packsWith(samplePacks(), { resultsWorkingDays: 5, resubmitWorkingDays: 5, planLeadWorkingDays: null }),
      });
      const judged = { records: 2, packDigest: check.packDigest(), snapshotDigest: '00' };
      expect(digest).toBe(verdictDigest({ ...judged, findings: [whole] }));
      expect(other).toBe(digest);
    });

    test('a resubmission is late by the day of the return', async () => {
      const first = await checked({ records: 1, firstSerial: 1 });
      await bench.source.query(
        `UPDATE batch SET state = 'RETURNED', sealed_at = '2026-06-08T01:00:00Z', checked_at = '2026-06-10T01:00:00Z',
                decided_at = '2026-06-22T01:00:00Z' WHERE id = $1`,
        [first],
      );
      const id = await checked({ records: 1, firstSerial: 1 });
      await bench.source.query(`UPDATE batch SET resubmission_of = $2 WHERE id = $1`, [id, first]);
      expect(await settled(id, lateHub())).toMatchObject({ held: 1 });
      expect(await findings(id)).toMatchObject([{ line: 0, code: 'TIM-005', source: 'HUB' }]);
      await bench.source.query(`UPDATE batch SET state = 'CHECKING' WHERE id = $1`, [id]);
      await bench.source.query(`DELETE FROM finding WHERE batch_id = $1`, [id]);
      await bench.source.query(`UPDATE batch SET decided_at = '2026-06-23T01:00:00Z' WHERE id = $1`, [first]);
      await settled(id, lateHub());
      expect(await findings(id)).toEqual([]);
    });

    test('chunks that a worker of an earlier release checked are checked again, by all rules of this one', async () => {
      const id = await checked({ records: 3, firstSerial: 1 });
      await bench.source.query(`UPDATE chunk SET facts = NULL WHERE upload_id = $1`, [id]);
      await addHubFinding(bench, id, { line: 2, code: 'AUT-012', severity: 'error' });
      const { hub, reminded } = decisionHub(bench);
      expect(await settleBatch(hub, { batchId: id })).toEqual({ kind: 'reopened', chunkNos: [1] });
      expect(reminded).toEqual(['check-chunk 1']);
      const [left] = await bench.source.query(
        `SELECT (SELECT count(*)::int FROM record WHERE batch_id = $1) AS records,
                (SELECT count(*)::int FROM finding WHERE batch_id = $1) AS findings,
                (SELECT count(*)::int FROM chunk WHERE upload_id = $1 AND checked_at IS NULL) AS chunks`,
        [id],
      );
      expect(left).toEqual({ records: 0, findings: 0, chunks: 1 });
      expect(await settle(id)).toEqual({ kind: 'nothing-to-do' });
    });
  });

  describe('of a batch that the statistics do not know', () => {
    const RECORDS = 20_000;

    /** The planner then promises one row of every later batch. */
    const misleadPlanner = async (): Promise<void> => {
      for (const table of ['record', 'finding', 'certificate', 'certificate_version', 'delivery_item'])
        await bench.source.query(`ALTER TABLE ${table} SET (autovacuum_enabled = false)`);
      for (const records of [200, 2_000]) {
        const firstSerial = records * 10;
        const settledBefore = await checked({ records, firstSerial, firstHolding: firstSerial });
        await repeatHoldings(settledBefore);
        await settled(settledBefore);
        const approvedBefore = await waitingBatch(bench, { records, firstSerial: firstSerial + records });
        await decideBatch(decisionHub(bench).hub, PROVINCE, { batchId: approvedBefore });
      }
      await bench.source.query('ANALYZE');
    };

    test(
      'verdicts are decided in the time that the records need',
      async () => {
        await misleadPlanner();
        const id = await checked({ records: RECORDS, firstSerial: 100_000 });
        await repeatHoldings(id);
        expect(await settled(id)).toMatchObject({ passed: RECORDS / 2 });
        expect(await findings(id)).toHaveLength(RECORDS / 2);
      },
      PLAN_LIMIT_MS,
    );

    test(
      'certificates, versions and deliveries are made in the time that the records need',
      async () => {
        await misleadPlanner();
        const batchId = await waitingBatch(bench, { records: RECORDS, firstSerial: 100_000 });
        expect(await decideBatch(decisionHub(bench).hub, PROVINCE, { batchId })).toMatchObject({ state: 'APPROVED' });
        const [made] = await bench.source.query(
          `SELECT (SELECT count(*)::int FROM certificate WHERE batch_id = $1) AS certificates,
                  (SELECT count(*)::int FROM certificate_version WHERE batch_id = $1) AS versions,
                  (SELECT count(*)::int FROM delivery WHERE batch_id = $1) AS parcels,
                  (SELECT count(*)::int FROM delivery_item) AS items`,
          [batchId],
        );
        expect(made).toEqual({
          certificates: RECORDS,
          versions: RECORDS,
          parcels: RECORDS / 2_000,
          items: RECORDS + 2_200,
        });
      },
      PLAN_LIMIT_MS,
    );
  });
});
