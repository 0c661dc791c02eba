/** RESULTS_UPLOAD and CERTIFICATE_DATA: met by a batch that is received, and running again when it comes back whole. */
import { declareOnBatch } from '../../src/app/declare-on-batch';
import { watchDeadlines } from '../../src/app/deadlines/watch-deadlines';
import { closeNotices } from '../../src/app/results/close-notices';
import { meetDataTerms } from '../../src/app/review/data-terms';
import { returnRecords } from '../../src/app/review/return-records';
import { returnBatch } from '../../src/app/review-batch';
import { settleBatch } from '../../src/app/settle-batch';
import { fileThroughHub, planTerms } from '../kit/plan-terms';
import { approveBatch as issuedBatch } from '../kit/approved-batch';
import { entryOf, OWN, PLAN_NO, resultsDesk, type ResultsDesk } from '../kit/results-desk';
import { settlingDesk } from '../kit/settling-desk';
import { CITY, waitingBatch } from '../kit/waiting-batch';

const PACK = { noticeDays: null, resultsWorkingDays: 20, certificateDataWorkingDays: 10, resubmitWorkingDays: null };
/** 20 working days after 27 December 2025, over New Year. */
const UPLOAD_DUE = '2026-01-26';
const REASON = '公示材料不全';

describe('the terms of data', () => {
  let desk: ResultsDesk;
  beforeEach(async () => {
    desk = await resultsDesk(PACK);
    await filePlan();
  });
  afterEach(() => desk.bench.close());

  const filePlan = (): Promise<void> => fileThroughHub(desk);
  const terms = (): Promise<readonly string[]> => planTerms(desk);
  let nextSerial = 1;
  /** As a seal leaves it, once the check has let it pass. */
  const received = async (records = 1): Promise<string> => {
    const id = await waitingBatch(desk.bench, { records, firstSerial: nextSerial, state: 'CITY_REVIEW' });
    nextSerial += records;
    await desk.hub.transaction((stores) => meetDataTerms(stores, { planNo: PLAN_NO }, desk.hub.now()));
    return id;
  };
  const returned = (batchId: string) => returnBatch(desk.hub, CITY, { batchId, reason: REASON });
  const MET = `RESULTS_UPLOAD MET ${UPLOAD_DUE}`;
  const OPEN = `RESULTS_UPLOAD OPEN ${UPLOAD_DUE}`;

  test('a batch that an office returns whole met nothing; the next one does', async () => {
    const first = await received();
    expect(await terms()).toEqual([MET]);
    desk.setDay('2026-01-05');
    expect(await returned(first)).toMatchObject({ state: 'RETURNED' });
    expect(await terms()).toEqual([MET, OPEN]);
    // Said again it is the same return.
    expect(await returned(first)).toMatchObject({ state: 'RETURNED' });
    expect(await terms()).toEqual([MET, OPEN]);
    desk.setDay('2026-01-06');
    await received();
    expect(await terms()).toEqual([MET, MET]);
  });

  test('where the packs give days to mend, those alone run', async () => {
    await desk.bench.close();
    desk = await resultsDesk({ ...PACK, resubmitWorkingDays: 5 });
    await filePlan();
    const first = await received();
    desk.setDay('2026-01-05');
    await returned(first);
    expect(await terms()).toEqual([MET]);
    const mending = await desk.bench.source.query(
      `SELECT state, due_on::text AS "dueOn" FROM deadline WHERE term = 'BATCH_MENDING' AND subject_id = $1`,
      [first],
    );
    expect(mending).toEqual([{ state: 'OPEN', dueOn: '2026-01-12' }]);
  });

  test('returned after the last day, it is overdue from the next watch on', async () => {
    const first = await received();
    desk.setDay('2026-01-27');
    await returned(first);
    await watchDeadlines(desk.hub);
    expect(await terms()).toEqual([MET, `RESULTS_UPLOAD OVERDUE ${UPLOAD_DUE}`]);
  });

  test('while another batch of the plan stands, and for what is returned in part, nothing runs again', async () => {
    const [first, second] = [await received(), await received(2)];
    await returned(first);
    expect(await terms()).toEqual([MET]);
    const records = [{ line: 1, reason: REASON }];
    expect(await returnRecords(desk.hub, CITY, { batchId: second, records })).toMatchObject({ kind: 'returned' });
    expect(await terms()).toEqual([MET]);
    await returnRecords(desk.hub, CITY, { batchId: second, records: [{ line: 2, reason: REASON }] });
    expect(await terms()).toEqual([MET, OPEN]);
  });

  test('a batch that the check returns whole, and a declaration that takes it to the city after all', async () => {
    const { checked } = settlingDesk(() => desk.bench);
    const id = await checked({ records: 1, firstSerial: 1 });
    await desk.hub.transaction((stores) => meetDataTerms(stores, { planNo: PLAN_NO }, desk.hub.now()));
    await desk.bench.source.query(
      `INSERT INTO finding (batch_id, line, code, severity, dimension, path, message_zh, message_en, basis, source)
       VALUES ($1, 1, 'AUT-006', 'confirm', 'authenticity', '/idNumber', '样例', 'sample', '{}', 'HUB')`,
      [id],
    );
    await desk.bench.transaction(({ records }) => records.redecide(id, [1]));
    expect(await settleBatch(desk.hub, { batchId: id })).toEqual({ kind: 'settled' });
    expect(await terms()).toEqual([MET, OPEN]);
    const declarations = [{ line: 1, rule: 'AUT-006', reason: '证件信息经核对无误' }];
    expect(await declareOnBatch(desk.hub, OWN, { batchId: id, declarations })).toMatchObject({ state: 'CITY_REVIEW' });
    expect(await terms()).toEqual([MET, MET]);
  });

  test('where results are closed, the certificates run again as well, by their own last day', async () => {
    const { id } = await desk.submit();
    expect(await desk.stateOf(id)).toBe('CLOSED');
    const first = await received();
    desk.setDay('2026-01-08');
    await returned(first);
    const due = '2026-01-13';
    expect(await terms()).toEqual([MET, OPEN, `CERTIFICATE_DATA MET ${due}`, `CERTIFICATE_DATA OPEN ${due}`]);
  });

  test('an approved batch stands as long as one of its certificates does', async () => {
    const approved = await issuedBatch(desk.bench, { records: 2 });
    await returned(await received());
    expect(await terms()).toEqual([MET]);
    await desk.bench.source.query(`UPDATE certificate SET state = 'REVOKED' WHERE batch_id = $1`, [approved]);
    await returned(await received());
    expect(await terms()).toEqual([MET, OPEN]);
  });

  test('a batch that came during the notice and returns after it: nothing had begun, and now it does', async () => {
    await desk.bench.close();
    desk = await resultsDesk({ ...PACK, noticeDays: 7, noticeUnit: 'DAY' });
    await filePlan();
    await desk.submit();
    const first = await received();
    desk.setDay('2026-01-08');
    await closeNotices(desk.hub);
    expect(await terms()).toEqual([MET]);
    await returned(first);
    expect(await terms()).toEqual([MET, OPEN, 'CERTIFICATE_DATA OPEN 2026-01-22']);
  });

  test('nothing is owed of a plan that is not approved any more, nor where nobody passed', async () => {
    const first = await received();
    await desk.bench.source.query(`UPDATE plan SET status = 'CANCELLED'`);
    await returned(first);
    expect(await terms()).toEqual([MET]);
    await desk.bench.source.query(`UPDATE plan SET status = 'APPROVED'`);
    await desk.submit({ entries: [entryOf(1, false)] });
    await returned(await received());
    expect(await terms()).toEqual([MET]);
  });

  test('a seal beside the return of the other batch: whoever is first, no term runs beside a batch that stands', async () => {
    for (let round = 0; round < 5; round += 1) {
      const first = await received();
      const { source } = desk.bench;
      const sealing = async (): Promise<string> => {
        const id = await waitingBatch(desk.bench, { records: 1, firstSerial: nextSerial, state: 'RETURNED' });
        nextSerial += 1;
        await desk.hub.transaction(async (stores) => {
          await stores.batches.move(id, 'RETURNED', 'CITY_REVIEW', desk.hub.now());
          await meetDataTerms(stores, { planNo: PLAN_NO }, desk.hub.now());
        });
        return id;
      };
      const [second] = await Promise.all([sealing(), returned(first)]);
      const live = await source.query(`SELECT FROM deadline WHERE subject_kind = 'PLAN' AND state = 'OPEN'`);
      expect(live).toEqual([]);
      await source.query(`UPDATE batch SET state = 'RETURNED' WHERE id = $1`, [second]);
    }
  });
});
