/** Applications on a real database: who may do what, in which order, and what of it stands afterwards. */
import { randomUUID } from 'node:crypto';
import { passApplicationStep } from '../../src/app/applications/pass-application-step';
import { APPLICATIONS_OPEN_MAX, openApplication } from '../../src/app/applications/open-application';
import { saveApplication } from '../../src/app/applications/save-application';
import { submitApplication } from '../../src/app/applications/submit-application';
import { refuseApplication, returnApplication } from '../../src/app/applications/turn-down-application';
import { withdrawApplication } from '../../src/app/applications/withdraw-application';
import type { Caller } from '../../src/app/caller';
import { APPLICANT, CREDIT_CODE, EMPTY, givenFiling, ITEM, OTHER_CREDIT_CODE } from '../kit/application-cases';
import {
  APPLICANT_CALLER,
  type ApplicationDesk,
  applicationDesk,
  CITIES,
  NATION,
  OPERATOR,
  OTHER_APPLICANT,
  OTHER_CITY,
  OTHER_PROVINCE,
  PROVINCES,
} from '../kit/application-desk';

const [CITY_1, CITY_2] = CITIES as [Caller, Caller];
const [PROVINCE_1, PROVINCE_2] = PROVINCES as [Caller, Caller];
const PAGE = { first: 50, after: null };
const ANY = { state: null, kind: null, institutionCode: null, mine: false };
const wall = (institutionCode: string | null, regionPrefix = '') => ({ institutionCode, regionPrefix });

