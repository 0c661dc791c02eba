/** 第四十条、第四十四条: an exam, feedback from above, a correction, certificates that are void, a review left lying. */
import { accepted, fieldsOf } from '../../kit/life/answers';
import { sendAttachment } from '../../kit/life/applications';
import { approveBatch, checkedBatch, findingsOf, pushBatch, untilBatchAnswered } from '../../kit/life/batches';
import type { Chapter } from '../../kit/life/chapters';
import { approveCorrection, correctionsFor, requestCorrection, seenCertificate } from '../../kit/life/corrections';
import { crewOf } from '../../kit/life/crews';
import { termOf, toldTo, untilTerm } from '../../kit/life/deadlines';
import { decisionsOn } from '../../kit/life/decisions';
import { DOCUMENT, examOf, group, headerOf, planOf, type Region, SCHOOL, SITES } from '../../kit/life/inner-mongolia';
import { approvedPlan, outcomeOf } from '../../kit/life/plans';
import { confirmRecall, proposeRecall, seenRecall, settleSubsidies, subsidiesOf } from '../../kit/life/recalls';
import { heldByFeeds } from '../../kit/life/receivers';
import { resultsOfExam } from '../../kit/life/records';
import { submitResults } from '../../kit/life/results';
import { until } from '../../kit/operations';

const SITE = SITES.school;
const feeds = ['national-database', 'province-statistics'];
const both = <Value>(value: Value): Record<string, Value> => Object.fromEntries(feeds.map((feed) => [feed, value]));

