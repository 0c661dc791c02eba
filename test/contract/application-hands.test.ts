/** Applications in many hands: four eyes, two at once, and the same said twice. */
import { openApplication } from '../../src/app/applications/open-application';
import { saveApplication } from '../../src/app/applications/save-application';
import { submitApplication } from '../../src/app/applications/submit-application';
import { withdrawApplication } from '../../src/app/applications/withdraw-application';
import type { ApplicationStanding } from '../../src/app/applications/application-standing';
import type { Caller } from '../../src/app/caller';
import { APPLICANT, CREDIT_CODE, givenFiling, materialsOf, OTHER_CREDIT_CODE } from '../kit/application-cases';
import {
  APPLICANT_CALLER,
  type ApplicationDesk,
  applicationDesk,
  CITIES,
  PROVINCES,
  standing,
} from '../kit/application-desk';

const [CITY_1, CITY_2] = CITIES as [Caller, Caller];
const [PROVINCE_1, PROVINCE_2] = PROVINCES as [Caller, Caller];

describe('applications in many hands', () => {
  let desk: ApplicationDesk;
  beforeEach(async () => {
    desk = await applicationDesk();
  }, 60_000);
  afterEach(() => desk.close());

  describe('four eyes', () => {
    test('the record is taken by one who took no step before', async () => {
      const assessed = await desk.passed(await desk.submitted(), CITY_1);
      const record = await desk.passed(assessed, PROVINCE_1);
      expect(await desk.pass(PROVINCE_1, record)).toMatchObject({ code: 'FOUR_EYES' });
      expect(await desk.pass(PROVINCE_2, record)).toMatchObject({ state: 'PUBLISHED' });
    });

    test('whoever entered it at the counter decides nothing of it', async () => {
      const submitted = await desk.submitted({}, CITY_1);
      expect(submitted).toMatchObject({ dueBy: 'CITY' });
      expect(await desk.pass(CITY_1, submitted)).toMatchObject({ code: 'FOUR_EYES' });
      expect(await desk.seen(submitted.applicationId, APPLICANT_CALLER)).toMatchObject({
        openedRole: 'CITY',
        institutionCode: CREDIT_CODE,
      });
      expect(await desk.pass(CITY_2, submitted)).toMatchObject({ stepIndex: 1 });
    });

    test('in Fujian the city has three steps, for three people', async () => {
      const over = {
        applicant: { ...APPLICANT, regionCode: '350100' },
        sites: givenFiling().sites.map((site) => ({ ...site, regionCode: '350100' })),
      };
      const fujian = (id: string): Caller => ({ ...CITY_1, clientId: id, regionCode: '350100' });
      const [one, two, three] = [fujian('f-1'), fujian('f-2'), fujian('f-3')];
      const first = await desk.passed(await desk.submitted(over), one);
      expect(await desk.pass(one, first)).toMatchObject({ code: 'FOUR_EYES' });
      const second = await desk.passed(first, two);
      for (const by of [one, two]) expect(await desk.pass(by, second)).toMatchObject({ code: 'FOUR_EYES' });
      expect(await desk.pass(three, second)).toMatchObject({ state: 'PUBLISHED' });
    });
  });

  describe('at the same time', () => {
    test('two reviewers: one wins, the other hears who and what', async () => {
      const submitted = await desk.submitted();
      const answers = await Promise.all([desk.pass(CITY_1, submitted), desk.pass(CITY_2, submitted)]);
      const lost = answers.find(({ kind }) => kind === 'refused');
      expect(answers.filter(({ kind }) => kind === 'standing')).toHaveLength(1);
      expect(lost).toMatchObject({ code: 'APPLICATION_STATE_CONFLICT', existingId: submitted.applicationId });
      expect(JSON.stringify(lost)).toMatch(/The review by the city was decided by city-[12] at .*: passed/);
      expect((await desk.seen(submitted.applicationId, CITY_1))?.decisions).toHaveLength(1);
    });

    test('a pass and a withdrawal: one of them stands', async () => {
      const submitted = await desk.submitted();
      const [passed, withdrawn] = await Promise.all([
        desk.pass(CITY_1, submitted),
        withdrawApplication(desk.hub, APPLICANT_CALLER, submitted),
      ]);
      const state = (await desk.seen(submitted.applicationId, CITY_1))?.state;
      expect(withdrawn).toMatchObject({ state: 'WITHDRAWN' });
      expect(state).toBe('WITHDRAWN');
      if (passed.kind === 'refused') expect(passed.code).toBe('APPLICATION_STATE_CONFLICT');
      expect(await desk.openTerms()).toEqual([]);
    });

    test('two editors: nobody loses work unheard', async () => {
      const { applicationId, revision } = await desk.opened('FILING', givenFiling());
      const save = (strengths: string) =>
        saveApplication(desk.hub, APPLICANT_CALLER, { applicationId, revision, content: givenFiling({ strengths }) });
      const answers = await Promise.all([save('甲'), save('乙')]);
      expect(answers.filter(({ kind }) => kind === 'standing')).toHaveLength(1);
      expect(answers.find(({ kind }) => kind === 'refused')).toMatchObject({ code: 'APPLICATION_REVISION_CONFLICT' });
    });

    test('two applications for one thing: the second is told of the first', async () => {
      const materials = materialsOf(await desk.attachment());
      const one = await desk.opened('FILING', givenFiling({ materials, strengths: '甲' }));
      const other = await desk.opened('FILING', givenFiling({ materials, strengths: '乙' }));
      const answers = await Promise.all(
        [one, other].map((each) => submitApplication(desk.hub, APPLICANT_CALLER, each)),
      );
      expect(answers.filter(({ kind }) => kind === 'standing')).toHaveLength(1);
      expect(answers.find(({ kind }) => kind === 'refused')).toMatchObject({
        code: 'APPLICATION_INVALID',
        places: [{ field: '/items/0' }],
      });
    });

    test('two institutions for one venue: the record of one closes it for the other', async () => {
      const second: Caller = { ...APPLICANT_CALLER, clientId: 'second', institutionCode: OTHER_CREDIT_CODE };
      const applicant = { ...APPLICANT, creditCode: OTHER_CREDIT_CODE, name: '另一样例学院' };
      const ready: ApplicationStanding[] = [];
      for (const given of [await desk.submitted(), await desk.submitted({ applicant }, second)]) {
        ready.push(await desk.passed(await desk.passed(given, CITY_1), PROVINCE_1));
      }
      const answers = await Promise.all(ready.map((each) => desk.pass(PROVINCE_2, each)));
      expect(answers.filter(({ kind }) => kind === 'standing')).toHaveLength(1);
      expect(answers.find(({ kind }) => kind === 'refused')).toMatchObject({
        code: 'APPLICATION_INVALID',
        places: [{ field: '/items/0/sites' }],
      });
    });
  });

  describe('said twice', () => {
    test('the same draft, save, submission, decision and withdrawal answer the same again', async () => {
      const materials = materialsOf(await desk.attachment());
      const content = givenFiling({ materials });
      const open = () =>
        openApplication(desk.hub, APPLICANT_CALLER, { kind: 'FILING', institutionCode: null, content });
      const opened = await Promise.all([open(), open()]);
      const { applicationId } = standing(opened[0]);
      expect(opened.map((each) => each.kind === 'standing' && [each.applicationId, each.repeated]).sort()).toEqual(
        [
          [applicationId, false],
          [applicationId, true],
        ].sort(),
      );
      const save = () =>
        saveApplication(desk.hub, APPLICANT_CALLER, {
          applicationId,
          revision: 1,
          content: givenFiling({ materials, strengths: null }),
        });
      expect([await save(), await save()]).toMatchObject([
        { revision: 2, repeated: false },
        { revision: 2, repeated: true },
      ]);
      const submit = () => submitApplication(desk.hub, APPLICANT_CALLER, { applicationId, revision: 2 });
      const submitted = standing(await submit());
      expect(await submit()).toEqual({ ...submitted, repeated: true });
      const passed = standing(await desk.pass(CITY_1, submitted));
      expect(await desk.pass(CITY_1, submitted)).toEqual({ ...passed, repeated: true });
      const withdraw = () => withdrawApplication(desk.hub, APPLICANT_CALLER, { applicationId });
      expect([await withdraw(), await withdraw()]).toMatchObject([
        { repeated: false },
        { state: 'WITHDRAWN', repeated: true },
      ]);
      expect(await desk.source.query('SELECT FROM application')).toHaveLength(1);
    });
  });
});
