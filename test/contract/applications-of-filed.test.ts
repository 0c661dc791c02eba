/** Applications of an institution that stands in the register, and an applicant's system before it does. */
import { createClient } from '../../src/app/create-client';
import { exportSnapshot } from '../../src/app/export-snapshot';
import { openUpload } from '../../src/app/open-upload';
import type { ApplicationStanding } from '../../src/app/applications/application-standing';
import { openApplication } from '../../src/app/applications/open-application';
import { passApplicationStep } from '../../src/app/applications/pass-application-step';
import { submitApplication } from '../../src/app/applications/submit-application';
import { refuseApplication, returnApplication } from '../../src/app/applications/turn-down-application';
import { withdrawApplication } from '../../src/app/applications/withdraw-application';
import type { Caller } from '../../src/app/caller';
import { saveRegistry } from '../../src/app/save-registry';
import type { GivenContent } from '../../src/domain/application/content-shape';
import type { ApplicationKind } from '../../src/domain/application/route';
import { SAMPLE_HEADER } from '../kit/sample-record';
import {
  APPLICANT,
  CREDIT_CODE,
  EMPTY,
  givenFiling,
  INSTITUTION,
  ITEM,
  materialsOf,
  OTHER_CREDIT_CODE,
} from '../kit/application-cases';
import {
  APPLICANT_CALLER,
  type ApplicationDesk,
  applicationDesk,
  CITIES,
  NATION,
  OPERATOR,
  OTHER_CITY,
  PROVINCES,
  standing,
} from '../kit/application-desk';

const [CITY_1, CITY_2] = CITIES as [Caller, Caller];
const [PROVINCE_1, PROVINCE_2] = PROVINCES as [Caller, Caller];
const PAGE = { first: 50, after: null };

