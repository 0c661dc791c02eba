/** 第十二条: the institution of the region works in the league once the league has filed its site. */
import { accepted, fieldsOf } from '../../kit/life/answers';
import { applicationsFor, passStep, sendAttachment, submitted } from '../../kit/life/applications';
import type { Chapter } from '../../kit/life/chapters';
import { crewOf } from '../../kit/life/crews';
import { dryRun } from '../../kit/life/dry-runs';
import {
  GUESTS,
  headerOf,
  LEAGUE,
  leagueSite,
  planOf,
  type Region,
  REGIONAL_CODE,
  regionalExam,
  SITES,
} from '../../kit/life/inner-mongolia';
import { approvedPlan, filePlan } from '../../kit/life/plans';

export function tellSite(chapter: Chapter, lived: () => Region): void {
  chapter('before it is filed, no plan and no data of an exam there', async () => {
    const { regional, capital, hub } = lived();
    hub.setClock('2026-04-02T01:00:00Z');
    const plan = planOf({
      siteCode: SITES.capital,
      crew: await crewOf(regional),
      days: ['2026-04-02', '2026-04-02'],
      people: GUESTS,
    });
    const refused = await filePlan(regional, { ...plan, siteCode: SITES.league });
    expect(refused.code).toBe('PLAN_INVALID');
    expect(fieldsOf(refused)).toEqual(['siteCode']);
    const planNo = await approvedPlan(regional, plan, [capital]);
    const header = headerOf(planNo, 'BJ-1', '2026-04-02');
    expect(await dryRun(regional, header, regionalExam(SITES.capital, '2026-04-02'))).toEqual([]);
    const elsewhere = await dryRun(regional, header, regionalExam(SITES.league, '2026-04-02').slice(0, 1));
    expect(elsewhere).toEqual(['1 CMP-005 /certificateNo', '1 CMP-020 /siteCode']);
  });

  chapter('the league decides it, and it holds at once', async () => {
    const { regional, league, leagueSecond, capital, region, hub } = lived();
    const asked = await submitted(regional, 'SITE', leagueSite(await sendAttachment(hub, regional, '场地证明.pdf')));
    expect((await applicationsFor(capital)).total).toBe(0);
    expect((await passStep(region, asked)).code).toBe('APPLICATION_ELSEWHERE');
    const reviewed = accepted(await passStep(league, asked));
    expect((await passStep(league, reviewed)).code).toBe('FOUR_EYES');
    expect(accepted(await passStep(leagueSecond, reviewed))).toMatchObject({
      state: 'PUBLISHED',
      publishedOn: '2026-04-02',
    });
    const { sites } = await regional.run<{ sites: { items: { code: string; regionCode: string }[] } }>(
      'query ($code: ID!) { sites(institutionCode: $code) { items { code regionCode } } }',
      { code: REGIONAL_CODE },
    );
    expect(sites.items).toMatchObject([{ code: SITES.capital }, { code: SITES.league, regionCode: LEAGUE.code }]);
    const plan = planOf({
      siteCode: SITES.league,
      crew: await crewOf(regional),
      days: ['2026-04-02', '2026-04-02'],
      people: GUESTS,
    });
    const planNo = await approvedPlan(regional, plan, [capital]);
    const header = headerOf(planNo, 'BJ-2', '2026-04-02');
    expect(await dryRun(regional, header, regionalExam(SITES.league, '2026-04-02'))).toEqual([]);
  });
}
