/** Reports of tallies on a real database: what was told never changes, what changed is told, and it reconciles to the certificates. */
import { requestCorrection } from '../../src/app/certificates/request-change';
import { certificatesSince, checkReport } from '../../src/app/forwarding/check-report';
import { askReports } from '../../src/app/forwarding/ask-reports';
import { reportDigest } from '../../src/app/forwarding/report-digest';
import { TALLY_DEFINITION } from '../../src/domain/statistics/definition';
import { territoryOf } from '../../src/domain/tenancy/territory';
import { dueReports } from '../../src/store/views/due-reports';
import { certificateNoOf, CITY, INSTITUTION_CALLER, PROVINCE, recordOf } from '../kit/certificate-desk';
import { CORRECTION_REASON, idOf, NO, recallRequests } from '../kit/certificate-requests';
import { TALLIES, useReportDesk } from '../kit/report-desk';
import { NATION, OPERATOR, OTHER_PROVINCE } from '../kit/waiting-batch';

jest.setTimeout(60_000);

const DAY_MS = 24 * 60 * 60 * 1_000;
const PAGE = { first: 100, after: null };
const EVERYWHERE = territoryOf(NATION);
const CELL = {
  regionCode: '510100',
  institutionKind: 'SOCIAL_ORG',
  schoolType: 'NONE',
  occupationCode: '6-31-01-03',
  level: 'LEVEL_3',
  sex: 'FEMALE',
};

