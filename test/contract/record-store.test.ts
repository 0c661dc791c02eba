/** Records and their verdicts on real tables. */
import fc from 'fast-check';
import type { VerdictCounts } from '../../src/app/batch-ports';
import type { StoredFinding } from '../../src/app/ports';
import { forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import { waitingBatch } from '../kit/waiting-batch';
import { copyRecords, UNREAD } from '../kit/copy-records';

describe('records and their verdicts', () => {
  let bench: ForwardingBench;
  beforeEach(async () => {
    bench = await forwardingBench();
  });
  afterEach(() => bench.close());

  const emptyBatch = (): Promise<string> => waitingBatch(bench, { records: 0, firstSerial: 1, state: 'CHECKING' });
  const finding = (line: number | null, rest: Partial<StoredFinding> = {}): StoredFinding => ({
    line,
    code: 'CMP-023',
    severity: 'error',
    dimension: 'compliance',
    path: '/skillScore',
    message: { zh: '低于合格线', en: 'Below the pass mark' },
    expected: null,
    basis: ['样例〔2026〕1号'],
    fix: null,
    source: 'CHECK',
    declaredReason: null,
    ...rest,
  });

  /** By the records, and by their findings, which say the same. */
  const counts = (id: string, lines: number): Promise<VerdictCounts> =>
    bench.transaction(async ({ records }) => {
      const counted = await records.counts(id);
      expect(await records.countsOfFindings(id, lines)).toEqual(counted);
      return counted;
    });

  test('verdicts follow findings: an error returns, an open confirm holds, a declared one passes', async () => {
    const id = await emptyBatch();
    await bench.transaction(async ({ records, findings }) => {
      await copyRecords(
        records,
        id,
        [1, 2, 3, 4].map((line) => ({ ...UNREAD, line, verdict: 'PASSED' })),
      );
      await findings.copyIn(id, [
        finding(1),
        finding(2, { severity: 'confirm', code: 'AUT-009' }),
        finding(3, { severity: 'confirm', code: 'AUT-009' }),
        finding(4, { severity: 'signal', code: 'AUT-015' }),
      ]);
      await records.redecide(id, [1, 2, 3, 4]);
    });
    expect(await counts(id, 4)).toEqual({ passed: 1, held: 2, returned: 1 });
    const openConfirms = (codes: readonly string[]): Promise<unknown[]> =>
      bench.transaction(async ({ findings }) => {
        const open: unknown[] = [];
        for await (const some of findings.openConfirms(id, codes)) open.push(...some);
        return open;
      });
    expect(await openConfirms(['AUT-009', 'AUT-008'])).toEqual([
      { line: 2, code: 'AUT-009' },
      { line: 3, code: 'AUT-009' },
    ]);
    expect(await openConfirms(['AUT-008'])).toEqual([]);
    await bench.transaction(async ({ records, findings }) => {
      await findings.declare(id, 2, 'AUT-009', '换证');
      await records.redecide(id, [2]);
    });
    expect(await counts(id, 4)).toEqual({ passed: 2, held: 1, returned: 1 });
  });

  test('a finding about the batch weighs on every record, and its declaration frees those that nothing else holds', async () => {
    const id = await emptyBatch();
    const verdicts = async (): Promise<string[]> =>
      (await bench.source.query(`SELECT verdict FROM record WHERE batch_id = $1 ORDER BY line`, [id])).map(
        ({ verdict }: { verdict: string }) => verdict,
      );
    await bench.transaction(async ({ records, findings }) => {
      await copyRecords(
        records,
        id,
        ([1, 2, 3, 4] as const).map((line) => ({ ...UNREAD, line, verdict: line === 4 ? 'RETURNED' : 'PASSED' })),
      );
      await findings.copyIn(id, [
        finding(4),
        finding(3, { severity: 'confirm', code: 'AUT-014' }),
        finding(null, { severity: 'confirm', code: 'TIM-003', path: '' }),
        finding(null, { severity: 'signal', code: 'AUT-016', path: '' }),
      ]);
      await records.redecide(id, [0]);
    });
    expect(await verdicts()).toEqual(['HELD', 'HELD', 'HELD', 'RETURNED']);
    expect(await counts(id, 4)).toEqual({ passed: 0, held: 3, returned: 1 });
    const open = await bench.transaction(async ({ findings }) => {
      const found: unknown[] = [];
      for await (const some of findings.openConfirms(id, ['TIM-003', 'AUT-014'])) found.push(...some);
      return found;
    });
    expect(open).toEqual([
      { line: 0, code: 'TIM-003' },
      { line: 3, code: 'AUT-014' },
    ]);
    await bench.transaction(async ({ records, findings }) => {
      await findings.declare(id, 3, 'AUT-014', '更名');
      await records.redecide(id, [3]);
    });
    expect(await verdicts()).toEqual(['HELD', 'HELD', 'HELD', 'RETURNED']);
    await bench.source.query(`UPDATE finding SET declared_reason = NULL WHERE batch_id = $1 AND line = 3`, [id]);
    await bench.transaction(async ({ records, findings }) => {
      await findings.declare(id, 0, 'TIM-003', '系统升级');
      await records.redecide(id, [0]);
    });
    expect(await verdicts()).toEqual(['PASSED', 'PASSED', 'HELD', 'RETURNED']);
    expect(await counts(id, 4)).toEqual({ passed: 2, held: 1, returned: 1 });
    await bench.transaction(async ({ records, findings }) => {
      await findings.copyIn(id, [finding(null, { code: 'CMP-026', path: '' })]);
      await records.redecide(id, [1]);
    });
    expect(await verdicts()).toEqual(['RETURNED', 'PASSED', 'HELD', 'RETURNED']);
    await bench.transaction(({ records }) => records.redecide(id, [0]));
    expect(await verdicts()).toEqual(['RETURNED', 'RETURNED', 'RETURNED', 'RETURNED']);
    expect(await counts(id, 4)).toEqual({ passed: 0, held: 0, returned: 4 });
  });

  test('whatever findings there are, counting them gives what counting the records gives', async () => {
    const drawn = fc.record({
      line: fc.constantFrom(null, 1, 2, 3, 4),
      severity: fc.constantFrom('error', 'confirm', 'signal'),
      source: fc.constantFrom('CHECK', 'HUB', 'CHECK'),
      declaredReason: fc.constantFrom(null, '换证'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(drawn, { maxLength: 8 }), async (findingsDrawn) => {
        const id = await emptyBatch();
        const lines = [1, 2, 3, 4];
        await bench.transaction(async ({ records, findings }) => {
          await copyRecords(
            records,
            id,
            lines.map((line) => ({ ...UNREAD, line })),
          );
          await findings.copyIn(
            id,
            findingsDrawn.map(({ line, ...rest }) => finding(line, rest)),
          );
          await records.redecide(id, lines);
          await records.redecide(id, [0]);
        });
        const { passed, held, returned } = await counts(id, lines.length);
        expect(passed + held + returned).toBe(lines.length);
      }),
      { numRuns: 40 },
    );
  });

  test('what could be read of a record is kept beside it: day, site, name, photo', async () => {
    const id = await emptyBatch();
    const read = { nameKey: Buffer.alloc(16, 1), photoKey: Buffer.alloc(16, 2), siteCode: 'S000051000123' };
    await bench.transaction(({ records }) =>
      copyRecords(records, id, [
        { ...UNREAD, ...read, line: 1, verdict: 'PASSED', examOn: '2026-06-01' },
        { ...UNREAD, line: 2, verdict: 'PASSED', examOn: '1999-12-31' },
        { ...UNREAD, line: 3, verdict: 'PASSED' },
      ]),
    );
    const rows = await bench.source.query(
      `SELECT exam_on AS "examOn", site_code AS "siteCode", name_key AS "nameKey", photo_key AS "photoKey"
         FROM record WHERE batch_id = $1 ORDER BY line`,
      [id],
    );
    const nothing = { examOn: null, siteCode: null, nameKey: null, photoKey: null };
    expect(rows).toEqual([{ ...read, examOn: '2026-06-01' }, { ...nothing, examOn: '1999-12-31' }, nothing]);
  });

  test('records are told apart by number and holding inside a batch and against the certificates of the hub', async () => {
    const id = await emptyBatch();
    const key = (text: string): Buffer => Buffer.from(text.padEnd(16, '-'));
    await bench.transaction(({ records }) =>
      copyRecords(
        records,
        id,
        [
          ['N1', 'h1'],
          ['N2', 'h2'],
          ['N1', 'h3'],
          [null, 'h2'],
          [null, null],
        ].map(([certificateNo = null, holding = null], index) => ({
          ...UNREAD,
          line: index + 1,
          verdict: 'PASSED' as const,
          certificateNo,
          personKey: holding === null ? null : key(`p${holding}`),
          holdingKey: holding === null ? null : key(holding),
        })),
      ),
    );
    await bench.transaction(async ({ records }) => {
      expect(await records.sameNumber(id)).toEqual([[1, 3]]);
      expect(await records.sameHolding(id)).toEqual([[2, 4]]);
      expect(await records.dataOf(id, [1, 9])).toEqual(new Map([[1, '{}']]));
    });
  });
});
