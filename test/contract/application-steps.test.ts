/** Steps that do not just pass: returned, refused, shown to the public. */
import { saveApplication } from '../../src/app/applications/save-application';
import { submitApplication } from '../../src/app/applications/submit-application';
import { refuseApplication, returnApplication } from '../../src/app/applications/turn-down-application';
import { withdrawApplication } from '../../src/app/applications/withdraw-application';
import type { Caller } from '../../src/app/caller';
import { territoryOf } from '../../src/domain/tenancy/territory';
import { APPLICANT, CREDIT_CODE, givenFiling, ITEM, materialsOf } from '../kit/application-cases';
import {
  APPLICANT_CALLER,
  type ApplicationDesk,
  applicationDesk,
  CITIES,
  OTHER_CITY,
  OTHER_PROVINCE,
  PROVINCES,
  standing,
} from '../kit/application-desk';
import { MONGOLIAN_FILING, mongolianOffice } from '../kit/mongolian-filing';

const [CITY_1, CITY_2] = CITIES as [Caller, Caller];
const [PROVINCE_1] = PROVINCES as [Caller];
const PAGE = { first: 50, after: null };

describe('steps of applications', () => {
  let desk: ApplicationDesk;
  beforeEach(async () => {
    desk = await applicationDesk();
  }, 60_000);
  afterEach(() => desk.close());

  test('what an applicant sent stands in no region until it applies; then the offices of the route read it', async () => {
    const id = await desk.attachment(APPLICANT_CALLER, null);
    const readers = async (): Promise<string[]> => {
      const all = [APPLICANT_CALLER, CITY_1, PROVINCE_1, OTHER_CITY, OTHER_PROVINCE];
      const found = await Promise.all(all.map((by) => desk.hub.views.attachment(territoryOf(by), id)));
      return all.filter((_, index) => found[index] !== undefined).map(({ clientId }) => clientId);
    };
    const opened = await desk.opened('FILING', givenFiling({ materials: materialsOf(id) }));
    expect(await readers()).toEqual(['applicant']);
    standing(await submitApplication(desk.hub, APPLICANT_CALLER, opened));
    expect(await readers()).toEqual(['applicant', 'city-1', 'province-1']);
  });

  test('what is filed where it lies is read there, wherever the institution stands', async () => {
    const id = await desk.attachment(APPLICANT_CALLER, '430100');
    const opened = await desk.opened('FILING', givenFiling({ materials: materialsOf(id) }));
    const body = (by: Caller) => desk.hub.views.attachmentBody(territoryOf(by), id);
    expect(await body(CITY_1)).toBeUndefined();
    standing(await submitApplication(desk.hub, APPLICANT_CALLER, opened));
    expect([await body(CITY_1), await body(OTHER_CITY)]).toEqual([Buffer.from('pdf'), undefined]);
  });

  describe('turned down', () => {
    test('a reason and an opinion hold no number of a person', async () => {
      const submitted = await desk.submitted();
      const reason = '请联系 138 0013 8000';
      const refused = await returnApplication(desk.hub, CITY_1, { ...submitted, stepIndex: 0, reason, basis: [] });
      expect(refused).toMatchObject({ code: 'REASON_MISSING' });
      expect(await desk.pass(CITY_1, submitted, reason)).toMatchObject({
        code: 'OPINION_MISSING',
        places: [{ field: 'opinion' }],
      });
      expect(await desk.decisions(submitted.applicationId)).toEqual([]);
    });

    test('returned with a reason, mended, submitted, and decided from the beginning', async () => {
      const assessed = await desk.passed(await desk.submitted(), CITY_1);
      const { applicationId, revision } = assessed;
      const given = { applicationId, revision, stepIndex: 1, reason: '题库证明不全', basis: [] };
      expect(await returnApplication(desk.hub, PROVINCE_1, { ...given, reason: '  ' })).toMatchObject({
        code: 'REASON_MISSING',
      });
      expect(await returnApplication(desk.hub, PROVINCE_1, given)).toMatchObject({
        state: 'RETURNED',
        stepIndex: null,
      });
      expect(await returnApplication(desk.hub, PROVINCE_1, given)).toMatchObject({ state: 'RETURNED', repeated: true });
      expect(await desk.told('INSTITUTION')).toContain('APPLICATION_RETURNED');
      expect(await desk.openTerms()).toEqual([]);
      expect(await desk.decisions(applicationId)).toContainEqual({
        act: 'ASSESS_RETURNED',
        reason: '题库证明不全',
        basis: ['川 2021-06-16 通知 三'],
        decided_by: 'province-1',
      });
      const materials = materialsOf(await desk.attachment());
      const saved = standing(
        await saveApplication(desk.hub, APPLICANT_CALLER, {
          applicationId,
          revision,
          content: givenFiling({ materials, strengths: '已补充' }),
        }),
      );
      const again = standing(await submitApplication(desk.hub, APPLICANT_CALLER, saved));
      expect(again).toMatchObject({ state: 'SUBMITTED', stepIndex: 0, revision: revision + 2 });
      // What was said of the first content is not said of the second.
      expect(await desk.pass(CITY_1, { ...assessed, stepIndex: 0 })).toMatchObject({
        repeated: true,
        revision: again.revision,
      });
      expect(await desk.pass(CITY_2, { ...assessed, stepIndex: 0 })).toMatchObject({
        code: 'APPLICATION_STATE_CONFLICT',
      });
      expect(await desk.pass(CITY_1, again)).toMatchObject({ stepIndex: 1 });
    });

    test('refused with reason and basis, for good', async () => {
      const submitted = await desk.submitted();
      const given = { ...submitted, stepIndex: 0, reason: '不符合条件', basis: ['川 2021-06-16 通知 二(五)'] };
      expect(await refuseApplication(desk.hub, CITY_1, { ...given, basis: [] })).toMatchObject({
        code: 'REASON_MISSING',
      });
      expect(await refuseApplication(desk.hub, CITY_1, given)).toMatchObject({ state: 'REFUSED' });
      const { applicationId, revision } = submitted;
      expect(await submitApplication(desk.hub, APPLICANT_CALLER, { applicationId, revision })).toMatchObject({
        code: 'APPLICATION_STATE_CONFLICT',
      });
      expect(await withdrawApplication(desk.hub, APPLICANT_CALLER, submitted)).toMatchObject({
        code: 'APPLICATION_STATE_CONFLICT',
      });
    });

    test('a review without an opinion is none', async () => {
      expect(await desk.pass(CITY_1, await desk.submitted(), ' ')).toMatchObject({ code: 'OPINION_MISSING' });
    });
  });

  describe('Inner Mongolia: the notice to the public', () => {
    const proposed = async () => (await desk.hub.views.proposedFilings('2026-07-07', PAGE)).items;

    test('runs its working days, is seen by all, and the step passes after the last one', async () => {
      const reviewed = await desk.passed(await desk.submitted(MONGOLIAN_FILING), mongolianOffice('m-1', 'CITY'));
      const shown = await desk.passed(reviewed, mongolianOffice('m-2', 'CITY'));
      // Opened on a Tuesday: five working days later it is Tuesday again.
      expect(shown).toMatchObject({ dueAct: 'NOTICE', noticeTo: '2026-07-07' });
      expect(await desk.openTerms()).toEqual(['FILING_NOTICE']);
      expect(await proposed()).toEqual([
        {
          id: shown.applicationId,
          kind: 'FILING',
          applicantName: APPLICANT.name,
          creditCode: CREDIT_CODE,
          regionCode: '150100',
          items: [
            {
              occupationCode: ITEM.occupationCode,
              occupationName: ITEM.occupationName,
              workTypes: [],
              levels: ITEM.levels,
            },
          ],
          sites: [{ name: '校本部考点', address: '样例路 1 号' }],
          noticeFrom: '2026-06-30',
          noticeTo: '2026-07-07',
        },
      ]);
      desk.at('2026-07-07T15:59:59Z');
      const early = await desk.pass(mongolianOffice('m-1', 'CITY'), shown);
      expect(early).toMatchObject({ code: 'FILING_NOTICE_RUNNING', places: [{ field: 'noticeTo' }] });
      expect(JSON.stringify(early)).toContain('2026-07-07');
      desk.at('2026-07-07T16:00:00Z');
      expect(await desk.pass(mongolianOffice('m-1', 'CITY'), shown, ' ')).toMatchObject({
        code: 'OPINION_MISSING',
        places: [{ field: 'opinion', message: { zh: expect.stringContaining('有无异议') } }],
      });
      const passed = await desk.passed(shown, mongolianOffice('m-1', 'CITY'));
      expect(passed).toMatchObject({ dueBy: 'PROVINCE', dueAct: 'RECORD' });
      expect(await proposed()).toEqual([]);
      // Published in April and October only.
      expect(await desk.pass(mongolianOffice('m-9', 'PROVINCE'), passed)).toMatchObject({
        state: 'APPROVED',
        publishableFrom: '2026-10-01',
        publishedOn: null,
      });
      expect(await desk.source.query(`SELECT FROM filing`)).toEqual([]);
    });

    test('of the province is the province’s term, and what passed it says why', async () => {
      const own = {
        ...MONGOLIAN_FILING,
        applicant: { ...MONGOLIAN_FILING.applicant, ownership: 'PROVINCIAL' },
      } as const;
      const reviewed = await desk.passed(await desk.submitted(own), mongolianOffice('m-7', 'PROVINCE'));
      const shown = await desk.passed(reviewed, mongolianOffice('m-8', 'PROVINCE'));
      expect(shown).toMatchObject({ dueBy: 'PROVINCE', dueAct: 'NOTICE' });
      expect(await desk.openTerms()).toEqual(['FILING_NOTICE_PROVINCE']);
      const terms = await desk.source.query(`SELECT responsible FROM deadline WHERE term LIKE 'FILING_NOTICE%'`);
      expect(terms).toEqual([{ responsible: 'PROVINCE' }]);
      desk.at('2026-07-08T01:00:00Z');
      await desk.pass(mongolianOffice('m-9', 'PROVINCE'), shown, '公示无异议');
      const [noted] = await desk.source.query(`SELECT reason FROM decision WHERE act = 'NOTICE_PASSED'`);
      expect(noted.reason).toBe('公示期满(2026-06-30 至 2026-07-07):公示无异议');
    });

    test('an assessment at the end of the year, with no calendar of the next, says so', async () => {
      desk.at('2026-12-30T01:00:00Z');
      const reviewed = await desk.passed(await desk.submitted(MONGOLIAN_FILING), mongolianOffice('m-1', 'CITY'));
      expect(await desk.pass(mongolianOffice('m-2', 'CITY'), reviewed)).toMatchObject({
        code: 'FILING_CALENDAR_UNPUBLISHED',
      });
      expect((await desk.seen(reviewed.applicationId, { ...CITY_1, regionCode: '150100' }))?.stepIndex).toBe(1);
    });
  });
});