describe('reports of tallies', () => {
  const report = useReportDesk();
  const { desk } = report;
  const { propose, confirm } = recallRequests(desk);
  const views = () => desk.hub.views;

  const corrected = async (serial: number, change: object): Promise<void> => {
    const outcome = await requestCorrection(desk.hub, INSTITUTION_CALLER, {
      certificateNo: certificateNoOf(serial),
      record: recordOf(serial, change),
      reason: CORRECTION_REASON,
      evidence: [desk.files.institution],
    });
    expect(outcome).toMatchObject({ kind: 'requested' });
    expect(await desk.agree(idOf(outcome))).toMatchObject({ state: 'APPLIED' });
  };
  const recall = async (...serials: number[]): Promise<void> => {
    const proposed = await propose({ certificateNos: serials.map(certificateNoOf) });
    expect(await confirm(proposed)).toMatchObject({ state: 'CONFIRMED', certificates: serials.length });
  };
  const content = (id: string): Promise<unknown> =>
    desk.query(
      `SELECT feed, period, region_code, revision, definition, certificates, rows, digest, certificates_digest, reason, changes,
              made_at FROM tally_report WHERE id = $1`,
      [id],
    );
  const check = (id: string, territory = EVERYWHERE) => checkReport(desk.hub, territory, id);

  test('a closed month is told once; a correction, a recall and a new definition make a revision each', async () => {
    await report.issue({ records: 3 });
    expect(await report.make()).toMatchObject({ feeds: 1, counted: 2, waiting: 0 });
    expect(await report.reports()).toEqual(['2026-06/1 DUE 3', '2026-07/1 DUE 0']);
    expect(desk.reminded.at(-1)).toBe('send-report 2');
    expect(await report.make()).toEqual({ kind: 'made', feeds: 1, counted: 0, reportIds: [], waiting: 0 });
    const first = await report.reportId('2026-06', 1);
    const told = await content(first);
    expect(told).toMatchObject([{ reason: 'FIRST', changes: null, definition: 'tally@1' }]);
    expect(await views().tallyReportDifferences(EVERYWHERE, first, PAGE)).toMatchObject({ total: 0, items: [] });

    report.later(DAY_MS);
    await corrected(1, { candidateCategory: 'OTHER' });
    expect(await report.make()).toMatchObject({ counted: 1 });
    const second = await report.reportId('2026-06', 2);
    const cell = { ...CELL, ageBand: '18_24' };
    const { items } = (await views().tallyReportRows(EVERYWHERE, first, PAGE)) ?? { items: [] };
    expect(items).toEqual([{ ...cell, candidateCategory: items[0]?.candidateCategory, certificates: 3 }]);
    expect(await views().tallyReport(EVERYWHERE, second)).toMatchObject({
      reason: 'COUNTS',
      certificates: 3,
      isNewest: true,
      changes: { rowsAdded: 1, rowsRemoved: 0, rowsChanged: 1, certificatesGained: 1, certificatesLost: 1 },
    });
    expect((await views().tallyReportDifferences(EVERYWHERE, second, PAGE))?.items).toEqual(
      expect.arrayContaining([
        { ...cell, candidateCategory: items[0]?.candidateCategory, before: 3, after: 2 },
        { ...cell, candidateCategory: 'OTHER', before: null, after: 1 },
      ]),
    );
    expect(await content(first)).toEqual(told);

    report.later(DAY_MS);
    await recall(1);
    await report.make();
    expect(await views().tallyReport(EVERYWHERE, await report.reportId('2026-06', 3))).toMatchObject({
      certificates: 2,
      changes: { rowsAdded: 0, rowsRemoved: 1, rowsChanged: 0, certificatesGained: 0, certificatesLost: 1 },
    });

    report.later(DAY_MS);
    const ageBands = [{ code: 'ALL', from: 0, zh: '全部' }];
    expect(await report.make({ ...TALLY_DEFINITION, version: 2, ageBands })).toMatchObject({ counted: 2 });
    expect(await report.reports()).toEqual([
      '2026-06/1 SUPERSEDED 3',
      '2026-06/2 SUPERSEDED 3',
      '2026-06/3 SUPERSEDED 2',
      '2026-06/4 DUE 2',
      '2026-07/1 SUPERSEDED 0',
      '2026-07/2 DUE 0',
    ]);
    const fourth = await report.reportId('2026-06', 4);
    expect(await views().tallyReport(EVERYWHERE, fourth)).toMatchObject({
      reason: 'DEFINITION',
      definition: 'tally@2',
    });
    expect((await views().tallyReportRows(EVERYWHERE, fourth, PAGE))?.items).toMatchObject([{ ageBand: 'ALL' }]);
    expect(await content(first)).toEqual(told);
  });

  test('the rows are those of the hub’s own tallies, and the digest is that of the rows', async () => {
    await report.issue({ records: 3 });
    await report.issue({ records: 2, firstSerial: 10, regionCode: '510300' });
    await report.issue({ records: 4, firstSerial: 20, regionCode: '430100' });
    await report.make();
    const id = await report.reportId('2026-06', 1);
    const rows = (await views().tallyReportRows(EVERYWHERE, id, PAGE))?.items ?? [];
    const own = await views().tallies(territoryOf(PROVINCE), { periodFrom: '2026-06', periodTo: '2026-06' }, PAGE);
    expect(own.items).toHaveLength(2);
    expect(own.items).toMatchObject(rows);
    expect(own.certificates).toBe(5);
    expect(await views().tallyReport(EVERYWHERE, id)).toMatchObject({
      certificates: 5,
      rowCount: 2,
      digest: reportDigest({ definition: 'tally@1', period: '2026-06', regionCode: '510000', rows }),
    });
  });

  test('what changes no count makes no revision, and the check tells which certificate it was', async () => {
    await report.issue({ records: 3 });
    await report.make();
    const id = await report.reportId('2026-06', 1);
    expect(await check(id)).toEqual({
      certificates: 3,
      sumOfRows: 3,
      certificatesNow: 3,
      isSame: true,
      came: 0,
      went: 0,
      changed: 0,
      isExplained: true,
      tallied: 3,
      live: 3,
      isDue: false,
    });
    report.later(DAY_MS);
    await corrected(1, { name: '林小溪' });
    expect(await check(id)).toMatchObject({ isSame: false, changed: 1, isExplained: true, isDue: true });
    expect(await report.make()).toMatchObject({ counted: 1, reportIds: [] });
    expect(await report.make()).toMatchObject({ counted: 0 });
    const since = await certificatesSince(desk.hub, EVERYWHERE, { reportId: id, page: PAGE });
    expect(since?.items).toEqual([{ certificateNo: NO, kind: 'CHANGED', before: 1, after: 2 }]);
  });

  test('came, went, changed: the differences lead exactly from then to now', async () => {
    await report.issue({ records: 6, change: (serial) => (serial === 2 ? { issuedOn: '2026-07-15' } : {}) });
    await report.make();
    const [june, july] = [await report.reportId('2026-06', 1), await report.reportId('2026-07', 1)];
    report.later(DAY_MS);
    await report.issue({ records: 2, firstSerial: 10 });
    await corrected(1, { name: '林小溪' });
    await corrected(2, { issuedOn: '2026-06-21' });
    await recall(3, 4);
    // Came and went since: no difference.
    await report.issue({ records: 1, firstSerial: 20 });
    await recall(20);
    const expected = { came: 3, went: 2, changed: 1, certificates: 5, certificatesNow: 6, isExplained: true };
    expect(await check(june)).toMatchObject({ ...expected, isSame: false });
    expect(await check(july)).toMatchObject({ came: 0, went: 1, changed: 0, certificatesNow: 0, isExplained: true });
    const listed: string[] = [];
    for (let after: string | null = null; ;) {
      const page = await certificatesSince(desk.hub, EVERYWHERE, { reportId: june, page: { first: 2, after } });
      expect(page?.total).toBe(6);
      listed.push(
        ...(page?.items ?? []).map(
          (each) => `${each.certificateNo.slice(-2)} ${each.kind} ${each.before} ${each.after}`,
        ),
      );
      after = page?.endCursor ?? null;
      if (page?.hasNext !== true) break;
    }
    expect(listed).toEqual([
      '01 CHANGED 1 2',
      '02 CAME null 2',
      '03 WENT 1 null',
      '04 WENT 1 null',
      '10 CAME null 1',
      '11 CAME null 1',
    ]);
    await report.make();
    expect(await report.reports()).toEqual([
      '2026-06/1 SUPERSEDED 5',
      '2026-06/2 DUE 6',
      '2026-07/1 SUPERSEDED 1',
      '2026-07/2 DUE 0',
    ]);
    expect(await check(await report.reportId('2026-06', 2))).toMatchObject({ isSame: true, tallied: 6, live: 6 });
    // The former one still reconciles to what was behind it.
    expect(await check(june)).toMatchObject(expected);
  });

  test('a change that nobody made by the hub is seen, and is not explained', async () => {
    await report.issue({ records: 3 });
    await report.make();
    await desk.query(`DELETE FROM certificate WHERE certificate_no = $1`, [certificateNoOf(2)]);
    expect(await check(await report.reportId('2026-06', 1))).toMatchObject({
      isSame: false,
      isExplained: false,
      tallied: 3,
      live: 2,
    });
  });

  test('a month whose bucket waits is left for later, and the day is not done', async () => {
    const query = <Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> =>
      desk.bench.source.query(sql, [...parameters]);
    const days = async () => (await dueReports(query, report.now(), 10)).reportDays;
    expect(await days()).toEqual([{ day: '2026-08-03' }]);
    await report.issue({ records: 3 });
    await report.make();
    expect(await days()).toEqual([]);
    report.at(new Date('2026-08-03T18:59:59Z'));
    expect(await days()).toEqual([]);
    report.at(new Date('2026-08-03T19:00:00Z'));
    expect(await days()).toEqual([{ day: '2026-08-04' }]);
    await report.issue({ records: 2, firstSerial: 10 });
    // Somebody else is at the bucket.
    const holder = desk.bench.source.createQueryRunner();
    await holder.startTransaction();
    await holder.query(`SELECT FROM tally_due FOR UPDATE`);
    expect(await report.make()).toMatchObject({ counted: 1, waiting: 1, reportIds: [] });
    expect(await days()).toEqual([{ day: '2026-08-04' }]);
    await holder.rollbackTransaction();
    await holder.release();
    expect(await report.make()).toMatchObject({ counted: 1, waiting: 0 });
    expect(await report.reports()).toContain('2026-06/2 DUE 5');
    expect(await days()).toEqual([]);
    expect(await askReports(report.hub, OPERATOR, { feed: TALLIES.name })).toMatchObject({ day: '2026-08-04' });
    expect(await days()).toEqual([{ day: '2026-08-04' }]);
    await report.make();
    expect(await days()).toEqual([]);
  });

  test('a look before its time: the operator alone, and only of a feed that takes tallies', async () => {
    const feed = TALLIES.name;
    for (const caller of [PROVINCE, NATION, CITY, INSTITUTION_CALLER]) {
      expect(await askReports(report.hub, caller, { feed })).toMatchObject({ code: 'FORBIDDEN' });
    }
    expect(await askReports(report.hub, OPERATOR, { feed: 'none' })).toMatchObject({ code: 'TALLY_FEED_NOT_FOUND' });
    await report.describe({ ...TALLIES, cargo: 'certificates' });
    expect(await askReports(report.hub, OPERATOR, { feed })).toMatchObject({ code: 'TALLY_FEED_NOT_FOUND' });
    expect(await report.make()).toMatchObject({ feeds: 0 });
  });

  test('a feed is told of what it wants, from the month it wants it', async () => {
    await report.issue({ records: 3 });
    await desk.query(`UPDATE certificate SET issued_on = '2026-05-31' WHERE certificate_no = $1`, [NO]);
    await desk.query(`UPDATE certificate SET level = 'LEVEL_4' WHERE certificate_no = $1`, [certificateNoOf(2)]);
    await report.describe({ ...TALLIES, wants: { ...TALLIES.wants, issuedFrom: '2026-06-10', levels: ['LEVEL_3'] } });
    await report.make();
    expect(await report.reports()).toEqual(['2026-06/1 DUE 1', '2026-07/1 DUE 0']);
    await report.describe(TALLIES);
    report.later(DAY_MS);
    await report.make();
    expect(await report.reports()).toEqual(['2026-06/1 SUPERSEDED 1', '2026-06/2 DUE 2', '2026-07/1 DUE 0']);
    expect(await views().tallyReport(EVERYWHERE, await report.reportId('2026-06', 2))).toMatchObject({
      reason: 'SCOPE',
    });
  });

  test('of two looks at once one tells', async () => {
    await report.issue({ records: 3 });
    const made = await Promise.all([1, 2, 3].map(() => report.make()));
    expect(made.flatMap(({ reportIds }) => reportIds)).toHaveLength(2);
    expect(await report.reports()).toEqual(['2026-06/1 DUE 3', '2026-07/1 DUE 0']);
  });

  test('who does not cover the region of the feed sees nothing of it', async () => {
    await report.issue({ records: 3 });
    await report.make();
    const id = await report.reportId('2026-06', 1);
    for (const caller of [CITY, OTHER_PROVINCE, INSTITUTION_CALLER]) {
      const territory = territoryOf(caller);
      expect(await views().tallyReports(territory, {}, PAGE)).toMatchObject({ total: 0, items: [] });
      expect(await views().tallyReport(territory, id)).toBeUndefined();
      expect(await views().tallyReportRows(territory, id, PAGE)).toBeUndefined();
      expect(await views().tallyReportDifferences(territory, id, PAGE)).toBeUndefined();
      expect(await check(id, territory)).toBeUndefined();
      expect(await certificatesSince(desk.hub, territory, { reportId: id, page: PAGE })).toBeUndefined();
    }
    for (const caller of [PROVINCE, NATION, OPERATOR]) {
      expect(await views().tallyReports(territoryOf(caller), {}, PAGE)).toMatchObject({ total: 2 });
      expect(await views().tallyReport(territoryOf(caller), id)).toMatchObject({ id, certificates: 3 });
    }
    expect(await views().tallyReport(EVERYWHERE, 'no-id')).toBeUndefined();
    const filter = {
      feed: TALLIES.name,
      periodFrom: '2026-06',
      periodTo: '2026-06',
      state: 'DUE',
      newestOnly: true,
    } as const;
    expect((await views().tallyReports(EVERYWHERE, filter, PAGE)).items).toMatchObject([{ id }]);
    expect(await views().tallyReports(EVERYWHERE, { state: 'SENT' }, PAGE)).toMatchObject({ total: 0 });
  });
});
