/** The filing, what the public sees of it, and the people. */
import { accepted, fieldsOf } from '../../kit/life/answers';
import {
  applicationsFor,
  openApplication,
  passStep,
  saveApplication,
  seenApplication,
  sendAttachment,
  submitApplication,
  submitted,
} from '../../kit/life/applications';
import { termOf, toldTo } from '../../kit/life/deadlines';
import { directoryCsv, directoryJson } from '../../kit/life/directory';
import { filePlan } from '../../kit/life/plans';
import {
  CHENGDU,
  COLLEGE,
  collegeFiling,
  collegeOf,
  ELECTRICIAN,
  faultyFiling,
  OLD_NAME,
  OTHER_COLLEGE,
  OTHER_NAME,
  winterPlan,
} from '../../kit/life/sichuan';
import { confirmStaff, registerStaff, staffOf } from '../../kit/life/staff';
import type { SichuanLife } from './life';

export function filing(life: () => SichuanLife): void {
  test('its application is sent with faults, mended, and two people of the province decide', async () => {
    const { hub, offices, college, otherCollege } = life();
    const attachmentId = await sendAttachment(hub, college, '备案材料.pdf');
    const sound = collegeFiling(collegeOf(COLLEGE, OLD_NAME), {
      venue: 'V-YUNLING',
      cards: 'KP-YL',
      firstAssessor: 1,
      attachmentId,
    });
    life().sound = sound;
    const draft = await openApplication(college, 'FILING', faultyFiling(sound));
    expect(draft).toMatchObject({ state: 'DRAFT', revision: 1 });
    const refused = await submitApplication(college, draft);
    expect(refused).toMatchObject({ code: 'APPLICATION_INVALID', placesTotal: 3 });
    expect(refused.places?.map(({ field, message }) => [field, message.zh])).toEqual([
      ['/sites/0/leasedTo', '租用场地须填写今后的租期截止日'],
      ['/items/0', '该职业的考评员有 2 名,不得少于 3 名(川 2021-06-16 通知 二(二))'],
      ['/items/0/questionBank', '须建有相应题库(川 2021-06-16 通知 二(五))'],
    ]);
    const mended = await saveApplication(college, draft, sound);
    expect(mended).toMatchObject({ state: 'DRAFT', revision: 2 });
    const standing = await submitApplication(college, mended);
    expect(standing).toMatchObject({
      state: 'SUBMITTED',
      revision: 3,
      stepIndex: 0,
      dueBy: 'PROVINCE',
      dueAct: 'ASSESS',
    });
    const id = standing.applicationId ?? '';
    // Twenty working days, by the national pack.
    expect(await termOf(offices.province, 'APPLICATION_PROVINCE', id)).toMatchObject({
      state: 'OPEN',
      dueOn: '2025-12-29',
    });

    // A college of the province is no work of its city.
    expect(await applicationsFor(offices.city)).toMatchObject({ total: 0 });
    expect(await passStep(offices.city, standing)).toMatchObject({ code: 'APPLICATION_ELSEWHERE' });
    expect(await applicationsFor(offices.province)).toEqual({
      total: 1,
      items: [{ id, dueBy: 'PROVINCE', dueAct: 'ASSESS' }],
    });
    const assessed = await passStep(offices.province, standing, '现场评估符合条件');
    expect(assessed).toMatchObject({ state: 'SUBMITTED', stepIndex: 1, dueAct: 'RECORD' });
    expect(await passStep(offices.province, assessed)).toMatchObject({ code: 'FOUR_EYES' });

    // Another college comes to its record in the same moment.
    const otherFile = await sendAttachment(hub, otherCollege, '备案材料.pdf');
    const otherContent = collegeFiling(collegeOf(OTHER_COLLEGE, OTHER_NAME), {
      venue: 'V-JINJIANG',
      cards: 'KP-JJ',
      firstAssessor: 4,
      attachmentId: otherFile,
    });
    const other = accepted(await passStep(offices.province, await submitted(otherCollege, 'FILING', otherContent)));
    const recorded = await Promise.all([
      passStep(offices.secondProvince, assessed),
      passStep(offices.thirdProvince, other),
    ]);
    expect(recorded).toMatchObject([
      { state: 'PUBLISHED', publishedOn: '2025-12-01' },
      { state: 'PUBLISHED', publishedOn: '2025-12-01' },
    ]);
    expect(await seenApplication(college, id)).toMatchObject({
      institutionCode: COLLEGE,
      route: { title: { zh: '高职院校及其它院校:省级技术评估、备案' }, basis: ['川 2021-06-16 通知 三'] },
      decisions: [
        {
          outcome: 'PASSED',
          opinion: '现场评估符合条件',
          decidedBy: offices.province.clientId,
          step: { act: 'ASSESS' },
        },
        { outcome: 'PASSED', decidedBy: offices.secondProvince.clientId, step: { act: 'RECORD' } },
      ],
    });
    expect(await termOf(offices.province, 'APPLICATION_PROVINCE', id)).toMatchObject({ state: 'MET' });
    expect((await toldTo(college)).map(({ text }) => text.zh)).toEqual([
      '首次备案申请已核准并公布',
      '首次备案申请已通过一个环节',
    ]);
  });

  test('the public sees both at once, with serials that follow each other', async () => {
    const { hub, otherCity } = life();
    const { total, items } = await directoryJson(hub, { regionCode: CHENGDU.code });
    expect(total).toBe(2);
    expect(items.flatMap(({ sites }) => sites.map(({ code }) => code)).sort()).toEqual([
      'Y000051000001',
      'Y000051000002',
    ]);
    const own = items.find(({ institutionCode }) => institutionCode === COLLEGE);
    expect(own).toMatchObject({
      institutionName: OLD_NAME,
      occupationName: ELECTRICIAN.name,
      levels: ['LEVEL_4', 'LEVEL_3'],
      audience: ['OWN_STUDENT'],
      fees: [
        { level: 'LEVEL_4', yuan: 260 },
        { level: 'LEVEL_3', yuan: 320.5 },
      ],
      from: '2025-12-01',
      to: '2028-11-30',
      standing: 'IN_FORCE',
    });
    const siteCode = own?.sites[0]?.code ?? '';
    life().siteCode = siteCode;
    const [headings = [], ...rows] = await directoryCsv(hub, { text: '云岭' });
    expect(headings.slice(0, 3)).toEqual(['机构代码', '机构名称', '区划代码']);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.slice(0, 3)).toEqual([COLLEGE, OLD_NAME, CHENGDU.code]);
    expect(rows[0]?.at(-1)).toContain(siteCode);
    const { directory } = await otherCity.run<{ directory: { total: number } }>(
      `{ directory(filter: { occupationCode: "${ELECTRICIAN.code}", level: LEVEL_3 }) { ... on DirectoryPage { total } } }`,
    );
    expect(directory.total).toBe(2);
  });

  test('its people are registered: the assessors by the filing, the others by the city', async () => {
    const { hub, offices, otherCity, college, siteCode } = life();
    hub.setClock('2025-12-02T01:00:00Z');
    const term = { name: '样例人员', from: '2025-12-02', to: '2028-12-31' } as const;
    const supervisor = accepted(
      await registerStaff(college, { ...term, kinds: ['SUPERVISOR'], certificateNo: 'DD-YL-1' }),
    );
    const invigilator = accepted(
      await registerStaff(college, { ...term, kinds: ['INVIGILATOR'], certificateNo: 'JK-YL-1' }),
    );
    const crew = {
      assessors: await staffOf(college, 'ASSESSOR'),
      internalSupervisors: [supervisor.staffId ?? ''],
      invigilators: [invigilator.staffId ?? ''],
      trainers: [],
    };
    life().crew = crew;
    expect(crew.assessors).toHaveLength(3);
    expect(await confirmStaff(offices.city, invigilator.proposalId ?? '')).toMatchObject({ state: 'CONFIRMED' });
    // Who is not confirmed supervises no exam.
    const early = await filePlan(college, winterPlan(siteCode, crew));
    expect([early.code, fieldsOf(early)]).toEqual(['PLAN_INVALID', ['internalSupervisors/0']]);
    expect(await confirmStaff(otherCity, supervisor.proposalId ?? '')).toMatchObject({ code: 'STAFF_NOT_FOUND' });
    expect(await confirmStaff(offices.city, supervisor.proposalId ?? '')).toMatchObject({ state: 'CONFIRMED' });
  });
}