describe('of an institution that is filed', () => {
  let desk: ApplicationDesk;
  let filingId = '';
  beforeEach(async () => {
    desk = await applicationDesk();
    const applicant = { ...APPLICANT, grade: 'PROVINCE' } as const;
    const filed = await desk.submitted({ applicant });
    await desk.passed(await desk.passed(await desk.passed(filed, CITY_1), PROVINCE_1), PROVINCE_2);
    filingId = (await desk.source.query('SELECT id FROM filing'))[0].id;
  }, 60_000);
  afterEach(() => desk.close());

  const submit = async (kind: ApplicationKind, over: Partial<GivenContent>) => {
    const content = { ...EMPTY, commitmentSigned: true, materials: materialsOf(await desk.attachment()), ...over };
    const opened = await desk.opened(kind, content);
    return submitApplication(desk.hub, APPLICANT_CALLER, opened);
  };
  const filings = (): Promise<readonly { id: string; from: string; to: string; levels: readonly string[] }[]> =>
    desk.source.query('SELECT id, from_day AS "from", to_day AS "to", levels FROM filing ORDER BY from_day, id');
  const last = (by: Caller, at: ApplicationStanding, dropFilingIds: readonly string[] = []) =>
    passApplicationStep(desk.hub, by, {
      applicationId: at.applicationId,
      revision: at.revision,
      stepIndex: at.stepIndex ?? -1,
      opinion: null,
      dropFilingIds,
    });

  test('a first filing runs its term from the day of its publication', async () => {
    expect(await filings()).toMatchObject([{ from: '2026-06-30', to: '2029-06-29', levels: ITEM.levels }]);
  });

  test('is told at once that it needs no first filing, and what to apply for instead', async () => {
    const second = { kind: 'FILING', institutionCode: null, content: givenFiling() } as const;
    for (const by of [APPLICANT_CALLER, CITY_1]) {
      expect(await openApplication(desk.hub, by, second)).toMatchObject({
        code: 'APPLICANT_FILED',
        existingId: filingId,
        places: [{ field: 'kind', message: { en: expect.stringContaining('to 2029-06-29') } }],
        remedy: { en: expect.stringContaining('SCOPE_CHANGE') },
      });
    }
    // Nobody learns elsewhere who is filed here.
    expect(await openApplication(desk.hub, OTHER_CITY, second)).toMatchObject({ code: 'APPLICANT_UNKNOWN' });
    desk.at('2029-06-30T01:00:00Z');
    expect(await openApplication(desk.hub, APPLICANT_CALLER, second)).toMatchObject({ state: 'DRAFT' });
  });

  test('a site in another city is decided there', async () => {
    const [site] = givenFiling().sites;
    const sites = [{ ...site, ref: 'zigong', regionCode: '510300', venue: 'V-9' } as never];
    const submitted = standing(await submit('SITE', { sites }));
    const view = await desk.hub.views.application(
      'CITY',
      { institutionCode: null, regionPrefix: '5103' },
      submitted.applicationId,
    );
    expect(view).toMatchObject({ regionCode: '510300', institutionCode: CREDIT_CODE });
    expect(await last(CITY_1, submitted)).toMatchObject({ code: 'APPLICATION_NOT_FOUND' });
    expect(await desk.passed(submitted, OTHER_CITY)).toMatchObject({ stepIndex: 1 });
  });

  test('a change of scope adds a filing for what is new', async () => {
    const items = [{ ...ITEM, levels: ['LEVEL_3'], fees: [], sites: [] }];
    const submitted = standing(await submit('SCOPE_CHANGE', { items, staff: givenFiling().staff, reason: '新增等级' }));
    expect(
      await desk.passed(await desk.passed(await desk.passed(submitted, CITY_1), PROVINCE_1), PROVINCE_2),
    ).toMatchObject({
      state: 'PUBLISHED',
    });
    expect((await filings()).map(({ levels }) => levels)).toEqual(expect.arrayContaining([ITEM.levels, ['LEVEL_3']]));
  });

  test('a new name is recorded by the institution’s own regulator', async () => {
    const applicant = { ...APPLICANT, grade: 'PROVINCE', name: '样例新技师学院' } as const;
    const submitted = standing(await submit('BASIC_CHANGE', { applicant, reason: '更名' }));
    expect(submitted).toMatchObject({ dueBy: 'PROVINCE', dueAct: 'REVIEW' });
    expect(await desk.passed(await desk.passed(submitted, PROVINCE_1), PROVINCE_2)).toMatchObject({
      state: 'PUBLISHED',
    });
    expect(await desk.source.query('SELECT name FROM institution WHERE code = $1', [CREDIT_CODE])).toEqual([
      { name: '样例新技师学院' },
    ]);
  });

  describe('a renewal', () => {
    const over = (): Partial<GivenContent> => ({ filingIds: [filingId], prohibitions: [] });

    test('before its window hears the first day', async () => {
      const refused = await submit('RENEWAL', over());
      expect(refused).toMatchObject({ code: 'APPLICATION_INVALID', places: [{ field: '/filingIds/0' }] });
      expect(JSON.stringify(refused)).toContain('2029-03-31');
    });

    test('follows without a gap', async () => {
      desk.at('2029-06-01T01:00:00Z');
      const submitted = standing(await submit('RENEWAL', over()));
      desk.at('2029-06-20T01:00:00Z');
      await desk.passed(await desk.passed(await desk.passed(submitted, CITY_1), PROVINCE_1), PROVINCE_2);
      expect(await filings()).toMatchObject([{ to: '2029-06-29' }, { from: '2029-06-30', to: '2032-06-29' }]);
    });

    test('that comes to nothing leaves its term running, by the same last day', async () => {
      desk.at('2029-06-01T01:00:00Z');
      const terms = () =>
        desk.source.query(
          `SELECT subject_id, state, due_on FROM deadline WHERE term = 'RENEWAL' ORDER BY opened_at, ended_at`,
        );
      const submitted = standing(await submit('RENEWAL', over()));
      expect(await terms()).toEqual([]);
      const decision = { ...submitted, stepIndex: 0, reason: '材料不全', basis: ['内人社办发〔2024〕53号 第十五条'] };
      const returned = standing(await returnApplication(desk.hub, CITY_1, decision));
      const running = { subject_id: filingId, state: 'OPEN', due_on: '2029-06-29' };
      expect(await terms()).toEqual([running]);
      desk.at('2029-06-02T01:00:00Z');
      const again = standing(await submitApplication(desk.hub, APPLICANT_CALLER, returned));
      expect(await terms()).toEqual([{ ...running, state: 'MET' }]);
      expect(await refuseApplication(desk.hub, CITY_2, { ...decision, ...again, stepIndex: 0 })).toMatchObject({
        state: 'REFUSED',
      });
      expect(await terms()).toEqual([{ ...running, state: 'MET' }, running]);
      desk.at('2029-06-03T01:00:00Z');
      const third = standing(await submit('RENEWAL', over()));
      await withdrawApplication(desk.hub, APPLICANT_CALLER, third);
      expect(await terms()).toMatchObject([{ state: 'MET' }, { state: 'MET' }, running]);
      // What has ended cannot be renewed any more.
      desk.at('2029-06-04T01:00:00Z');
      const last = standing(await submit('RENEWAL', over()));
      desk.at('2029-07-01T01:00:00Z');
      await withdrawApplication(desk.hub, APPLICANT_CALLER, last);
      expect(await terms()).toMatchObject([{ state: 'MET' }, { state: 'MET' }, { state: 'MET' }]);
    });

    test('what was never exercised can be left out, and nothing else (NM-16)', async () => {
      desk.at('2029-06-01T01:00:00Z');
      const ready = await desk.passed(await desk.passed(standing(await submit('RENEWAL', over())), CITY_1), PROVINCE_1);
      expect(await last(PROVINCE_2, ready, ['F-0'])).toMatchObject({
        code: 'APPLICATION_INVALID',
        places: [{ field: '/filingIds' }],
      });
      expect(await last(PROVINCE_2, ready, [filingId])).toMatchObject({ state: 'PUBLISHED' });
      expect(await filings()).toHaveLength(1);
    });
  });

  test('the institution ends its work by itself', async () => {
    const submitted = standing(
      await submit('TERMINATION', { endsOn: '2026-12-31', reason: '停止评价', materials: [] }),
    );
    await desk.passed(await desk.passed(submitted, PROVINCE_1), PROVINCE_2);
    expect(await desk.source.query('SELECT kind, from_day FROM filing_interruption')).toEqual([
      { kind: 'TERMINATED', from_day: '2027-01-01' },
    ]);
  });

  test('who is barred hears the last day; data may still be set right (FJ-23)', async () => {
    await desk.hub.transaction(async ({ codes }) => {
      await codes.insertMeasure({
        id: '00000000-0000-7000-8000-00000000000a',
        kind: 'REVOCATION',
        state: 'CONFIRMED',
        institutionCode: CREDIT_CODE,
        regionCode: '510100',
        filingIds: [filingId],
        from: '2026-06-30',
        to: null,
        reasonCode: 'IDLE',
        reason: '样例',
        basis: [],
        proposedBy: 'province-1',
        proposedRole: 'PROVINCE',
        proposedAt: desk.hub.now(),
        decidedBy: null,
        decidedRole: null,
        decidedAt: null,
        decisionReason: null,
        noticeFrom: null,
        noticeTo: null,
        takenBackIds: [],
      });
      await codes.bar({
        measureId: '00000000-0000-7000-8000-00000000000a',
        creditCode: CREDIT_CODE,
        from: '2026-06-30',
        to: '2029-06-29',
        reason: '样例',
      });
    });
    const items = [{ ...ITEM, levels: ['LEVEL_3'], fees: [], sites: [] }];
    const refused = await submit('SCOPE_CHANGE', { items, staff: givenFiling().staff, reason: '新增等级' });
    expect(refused).toMatchObject({ code: 'APPLICANT_BARRED', places: [{ field: '/applicant' }] });
    expect(JSON.stringify(refused)).toContain('2029-06-29');
    const applicant = { ...APPLICANT, grade: 'PROVINCE' } as const;
    expect(await submit('BASIC_CHANGE', { applicant, reason: '更正地址' })).toMatchObject({ state: 'SUBMITTED' });
  });
});