describe('applications', () => {
  let desk: ApplicationDesk;
  beforeEach(async () => {
    desk = await applicationDesk();
  }, 60_000);
  afterEach(() => desk.close());

  test('Sichuan: a city school from the draft to the register', async () => {
    const submitted = await desk.submitted();
    expect(submitted).toMatchObject({ state: 'SUBMITTED', revision: 2, stepIndex: 0, dueBy: 'CITY', dueAct: 'REVIEW' });
    expect(await desk.openTerms()).toEqual(['APPLICATION_CITY']);
    const assessed = await desk.passed(submitted, CITY_1);
    expect(assessed).toMatchObject({ stepIndex: 1, dueBy: 'PROVINCE', dueAct: 'ASSESS' });
    expect(await desk.openTerms()).toEqual(['APPLICATION_PROVINCE']);
    const recorded = await desk.passed(await desk.passed(assessed, PROVINCE_1), PROVINCE_2);
    expect(recorded).toMatchObject({
      state: 'PUBLISHED',
      stepIndex: null,
      publishedOn: '2026-06-30',
      publishableFrom: '2026-06-30',
    });
    expect(await desk.source.query(`SELECT code, name FROM institution WHERE code = $1`, [CREDIT_CODE])).toEqual([
      { code: CREDIT_CODE, name: APPLICANT.name },
    ]);
    expect(await desk.source.query(`SELECT occupation_code, levels FROM filing`)).toEqual([
      { occupation_code: ITEM.occupationCode, levels: ITEM.levels },
    ]);
    expect(await desk.openTerms()).toEqual([]);
    expect((await desk.decisions(submitted.applicationId)).map((act) => Reflect.get(act as object, 'act'))).toEqual(
      expect.arrayContaining(['REVIEW_PASSED', 'ASSESS_PASSED', 'RECORD_PASSED']),
    );
    expect(await desk.told('CITY')).toContain('APPLICATION_ARRIVED');
    expect(await desk.told('INSTITUTION')).toEqual(
      expect.arrayContaining(['APPLICATION_STEP_PASSED', 'APPLICATION_RECORDED']),
    );
    const view = await desk.seen(submitted.applicationId, CITY_1);
    expect(view?.route?.title.zh).toBe('市州及以下技工院校:市州初审,省级评估、备案');
    expect(view?.decisions.map(({ step, outcome, decidedBy }) => [step.act, outcome, decidedBy])).toEqual([
      ['REVIEW', 'PASSED', 'city-1'],
      ['ASSESS', 'PASSED', 'province-1'],
      ['RECORD', 'PASSED', 'province-2'],
    ]);
  });

  test('no plain document number reaches the database, and names are shown masked', async () => {
    const { applicationId } = await desk.submitted();
    const stored = JSON.stringify(await desk.source.query('SELECT * FROM application'));
    for (const { idNumber } of givenFiling().staff) expect(stored).not.toContain(idNumber);
    const view = await desk.seen(applicationId, CITY_1);
    expect(view?.content.staff[0]).toMatchObject({ name: '王**', idNumberMasked: expect.stringMatching(/^51\*+..$/) });
    expect(JSON.stringify(view)).not.toContain('王考评');
    const nation = await desk.seen(applicationId, NATION);
    expect(nation?.content.applicant).toMatchObject({ contactName: '李**' });
  });

  test('everything that is wrong is told at once, and nothing changes', async () => {
    const { applicationId, revision } = await desk.opened(
      'FILING',
      givenFiling({ equipment: [], commitmentSigned: false }),
    );
    const refused = await submitApplication(desk.hub, APPLICANT_CALLER, { applicationId, revision });
    expect(refused).toMatchObject({ code: 'APPLICATION_INVALID' });
    expect(refused.kind === 'refused' && refused.places.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['/equipment', '/commitmentSigned', '/materials/0/attachmentId']),
    );
    expect((await desk.seen(applicationId, APPLICANT_CALLER))?.state).toBe('DRAFT');
  });

  describe('who may', () => {
    test('what is not there and what is not yours are answered alike, by every verb', async () => {
      const { applicationId, revision } = await desk.submitted();
      const named = {
        revision,
        stepIndex: 0,
        opinion: '符合',
        dropFilingIds: [],
        reason: '不符',
        basis: ['样例 第一条'],
      };
      for (const by of [OTHER_CITY, OTHER_PROVINCE]) {
        for (const verb of [passApplicationStep, returnApplication, refuseApplication]) {
          const foreign = await verb(desk.hub, by, { ...named, applicationId });
          expect(foreign).toMatchObject({ code: 'APPLICATION_NOT_FOUND' });
          expect(foreign).toEqual(await verb(desk.hub, by, { ...named, applicationId: randomUUID() }));
        }
      }
      const content = givenFiling();
      for (const by of [OTHER_APPLICANT, OTHER_CITY]) {
        expect(await saveApplication(desk.hub, by, { applicationId, revision, content })).toMatchObject({
          code: 'APPLICATION_NOT_FOUND',
        });
        expect(await submitApplication(desk.hub, by, { applicationId, revision })).toMatchObject({
          code: 'APPLICATION_NOT_FOUND',
        });
        expect(await withdrawApplication(desk.hub, by, { applicationId })).toMatchObject({
          code: 'APPLICATION_NOT_FOUND',
        });
        expect(await desk.seen(applicationId, by)).toBeUndefined();
      }
      expect(await withdrawApplication(desk.hub, APPLICANT_CALLER, { applicationId: 'x' })).toMatchObject({
        code: 'APPLICATION_NOT_FOUND',
      });
    });

    test('an institution decides nothing, nation and operator read', async () => {
      const { applicationId, revision } = await desk.submitted();
      for (const by of [APPLICANT_CALLER, NATION, OPERATOR]) {
        const named = { applicationId, revision, stepIndex: 0, opinion: '符合', dropFilingIds: [] };
        expect(await passApplicationStep(desk.hub, by, named)).toMatchObject({ code: 'FORBIDDEN' });
      }
      expect(
        await openApplication(desk.hub, NATION, { kind: 'FILING', institutionCode: null, content: givenFiling() }),
      ).toMatchObject({
        code: 'FORBIDDEN',
      });
      expect(await withdrawApplication(desk.hub, CITY_1, { applicationId })).toMatchObject({ code: 'FORBIDDEN' });
    });

    test('an office takes its own step only', async () => {
      const submitted = await desk.submitted();
      expect(await desk.pass(PROVINCE_1, submitted)).toMatchObject({ code: 'APPLICATION_ELSEWHERE' });
      const next = await desk.passed(submitted, CITY_1);
      expect(await desk.pass(CITY_2, next)).toMatchObject({ code: 'APPLICATION_ELSEWHERE' });
    });

    test('drafts of an institution are its own', async () => {
      const { applicationId } = await desk.opened('FILING', givenFiling());
      expect(await desk.seen(applicationId, APPLICANT_CALLER)).toMatchObject({ state: 'DRAFT' });
      expect(await desk.seen(applicationId, CITY_1)).toBeUndefined();
      expect((await desk.hub.views.applications('CITY', wall(null, '5101'), ANY, PAGE)).total).toBe(0);
      expect(await desk.pass(CITY_1, await desk.opened('FILING', givenFiling()))).toMatchObject({
        code: 'APPLICATION_NOT_FOUND',
      });
    });
  });

  describe('who applies', () => {
    test('an office names an applicant of its territory', async () => {
      const at = (by: Caller, kind: 'FILING' | 'RENEWAL', institutionCode: string | null, content = givenFiling()) =>
        openApplication(desk.hub, by, { kind, institutionCode, content });
      expect(await at(OTHER_CITY, 'FILING', null)).toMatchObject({ code: 'APPLICANT_UNKNOWN' });
      expect(await at(CITY_1, 'FILING', null, EMPTY)).toMatchObject({
        code: 'APPLICATION_INVALID',
        places: [{ field: '/applicant' }],
      });
      expect(await at(CITY_1, 'RENEWAL', null, EMPTY)).toMatchObject({ code: 'APPLICANT_UNKNOWN' });
      expect(await at(CITY_1, 'RENEWAL', '0404', EMPTY)).toMatchObject({ code: 'APPLICANT_UNKNOWN' });
      expect(await at(APPLICANT_CALLER, 'RENEWAL', null, EMPTY)).toMatchObject({ code: 'APPLICANT_UNKNOWN' });
      expect(await at(APPLICANT_CALLER, 'FILING', OTHER_CREDIT_CODE)).toMatchObject({ code: 'APPLICANT_UNKNOWN' });
    });

    test('one applicant has so many open at most', async () => {
      for (let index = 0; index < APPLICATIONS_OPEN_MAX; index += 1)
        await desk.opened('FILING', givenFiling({ strengths: `${index}` }));
      expect(
        await openApplication(desk.hub, APPLICANT_CALLER, {
          kind: 'FILING',
          institutionCode: null,
          content: givenFiling(),
        }),
      ).toMatchObject({
        code: 'APPLICATIONS_TOO_MANY',
      });
    });
  });

  test('the queue of an office: what waits for it first, the oldest first', async () => {
    const first = await desk.submitted();
    desk.at('2026-07-01T01:00:00Z');
    const second: Caller = { ...APPLICANT_CALLER, clientId: 'second', institutionCode: OTHER_CREDIT_CODE };
    const applicant = { ...APPLICANT, creditCode: OTHER_CREDIT_CODE };
    const later = await desk.submitted(
      { applicant, sites: givenFiling().sites.map((site) => ({ ...site, venue: null })) },
      second,
    );
    const idsOf = async (role: 'CITY' | 'PROVINCE', mine: boolean) =>
      (
        await desk.hub.views.applications(role, wall(null, role === 'CITY' ? '5101' : '51'), { ...ANY, mine }, PAGE)
      ).items.map(({ id }) => id);
    expect(await idsOf('CITY', true)).toEqual([first.applicationId, later.applicationId]);
    await desk.passed(first, CITY_1);
    expect(await idsOf('CITY', true)).toEqual([later.applicationId]);
    expect(await idsOf('CITY', false)).toEqual([later.applicationId, first.applicationId]);
    expect(await idsOf('PROVINCE', true)).toEqual([first.applicationId]);
    const one = await desk.hub.views.applications('CITY', wall(null, '5101'), ANY, { first: 1, after: null });
    expect([one.total, one.hasNext]).toEqual([2, true]);
    const rest = await desk.hub.views.applications('CITY', wall(null, '5101'), ANY, { first: 1, after: one.endCursor });
    expect(rest.items.map(({ id }) => id)).toEqual([first.applicationId]);
    expect((await desk.hub.views.applications('CITY', wall(null, '5103'), ANY, PAGE)).total).toBe(0);
  });
});
