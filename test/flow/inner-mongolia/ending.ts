/** 第十七、十八条: a voluntary end, and the duties that stay. */
import { accepted, fieldsOf } from '../../kit/life/answers';
import { passStep, sendAttachment, submitted } from '../../kit/life/applications';
import { approveBatch, checkedBatch, findingsOf, untilBatchAnswered } from '../../kit/life/batches';
import type { Chapter } from '../../kit/life/chapters';
import { requestCorrection } from '../../kit/life/corrections';
import { crewOf } from '../../kit/life/crews';
import { dryRun } from '../../kit/life/dry-runs';
import {
  examOf,
  GUESTS,
  headerOf,
  inDirectory,
  planOf,
  type Region,
  SCHOOL,
  SITES,
  termination,
} from '../../kit/life/inner-mongolia';
import { approvedPlan, filePlan } from '../../kit/life/plans';
import { resultsOfExam } from '../../kit/life/records';
import { submitResults } from '../../kit/life/results';

export function tellEnding(chapter: Chapter, lived: () => Region): void {
  chapter('data of an exam inside the term are still uploaded and mended; nothing is held after it', async () => {
    const { school, league, leagueSecond, region, hub } = lived();
    hub.setClock('2026-06-17T01:00:00Z');
    const plan = planOf({
      siteCode: SITES.school,
      crew: await crewOf(school),
      days: ['2026-06-27', '2026-06-28'],
      people: GUESTS,
    });
    const planNo = await approvedPlan(school, plan, [league]);
    const asked = await submitted(school, 'TERMINATION', termination('2026-06-30'));
    const reviewed = accepted(await passStep(league, asked));
    expect(accepted(await passStep(leagueSecond, reviewed))).toMatchObject({ state: 'PUBLISHED' });
    expect(await inDirectory(hub)).toEqual([`${SCHOOL.name} IN_FORCE`]);

    hub.setClock('2026-07-02T01:00:00Z');
    expect(await inDirectory(hub)).toEqual([]);
    const later = { ...plan, examFrom: '2026-07-11', examTo: '2026-07-11' };
    expect(fieldsOf(await filePlan(school, later))).toEqual(['examFrom']);
    accepted(await submitResults(school, { planNo, entries: resultsOfExam(GUESTS) }));
    // Numbers that were void in spring are not given again.
    const exam = {
      siteCode: SITES.school,
      people: GUESTS,
      issuedOn: '2026-07-02',
      institutionName: SCHOOL.name,
      firstSerial: 2001,
    };
    const records = examOf({ ...exam, examDate: '2026-06-27' });
    const header = headerOf(planNo, 'DY-9', '2026-07-02');
    const after = await dryRun(school, header, examOf({ ...exam, examDate: '2026-07-01' }).slice(0, 1));
    expect(after).toContain('1 CMP-019 /occupationCode');
    const batch = await checkedBatch(school, header, records);
    expect(await findingsOf(school, batch.id)).toEqual([]);
    expect(batch.counts).toEqual({ passed: 3, held: 0, returned: 0 });
    accepted(await approveBatch(league, batch.id));
    expect(accepted(await approveBatch(region, batch.id))).toMatchObject({ state: 'APPROVED' });
    const { forwarding } = await untilBatchAnswered(school, batch.id);
    expect(forwarding).toMatchObject([{ accepted: 3 }, { accepted: 3 }]);
    const evidence = [await sendAttachment(hub, school, '更正证明.pdf')];
    const [record] = records;
    const correction = await requestCorrection(school, {
      certificateNo: record?.certificateNo ?? '',
      record: { ...record, education: 'BACHELOR' },
      reason: '学历录入有误',
      evidence,
    });
    expect(accepted(correction)).toMatchObject({ state: 'REQUESTED' });
  });
}