describe('a system of an applicant', () => {
  let desk: ApplicationDesk;
  beforeEach(async () => {
    desk = await applicationDesk();
  }, 60_000);
  afterEach(() => desk.close());
  const given = (institutionCode: string) =>
    ({ name: '申请单位系统', role: 'INSTITUTION', institutionCode, regionCode: null }) as const;

  test('is bound to a credit code that nobody has registered', async () => {
    expect(await createClient(desk.hub, OPERATOR, given(CREDIT_CODE))).toMatchObject({ kind: 'created' });
    expect(await createClient(desk.hub, OPERATOR, given(`${CREDIT_CODE.slice(0, -1)}0`))).toMatchObject({
      code: 'CLIENT_INVALID',
    });
    expect(await createClient(desk.hub, OPERATOR, given('0001'))).toMatchObject({ code: 'CLIENT_INVALID' });
    expect(await createClient(desk.hub, NATION, given(CREDIT_CODE))).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('but not to the credit code of an institution that has a code', async () => {
    const institutions = [{ ...INSTITUTION, code: '0001', ownership: undefined }];
    await saveRegistry(desk.hub, OPERATOR, JSON.parse(JSON.stringify({ institutions })));
    expect(await createClient(desk.hub, OPERATOR, given(CREDIT_CODE))).toMatchObject({ code: 'CLIENT_INVALID' });
    expect(await createClient(desk.hub, OPERATOR, given('0001'))).toMatchObject({ kind: 'created' });
  });

  test('finds nothing in the register, and nothing breaks', async () => {
    const territory = { institutionCode: CREDIT_CODE, regionPrefix: '' };
    expect(await openUpload(desk.hub, APPLICANT_CALLER, SAMPLE_HEADER)).toMatchObject({ code: 'PLAN_UNKNOWN' });
    expect(await exportSnapshot(desk.hub, APPLICANT_CALLER, 'P1')).toBeUndefined();
    expect(await desk.hub.views.institution(territory, CREDIT_CODE)).toBeUndefined();
    expect(await desk.hub.views.plans(territory, CREDIT_CODE, PAGE)).toBeUndefined();
  });

  test('at the counter, an institution of the register keeps its code', async () => {
    const institutions = [{ ...INSTITUTION, code: '0001' }];
    const saved = await saveRegistry(desk.hub, OPERATOR, JSON.parse(JSON.stringify({ institutions })));
    expect(saved).toMatchObject({ kind: 'saved' });
    const content = givenFiling({ materials: materialsOf(await desk.attachment(CITY_1)) });
    const opened = standing(
      await openApplication(desk.hub, CITY_1, { kind: 'FILING', institutionCode: null, content }),
    );
    const view = await desk.hub.views.application(
      'CITY',
      { institutionCode: null, regionPrefix: '5101' },
      opened.applicationId,
    );
    expect(view?.institutionCode).toBe('0001');
    const other = givenFiling({ applicant: { ...APPLICANT, creditCode: OTHER_CREDIT_CODE } });
    const second = standing(
      await openApplication(desk.hub, CITY_2, { kind: 'FILING', institutionCode: null, content: other }),
    );
    const secondView = await desk.hub.views.application(
      'CITY',
      { institutionCode: null, regionPrefix: '5101' },
      second.applicationId,
    );
    expect(secondView?.institutionCode).toBe(OTHER_CREDIT_CODE);
  });
});
