/** Results, seven days of notice, an objection, and certificates only after it. */
import { accepted, type Page } from '../../kit/life/answers';
import {
  approveBatch,
  checkedBatch,
  findingNames,
  findingsOf,
  pushBatch,
  returnRecords,
  untilBatchAnswered,
} from '../../kit/life/batches';
import { termOf } from '../../kit/life/deadlines';
import { decisionsOn } from '../../kit/life/decisions';
import { COLLEGE_NAME, headerOf, recordsOfSitting } from '../../kit/life/hunan';
import { outcomeOf } from '../../kit/life/plans';
import { confirmProposal, dismissProposal, proposalsFor } from '../../kit/life/proposals';
import { resultsOfExam } from '../../kit/life/records';
import { decideObjection, raiseObjection, resultsOf, submitResults, untilClosed } from '../../kit/life/results';
import type { Chapter } from '../../kit/life/chapters';
import { FORTY_SEVEN, NOTICE, SENIOR, MIDDLE, JUNIOR, FAILED_PLACE, STRUCK_PLACE, type HunanLife } from './life';

export function tellNotice(chapter: Chapter, life: () => HunanLife): void {
  chapter('results: a person twice is refused by both places, six days of notice by the first lawful day', async () => {
    const { school, plans, setDay } = life();
    setDay('2026-01-09');
    const [planNo, entries] = [plans.senior, resultsOfExam(SENIOR.people, [FAILED_PLACE - 1])];
    const twice = await submitResults(school, { planNo, entries: [...entries, ...entries.slice(0, 1)] });
    expect(twice).toMatchObject({ code: 'RESULTS_INVALID', placesTotal: 2 });
    expect(twice.places?.map(({ record, field, message: { zh } }) => [record, field, zh])).toEqual([
      [1, 'idNumber', '与第 11 条为同一人'],
      [11, 'idNumber', '与第 1 条为同一人'],
    ]);
    expect(
      await submitResults(school, { planNo, entries, noticeFrom: '2026-01-09', noticeTo: '2026-01-14' }),
    ).toMatchObject({
      code: 'NOTICE_TOO_SHORT',
      places: [{ field: 'noticeTo', message: { zh: '最早 2026-01-15' } }],
    });
    const { results } = accepted(
      await submitResults(school, { planNo, entries, noticeFrom: NOTICE[0], noticeTo: NOTICE[1] }),
    );
    expect(results).toMatchObject({ state: 'ON_NOTICE', candidates: 10, passed: 9, revision: 1 });
    life().noticeId = results?.id ?? '';
    for (const [other, sitting] of [
      [plans.middle, MIDDLE],
      [plans.junior, JUNIOR],
    ] as const) {
      const answer = accepted(await submitResults(school, { planNo: other, entries: resultsOfExam(sitting.people) }));
      expect(answer.results).toMatchObject({ noticeFrom: NOTICE[0], noticeTo: NOTICE[1] });
    }
  });

  chapter('the public reads the notice without a token, and no name or number in full', async () => {
    const { plans, publicPage, noticeId } = life();
    const list = await publicPage(`/public/notices.json?planNo=${plans.senior}`);
    expect(JSON.parse(list.text)).toMatchObject({
      total: 1,
      items: [{ id: noticeId, institution: { name: COLLEGE_NAME }, candidates: 10, passed: 9, noticeTo: NOTICE[1] }],
    });
    const { status, text } = await publicPage(`/public/notices/${noticeId}.json?first=500`);
    expect(status).toBe(200);
    const { entries } = JSON.parse(text) as { entries: Page<{ entryNo: number; name: string; idNumber: string }> };
    expect(entries.total).toBe(10);
    SENIOR.people.forEach(({ name, idNumber }, index) => {
      const shown = entries.items[index];
      expect(shown).toMatchObject({ entryNo: index + 1, name: name.charAt(0) + '*'.repeat(name.length - 1) });
      expect(shown?.idNumber).toBe(`${idNumber.slice(0, 2)}${'*'.repeat(14)}${idNumber.slice(-2)}`);
      expect(text).not.toContain(idNumber);
    });
  });

  chapter('an objection on one entry is decided by another hand of the city and strikes it', async () => {
    const { school, offices, plans, setDay, noticeId } = life();
    const { city, secondCity } = offices;
    setDay('2026-01-13');
    expect(await raiseObjection(city, noticeId, 11, '考试当日不在场')).toMatchObject({
      code: 'OBJECTION_INVALID',
      places: [{ field: 'entryNo' }],
    });
    const { objection } = accepted(await raiseObjection(city, noticeId, STRUCK_PLACE, '考试当日不在场'));
    expect(objection).toMatchObject({ state: 'OPEN' });
    const objectionId = objection?.id ?? '';
    expect(await termOf(city, 'OBJECTION', objectionId)).toMatchObject({ state: 'OPEN', dueOn: '2026-01-27' });
    const basis = [`${FORTY_SEVEN} 四(二)`];
    expect(await decideObjection(city, objectionId, 'UPHELD', '经调阅录像属实', basis)).toMatchObject({
      code: 'FOUR_EYES',
    });
    setDay('2026-01-14');
    expect(await decideObjection(secondCity, objectionId, 'UPHELD', '经调阅录像属实', basis)).toMatchObject({
      objection: { state: 'UPHELD' },
    });
    expect(await termOf(city, 'OBJECTION', objectionId)).toMatchObject({ state: 'MET', workingDaysLate: null });
    expect(await resultsOf(school, plans.senior)).toMatchObject([{ state: 'ON_NOTICE', struck: 1, openObjections: 0 }]);
    expect(await decisionsOn(school, 'OBJECTION', objectionId)).toMatchObject([
      { act: 'OBJECTION_UPHELD', reason: '经调阅录像属实', basis, decidedBy: secondCity.clientId },
    ]);
  });

  chapter('what the school wrote down itself is upheld by two people of the city, or not at all', async () => {
    const { school, offices, plans, noticeId } = life();
    const { city, secondCity } = offices;
    const { objection } = accepted(await raiseObjection(school, noticeId, STRUCK_PLACE + 1, '成绩登记有误'));
    const objectionId = objection?.id ?? '';
    const basis = [`${FORTY_SEVEN} 四(二)`];
    const upheld = accepted(await decideObjection(city, objectionId, 'UPHELD', '试卷核对不符', basis));
    expect(upheld).toMatchObject({ objection: { state: 'OPEN' } });
    const proposalId = upheld.proposalId ?? '';
    expect(await confirmProposal(city, proposalId)).toMatchObject({ code: 'FOUR_EYES' });
    expect(await proposalsFor(city)).toEqual([]);
    const subject = { kind: 'OBJECTION', id: objectionId };
    expect(await proposalsFor(secondCity)).toMatchObject([{ id: proposalId, kind: 'OBJECTION_UPHELD', subject }]);
    expect(await resultsOf(school, plans.senior)).toMatchObject([{ struck: 1, openObjections: 1 }]);
    expect(await dismissProposal(secondCity, proposalId, '复核后试卷相符')).toMatchObject({ state: 'DISMISSED' });
    expect(await decideObjection(secondCity, objectionId, 'DISMISSED', '复核后试卷相符', basis)).toMatchObject({
      objection: { state: 'DISMISSED' },
      proposalId: null,
    });
    expect((await decisionsOn(school, 'OBJECTION', objectionId)).map(({ act }) => act)).toEqual([
      'OBJECTION_DISMISSED',
    ]);
  });

  chapter('certificates asked for on the last day of the notice wait for its end', async () => {
    const { school, offices, plans, batches, setDay, noticeId } = life();
    const { city } = offices;
    setDay('2026-01-15');
    const records = recordsOfSitting(SENIOR, [1, 9], '2026-01-15');
    expect(await pushBatch(school, headerOf(plans.senior, 'HN-3-0', ['2026-01-08', NOTICE[1]]), records)).toMatchObject(
      {
        code: 'HEADER_INVALID',
        places: [{ field: 'noticeFrom', message: { zh: '实际公示日期为 2026-01-09' } }],
      },
    );
    const batch = await checkedBatch(school, headerOf(plans.senior, 'HN-3-1', NOTICE), records);
    expect(findingNames(await findingsOf(school, batch.id))).toEqual([]);
    expect(batch).toMatchObject({ state: 'CITY_REVIEW', counts: { passed: 9, held: 0, returned: 0 } });
    batches.senior = batch.id;
    expect(await approveBatch(city, batch.id)).toMatchObject({
      code: 'NOTICE_NOT_CLOSED',
      existingId: noticeId,
      places: [{ field: 'noticeTo', message: { zh: '公示至 2026-01-15' } }],
    });
  });

  chapter('the clock closes the notices; who was struck gets no certificate, the others do', async () => {
    const { school, offices, plans, batches, setDay, publicPage, noticeId } = life();
    const { city, secondCity, province } = offices;
    setDay('2026-01-16');
    for (const planNo of Object.values(plans)) {
      const [latest] = await untilClosed(school, planNo);
      expect(latest).toMatchObject({ noticeTo: NOTICE[1] });
    }
    expect((await publicPage(`/public/notices/${noticeId}.json`)).status).toBe(404);
    const batchId = batches.senior;
    expect(await approveBatch(city, batchId)).toMatchObject({
      code: 'RESULTS_STRUCK',
      placesTotal: 1,
      places: [{ record: STRUCK_PLACE, message: { zh: '因异议成立已撤销' } }],
    });
    const struck = [{ line: STRUCK_PLACE, reason: '公示期异议成立' }];
    expect(await returnRecords(city, batchId, struck)).toMatchObject({
      state: 'CITY_REVIEW',
      counts: { passed: 8, held: 0, returned: 1 },
    });
    expect(await approveBatch(secondCity, batchId)).toMatchObject({ state: 'PROVINCE_REVIEW', returnedLines: 0 });
    expect(await approveBatch(province, batchId)).toMatchObject({ state: 'APPROVED', returnedLines: 0 });
    await untilBatchAnswered(school, batchId);
    expect(await outcomeOf(school, plans.senior)).toMatchObject({
      plan: { state: 'APPROVED' },
      results: [{ state: 'CLOSED', noticeFrom: NOTICE[0], noticeTo: NOTICE[1] }],
      records: { passed: 8, held: 0, returned: 1 },
      certificates: [{ count: 8 }],
      certificatesTotal: 8,
    });
  });
}