export function tellCertificates(chapter: Chapter, lived: () => Region): void {
  const untilHeld = (certificateNo: string, newest: string): Promise<object> =>
    until(
      () => heldByFeeds(lived().hub, certificateNo),
      (held) => feeds.every((feed) => held[feed] === newest),
    );
  const untilTallied = (certificates: number): Promise<object> =>
    until(
      async () =>
        (
          await lived().region.run<{ tallyReconciliation: { tallied: number; live: number } }>(
            '{ tallyReconciliation { tallied live } }',
          )
        ).tallyReconciliation,
      ({ tallied, live }) => tallied === certificates && live === certificates,
    );

  let batchId = '';
  let planNo = '';
  let lateBatchId = '';
  const people = group(8, 1);
  const records = examOf({
    siteCode: SITE,
    people,
    examDate: '2026-04-18',
    issuedOn: '2026-04-22',
    institutionName: SCHOOL.name,
  });
  const numberOf = (line: number): string => records[line - 1]?.certificateNo ?? '';

  chapter('plan, results and data in time; the league reports in time', async () => {
    const { school, league, leagueSecond, region, hub } = lived();
    hub.setClock('2026-04-08T01:00:00Z');
    const plan = planOf({ siteCode: SITE, crew: await crewOf(school), days: ['2026-04-18', '2026-04-19'], people });
    planNo = await approvedPlan(school, plan, [league]);
    hub.setClock('2026-04-20T01:00:00Z');
    expect(accepted(await submitResults(school, { planNo, entries: resultsOfExam(people) }))).toMatchObject({
      results: { state: 'CLOSED', candidates: 8, passed: 8, noticeFrom: null },
    });
    expect(await termOf(school, 'CERTIFICATE_DATA', planNo)).toMatchObject({ state: 'OPEN', dueOn: '2026-04-27' });
    hub.setClock('2026-04-24T01:00:00Z');
    const batch = await checkedBatch(school, headerOf(planNo, 'NM-1', '2026-04-20'), records);
    batchId = batch.id;
    expect(await findingsOf(school, batchId)).toEqual([]);
    expect(batch).toMatchObject({ state: 'CITY_REVIEW', counts: { passed: 8, held: 0, returned: 0 } });
    expect(await termOf(school, 'CERTIFICATE_DATA', planNo)).toMatchObject({ state: 'MET', workingDaysLate: null });
    // Five working days, with the holidays of May between.
    expect(await termOf(league, 'BATCH_CITY', batchId)).toMatchObject({ state: 'OPEN', dueOn: '2026-05-06' });
    hub.setClock('2026-04-27T01:00:00Z');
    expect(await approveBatch(leagueSecond, batchId)).toMatchObject({ state: 'PROVINCE_REVIEW', returnedLines: 0 });
    expect(await termOf(league, 'BATCH_CITY', batchId)).toMatchObject({ state: 'MET', workingDaysLate: null });
    hub.setClock('2026-04-29T01:00:00Z');
    expect(await approveBatch(region, batchId)).toMatchObject({ state: 'APPROVED', returnedLines: 0 });
    expect(await termOf(region, 'BATCH_PROVINCE', batchId)).toMatchObject({ state: 'MET', workingDaysLate: null });
  });

  chapter('what the receivers refuse comes back as a finding, a term and word to institution and league', async () => {
    const { school, league, region } = lived();
    const { forwarding } = await untilBatchAnswered(school, batchId);
    expect(forwarding.map(({ feed }) => feed).sort()).toEqual(feeds);
    for (const feed of forwarding) expect(feed).toMatchObject({ accepted: 7, refused: 1 });
    const findings = await findingsOf(school, batchId);
    expect(findings.map(({ line, code, source }) => `${line} ${code} ${source}`).sort()).toEqual(
      feeds.map((feed) => `7 FWD-001 ${feed}`),
    );
    // 30 April, 6, 7 and 8 May, and Saturday 9 May, a make-up workday.
    expect(await termOf(school, 'FEEDBACK', batchId)).toMatchObject({
      state: 'OPEN',
      dueOn: '2026-05-09',
      responsible: 'INSTITUTION',
      basis: [`${DOCUMENT} 第四十条`],
    });
    for (const reader of [school, league]) expect(await toldTo(reader, 'FEEDBACK')).toHaveLength(feeds.length);
    expect(await toldTo(region, 'FEEDBACK')).toEqual([]);
    expect(await heldByFeeds(lived().hub, numberOf(7))).toEqual(both(null));
  });
  chapter(
    'a correction with evidence, agreed by league and region, reaches every feed that had version 1',
    async () => {
      const { school, league, leagueSecond, region, hub } = lived();
      hub.setClock('2026-05-08T01:00:00Z');
      const asked = { certificateNo: numberOf(7), reason: '照片与证件不符,已重新采集', evidence: [] };
      const record = { ...records[6], education: 'BACHELOR' };
      expect(fieldsOf(await requestCorrection(school, { ...asked, record }))).toEqual(['evidence']);
      const evidence = [await sendAttachment(hub, school, '更正证明.pdf')];
      const fixed = await requestCorrection(school, { ...asked, evidence, record: { ...record, level: 'LEVEL_3' } });
      expect(fixed.code).toBe('CORRECTION_FIXED_FIELDS');
      const { correctionId: id = '' } = accepted(await requestCorrection(school, { ...asked, evidence, record }));
      // Friday; it would have ended on Saturday.
      expect(await termOf(school, 'FEEDBACK', batchId)).toMatchObject({ state: 'MET', workingDaysLate: null });
      expect((await correctionsFor(league)).items).toMatchObject([
        { id, evidence, differences: [{ field: 'education' }] },
      ]);
      expect((await approveCorrection(region, id)).code).toBe('CORRECTION_STATE_CONFLICT');
      expect(accepted(await approveCorrection(league, id))).toMatchObject({ state: 'CITY_APPROVED' });
      expect((await approveCorrection(leagueSecond, id)).code).toBe('CORRECTION_STATE_CONFLICT');
      expect(accepted(await approveCorrection(region, id))).toMatchObject({ state: 'APPLIED', appliedVersion: 2 });
      await untilHeld(numberOf(7), '2 CORRECTED');
      const certificate = await until(
        () => seenCertificate(school, numberOf(7)),
        (seen) => seen.feeds.every(({ state }) => state !== 'PENDING'),
      );
      expect(certificate).toMatchObject({ state: 'LIVE', version: 2 });
      expect(certificate.versions.map(({ version, kind }) => `${version} ${kind}`)).toEqual([
        '1 ISSUED',
        '2 CORRECTED',
      ]);
      expect(certificate.feeds.map((each) => `${each.feed} ${each.version} ${each.state}`).sort()).toEqual([
        'national-database 1 REFUSED',
        'national-database 2 ACCEPTED',
        'province-statistics 1 REFUSED',
        'province-statistics 2 ACCEPTED',
      ]);
    },
  );

  chapter('a violation voids two certificates: two people, every feed, tallies, subsidies (第四十四条)', async () => {
    const { school, league, leagueSecond, capital, hub } = lived();
    await untilTallied(8);
    hub.setClock('2026-05-11T01:00:00Z');
    const voided = [numberOf(1), numberOf(2)];
    const asked = {
      scope: { certificateNos: voided },
      ground: 'VIOLATION' as const,
      reason: '替考,经核查属实',
      basis: [`${DOCUMENT} 第四十四条`],
      evidence: [await sendAttachment(hub, league, '核查报告.pdf')],
    };
    expect((await proposeRecall(capital, asked)).code).toMatch(/NOT_FOUND/);
    const recall = accepted(await proposeRecall(league, asked));
    expect(recall).toMatchObject({ state: 'PROPOSED', live: 2, feeds: 2, repeated: false });
    expect((await confirmRecall(league, recall)).code).toBe('FOUR_EYES');
    expect((await confirmRecall(leagueSecond, { ...recall, digest: 'f'.repeat(64) })).code).toBe('RECALL_CHANGED');
    expect((await seenCertificate(school, numberOf(1))).state).toBe('LIVE');
    expect(accepted(await confirmRecall(leagueSecond, recall))).toMatchObject({ state: 'CONFIRMED', certificates: 2 });
    for (const number of voided) {
      await untilHeld(number, '2 REVOKED');
      expect(await seenCertificate(school, number)).toMatchObject({ state: 'REVOKED', version: 2 });
    }
    const { recallId: id = '' } = recall;
    const { told } = await until(
      () => seenRecall(league, id),
      (seen) => seen.told.every(({ pending }) => pending === 0),
    );
    expect(told.map(({ feed, accepted: taken, refused }) => `${feed} ${taken} ${refused}`).sort()).toEqual(
      feeds.map((feed) => `${feed} 2 0`),
    );
    await untilTallied(6);
    const settled = { recallId: id, certificateNos: [numberOf(1)], amountYuan: 1500.5, reason: '已退回' };
    expect(await settleSubsidies(leagueSecond, { ...settled, outcome: 'RECOVERED' })).toMatchObject({ settled: 1 });
    expect(await subsidiesOf(league, id)).toMatchObject({
      total: 2,
      totals: { certificates: 2, open: 1, recovered: 1, notPaid: 0, recoveredYuan: 1500.5 },
    });
    expect((await toldTo(school)).map(({ topic }) => topic)).toContain('RECALL_CONFIRMED');
    expect((await decisionsOn(school, 'RECALL', id)).map(({ act }) => act)).toEqual([
      'RECALL_CONFIRMED',
      'SUBSIDY_RECOVERED',
    ]);
    const decided = await decisionsOn(league, 'RECALL', id);
    expect(decided.map(({ act }) => act)).toEqual(['RECALL_PROPOSED', 'RECALL_CONFIRMED', 'SUBSIDY_RECOVERED']);
    expect(decided.map(({ decidedBy }) => decidedBy)).toEqual(
      [league, leagueSecond, leagueSecond].map((each) => each.clientId),
    );
    const late = { certificateNo: numberOf(1), reason: '姓名有误', record: { ...records[0], education: 'BACHELOR' } };
    const evidence = [await sendAttachment(hub, school, '说明.pdf')];
    expect((await requestCorrection(school, { ...late, evidence })).code).toBe('CERTIFICATE_REVOKED');
  });

  chapter('a batch left lying is warned of, overdue, and goes up to the region (第四十条)', async () => {
    const { school, league, region, hub } = lived();
    const candidates = group(3, 2);
    const plan = planOf({
      siteCode: SITE,
      crew: await crewOf(school),
      days: ['2026-05-16', '2026-05-17'],
      people: candidates,
    });
    const second = await approvedPlan(school, plan, [league]);
    hub.setClock('2026-05-18T01:00:00Z');
    accepted(await submitResults(school, { planNo: second, entries: resultsOfExam(candidates) }));
    const exam = { examDate: '2026-05-16', issuedOn: '2026-05-18', institutionName: SCHOOL.name, firstSerial: 1006 };
    const lying = await checkedBatch(
      school,
      headerOf(second, 'NM-2', '2026-05-18'),
      examOf({ siteCode: SITE, people: candidates, ...exam }),
    );
    const { id } = lying;
    expect(await termOf(league, 'BATCH_CITY', id)).toMatchObject({
      state: 'OPEN',
      warnOn: '2026-05-21',
      dueOn: '2026-05-25',
    });
    for (const [day, state, topic, readers] of [
      ['2026-05-21', 'WARNED', 'TERM_WARNING', [league]],
      ['2026-05-26', 'OVERDUE', 'TERM_OVERDUE', [league, school]],
      ['2026-05-28', 'ESCALATED', 'TERM_ESCALATED', [league, region]],
    ] as const) {
      hub.setClock(`${day}T01:00:00Z`);
      await untilTerm(league, 'BATCH_CITY', id, state);
      for (const reader of readers) {
        expect((await toldTo(reader, topic)).filter(({ subject }) => subject.id === id)).toHaveLength(1);
      }
    }
    expect(await termOf(region, 'BATCH_CITY', id)).toMatchObject({ responsible: 'CITY', escalatedTo: 'PROVINCE' });
    accepted(await approveBatch(league, id));
    expect(await termOf(league, 'BATCH_CITY', id)).toMatchObject({ state: 'MET', workingDaysLate: 3 });
    expect(accepted(await approveBatch(region, id))).toMatchObject({ state: 'APPROVED' });
    await untilTallied(9);
    const { forwarding } = await untilBatchAnswered(school, id);
    expect(forwarding).toMatchObject([{ refused: 1 }, { refused: 1 }]);
    expect(await termOf(school, 'FEEDBACK', id)).toMatchObject({ state: 'OPEN', dueOn: '2026-06-04' });
    lateBatchId = id;
  });

  chapter('a part of that batch is void, then the first plan as a whole', async () => {
    const { school, league, region, regionSecond, hub } = lived();
    const evidence = [await sendAttachment(hub, region, '核查报告二.pdf')];
    const common = {
      ground: 'VIOLATION' as const,
      reason: '考场监控缺失',
      basis: [`${DOCUMENT} 第四十四条`],
      evidence,
    };
    const lines = (of: readonly number[]): object => ({ batchId: lateBatchId, lines: of });
    expect((await proposeRecall(region, { ...common, scope: lines([2, 99]) })).code).toBe('RECALL_INVALID');
    const part = accepted(await proposeRecall(region, { ...common, scope: lines([2]) }));
    expect(part).toMatchObject({ live: 1, revoked: 0, feeds: 2 });
    expect((await confirmRecall(league, part)).code).toBe('FORBIDDEN');
    expect(accepted(await confirmRecall(regionSecond, part))).toMatchObject({ certificates: 1 });
    // It was the one that the receivers had refused: nothing is left to mend.
    expect(await termOf(school, 'FEEDBACK', lateBatchId)).toMatchObject({ state: 'CANCELLED' });
    const whole = accepted(await proposeRecall(region, { ...common, scope: { planNo } }));
    expect(whole).toMatchObject({ live: 6, revoked: 2 });
    expect(accepted(await confirmRecall(regionSecond, whole))).toMatchObject({ certificates: 6 });
    await untilTallied(2);
    // The corrected one is void in its newest version.
    await untilHeld(numberOf(7), '3 REVOKED');
    const outcome = await outcomeOf(school, planNo);
    expect(outcome.plan.state).toBe('VOIDED');
    expect(outcome.certificates).toEqual([{ state: 'REVOKED', count: 8 }]);
    expect((await pushBatch(school, headerOf(planNo, 'NM-1b', '2026-04-20'), records)).code).toBe('PLAN_VOIDED');
  });
}
