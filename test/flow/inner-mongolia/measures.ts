/** 第四十五条: what the region does to an institution that it filed. */
import { accepted, fieldsOf } from '../../kit/life/answers';
import type { Chapter } from '../../kit/life/chapters';
import { crewOf } from '../../kit/life/crews';
import { toldTo } from '../../kit/life/deadlines';
import { dryRun } from '../../kit/life/dry-runs';
import {
  DOCUMENT,
  GUESTS,
  headerOf,
  inDirectory,
  planOf,
  type Region,
  REGIONAL,
  REGIONAL_CODE,
  regionalExam,
  SCHOOL,
  SITES,
} from '../../kit/life/inner-mongolia';
import { confirmMeasure, measuresOf, proposeMeasure } from '../../kit/life/measures';
import { approvedPlan, approvePlan, filePlan } from '../../kit/life/plans';

export function tellMeasures(chapter: Chapter, lived: () => Region): void {
  const basis = [`${DOCUMENT} 第四十五条`];

  chapter('a suspension by two people of the region: no plan, no approval, no data of an exam in it', async () => {
    const { regional, capital, region, regionSecond, league, hub } = lived();
    hub.setClock('2026-06-01T01:00:00Z');
    const plan = planOf({
      siteCode: SITES.league,
      crew: await crewOf(regional),
      days: ['2026-06-13', '2026-06-14'],
      people: GUESTS,
    });
    const planNo = await approvedPlan(regional, plan, [capital]);
    const { planNo: waiting = '' } = accepted(await filePlan(regional, { ...plan, examTo: '2026-06-13' }));
    hub.setClock('2026-06-02T01:00:00Z');
    const measure = {
      institutionCode: REGIONAL_CODE,
      kind: 'SUSPENSION' as const,
      reasonCode: 'VENUE_CHANGED',
      reason: '擅自变更考场,限期整改',
      basis,
      to: '2026-06-30',
    };
    expect((await proposeMeasure(league, measure)).code).toBe('FILING_NOT_FOUND');
    const { measureId } = accepted(await proposeMeasure(region, measure));
    expect(await measuresOf(regional)).toEqual([]);
    expect((await confirmMeasure(region, measureId)).code).toBe('FOUR_EYES');
    expect((await confirmMeasure(capital, measureId)).code).toBe('MEASURE_ABOVE_OFFICE');
    expect(accepted(await confirmMeasure(regionSecond, measureId))).toMatchObject({
      state: 'CONFIRMED',
      from: '2026-06-02',
      to: '2026-06-30',
    });
    expect((await toldTo(regional))[0]).toMatchObject({ topic: 'MEASURE_CONFIRMED' });
    expect(await inDirectory(hub)).toContain(`${REGIONAL.name} SUSPENDED`);
    expect(fieldsOf(await filePlan(regional, { ...plan, headcount: 4 }))).toEqual(['examFrom']);
    expect(fieldsOf(await approvePlan(capital, waiting))).toEqual(['examFrom']);
    hub.setClock('2026-06-15T01:00:00Z');
    const findings = await dryRun(
      regional,
      headerOf(planNo, 'BJ-3', '2026-06-15'),
      regionalExam(SITES.league, '2026-06-13', '2026-06-15').slice(0, 1),
    );
    expect(findings).toEqual(['1 CMP-019 /occupationCode']);
  });

  chapter('a revocation by two people ends every filing', async () => {
    const { regional, region, regionSecond, hub } = lived();
    hub.setClock('2026-06-16T01:00:00Z');
    const { measureId } = accepted(
      await proposeMeasure(regionSecond, {
        institutionCode: REGIONAL_CODE,
        kind: 'REVOCATION',
        reasonCode: 'NOT_RECTIFIED',
        reason: '整改期内再次违规',
        basis,
      }),
    );
    expect((await confirmMeasure(regionSecond, measureId)).code).toBe('FOUR_EYES');
    expect(accepted(await confirmMeasure(region, measureId))).toMatchObject({ state: 'CONFIRMED', from: '2026-06-16' });
    expect((await measuresOf(regional)).map(({ kind, from }) => `${kind} ${from}`)).toEqual([
      'REVOCATION 2026-06-16',
      'SUSPENSION 2026-06-02',
    ]);
    expect(await inDirectory(hub)).toEqual([`${SCHOOL.name} IN_FORCE`]);
  });
}
