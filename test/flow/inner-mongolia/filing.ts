/** The league and the region file two institutions; both are published in April. */
import { accepted, fieldsOf, placesOf } from '../../kit/life/answers';
import {
  applicationsFor,
  openApplication,
  passStep,
  seenApplication,
  sendAttachment,
  type Standing,
  submitApplication,
  submitted,
} from '../../kit/life/applications';
import type { Chapter } from '../../kit/life/chapters';
import { termOf, toldTo } from '../../kit/life/deadlines';
import { dismissFilingObjection, filingObjectionsFor, recordFilingObjection } from '../../kit/life/filing-objections';
import { directoryJson } from '../../kit/life/directory';
import {
  BUREAU,
  BUREAU_CODE,
  DOCUMENT,
  firstFiling,
  LEAGUE,
  type Region,
  REGIONAL,
  REGIONAL_CODE,
  SCHOOL,
  SCHOOL_CODE,
} from '../../kit/life/inner-mongolia';
import { publicationDraft, publishFilings, seenPublication, waitingForPublication } from '../../kit/life/publications';
import { until } from '../../kit/operations';

export function tellFiling(chapter: Chapter, lived: () => Region): void {
  let bySchool: Partial<Standing> = {};
  let byRegional: Partial<Standing> = {};

  chapter('a government body does not apply, whether it says so or not (第十条)', async () => {
    const bureau = await lived().institution(BUREAU_CODE);
    const form = firstFiling(BUREAU, await sendAttachment(lived().hub, bureau, '备案申请表.pdf'), 'JG');
    const honest = await openApplication(bureau, 'FILING', { ...form, prohibitions: ['GOVERNMENT_BODY'] });
    const refusal = await submitApplication(bureau, honest);
    expect(refusal.code).toBe('APPLICATION_INVALID');
    expect(fieldsOf(refusal)).toEqual(['/applicant/creditCode', '/prohibitions/0']);
    const silent = await submitApplication(bureau, await openApplication(bureau, 'FILING', form));
    expect(placesOf(silent)).toEqual([expect.stringContaining('/applicant/creditCode')]);
  });

  chapter('the region takes its own institution through all four steps, by different people', async () => {
    const { regional, region, regionSecond, regionThird, league, hub } = lived();
    const form = firstFiling(REGIONAL, await sendAttachment(hub, regional, '备案申请表.pdf'), 'BJ');
    byRegional = await submitted(regional, 'FILING', form);
    const { route, steps } = await seenApplication(region, byRegional.applicationId ?? '');
    expect(steps.map(({ by, act }) => `${by} ${act}`)).toEqual([
      'PROVINCE REVIEW',
      'PROVINCE ASSESS',
      'PROVINCE NOTICE',
      'PROVINCE RECORD',
    ]);
    expect(route?.basis).toContain(`${DOCUMENT} 第十一条`);
    expect((await applicationsFor(league)).total).toBe(0);
    byRegional = accepted(await passStep(region, byRegional));
    expect((await passStep(region, byRegional)).code).toBe('FOUR_EYES');
    byRegional = accepted(await passStep(regionSecond, byRegional));
    expect(byRegional).toMatchObject({ dueAct: 'NOTICE', noticeTo: '2025-12-15' });
    hub.setClock('2025-12-16T01:00:00Z');
    byRegional = accepted(await passStep(region, byRegional));
    expect((await passStep(region, byRegional)).code).toBe('FOUR_EYES');
    byRegional = accepted(await passStep(regionThird, byRegional));
    expect(byRegional).toMatchObject({ state: 'APPROVED', publishableFrom: '2026-04-01', publishedOn: null });
  });

  chapter('asked for in December, publication answers 1 April', async () => {
    const early = await publicationDraft(lived().region);
    expect(early.code).toBe('PUBLICATION_NOT_DUE');
    expect(JSON.stringify(early.places)).toContain('2026-04-01');
    const { items } = await waitingForPublication(lived().regional);
    expect(items).toMatchObject([{ applicationId: byRegional.applicationId, publishableFrom: '2026-04-01' }]);
  });

  chapter(
    'the league reviews, assesses and shows a private school; the notice crosses New Year and a make-up Sunday',
    async () => {
      const { school, league, leagueSecond, capital, region, hub } = lived();
      hub.setClock('2025-12-22T01:00:00Z');
      bySchool = await submitted(
        school,
        'FILING',
        firstFiling(SCHOOL, await sendAttachment(hub, school, '备案申请表.pdf'), 'DY'),
      );
      expect((await applicationsFor(league)).items).toMatchObject([{ id: bySchool.applicationId, dueAct: 'REVIEW' }]);
      expect((await applicationsFor(capital)).total).toBe(0);
      expect((await passStep(region, bySchool)).code).toBe('APPLICATION_ELSEWHERE');
      bySchool = accepted(await passStep(league, bySchool));
      hub.setClock('2025-12-29T01:00:00Z');
      bySchool = accepted(await passStep(leagueSecond, bySchool));
      // 30 and 31 December, Sunday 4 January, 5 and 6 January.
      expect(bySchool).toMatchObject({ dueAct: 'NOTICE', noticeTo: '2026-01-06' });
      const { proposedFilings } = await lived().regional.run<{ proposedFilings: { items: object[] } }>(
        '{ proposedFilings { items { applicantName noticeFrom noticeTo items { occupationCode } } } }',
      );
      expect(proposedFilings.items).toMatchObject([{ applicantName: SCHOOL.name, noticeTo: '2026-01-06' }]);
      hub.setClock('2026-01-06T08:00:00Z');
      const running = await passStep(league, bySchool);
      expect(running.code).toBe('FILING_NOTICE_RUNNING');
      expect(JSON.stringify(running.places)).toContain('2026-01-06');
      const letter = { receivedOn: '2026-01-06', summary: '反映场地与申报不符' };
      const applicationId = bySchool.applicationId ?? '';
      expect((await recordFilingObjection(capital, applicationId, letter)).code).toBe('APPLICATION_NOT_FOUND');
      const { objection } = accepted(await recordFilingObjection(league, applicationId, letter));
      expect(await filingObjectionsFor(school)).toMatchObject([
        { objectionNo: 1, state: 'OPEN', summary: letter.summary },
      ]);
      expect(await filingObjectionsFor(lived().regional)).toEqual([]);
      hub.setClock('2026-01-07T01:00:00Z');
      expect((await passStep(league, bySchool)).code).toBe('FILING_OBJECTIONS_OPEN');
      const answer = { reason: '经现场核查,场地与申报一致', basis: [`${DOCUMENT} 第十一条(三)`] };
      expect((await dismissFilingObjection(league, objection?.id, answer)).code).toBe('FOUR_EYES');
      accepted(await dismissFilingObjection(leagueSecond, objection?.id, answer));
      bySchool = accepted(await passStep(league, bySchool));
      expect(bySchool).toMatchObject({ dueBy: 'PROVINCE', dueAct: 'RECORD' });
      bySchool = accepted(await passStep(region, bySchool));
      expect(bySchool).toMatchObject({ state: 'APPROVED', publishableFrom: '2026-04-01' });
      expect(await termOf(league, 'FILING_NOTICE', bySchool.applicationId ?? '')).toMatchObject({ state: 'MET' });
    },
  );

  chapter('in April both are published together by another person, and then only have codes', async () => {
    const { region, regionSecond, regionThird, school, regional, hub } = lived();
    hub.setClock('2026-04-01T01:00:00Z');
    await until(
      () => toldTo(region, 'PUBLICATION_DUE'),
      (told) => told.length === 1,
    );
    const draft = accepted(await publicationDraft(region));
    expect(draft).toMatchObject({ on: '2026-04-01', items: 2, sites: 2, waiting: 2 });
    expect(draft.basis).toContain(`${DOCUMENT} 第十一条(四)`);
    // The one recorded the school, the other the institution of the region.
    for (const own of [region, regionThird]) expect((await publishFilings(own, draft.digest)).code).toBe('FOUR_EYES');
    expect((await publishFilings(regionSecond, draft.digest?.replace(/^./, 'x'))).code).toBe('PUBLICATION_CHANGED');
    const published = accepted(await publishFilings(regionSecond, draft.digest));
    expect(published).toMatchObject({ on: '2026-04-01', institutions: 2, filings: 2, sites: 2, repeated: false });
    expect(await publishFilings(regionSecond, draft.digest)).toMatchObject({ ...published, repeated: true });
    const { items } = await seenPublication(school, published.publicationId ?? '');
    expect(items.map(({ institutionCode, siteCodes }) => [institutionCode, ...siteCodes])).toEqual([
      [SCHOOL_CODE, 'S000015000002'],
      [REGIONAL_CODE, 'S000015000001'],
    ]);
    expect(items[0]?.filings).toMatchObject([{ from: '2026-04-01', to: '2029-03-31', levels: ['LEVEL_5', 'LEVEL_4'] }]);
    expect((await toldTo(regional)).map(({ topic }) => topic)).toContain('FILING_PUBLISHED');
    expect(await directoryJson(hub, { regionCode: LEAGUE.code })).toMatchObject({
      total: 1,
      items: [{ institutionName: SCHOOL.name }],
    });
  });
}
