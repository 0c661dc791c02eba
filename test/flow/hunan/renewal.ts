/** The renewal window, the second year, and a year without an approved batch. */
import { accepted, type Asker, type Page } from '../../kit/life/answers';
import { openApplication, passStep, sendAttachment, submitApplication, submitted } from '../../kit/life/applications';
import { termOf, toldTo } from '../../kit/life/deadlines';
import { COLLEGE, ELECTRICIAN, HUNAN, PROGRAMMER, renewalOf } from '../../kit/life/hunan';
import { until } from '../../kit/operations';
import type { Chapter } from '../../kit/life/chapters';
import { FORTY_SEVEN, type HunanLife } from './life';

interface RegistryFinding {
  readonly code: string;
  readonly subjectId: string;
}

/** What the registry is found to be due or at odds with today. */
async function registryFindings(by: Asker, code: string): Promise<readonly RegistryFinding[]> {
  const { registryFindings: page } = await by.run<{ registryFindings: Page<RegistryFinding> }>(
    `query ($code: String) { registryFindings(code: $code) { ... on RegistryFindingPage {
       total items { code subjectId basis expected message { zh } } } } }`,
    { code },
  );
  return page.items;
}

export function tellRenewal(chapter: Chapter, life: () => HunanLife): void {
  chapter('the renewal window is told on its first day and once', async () => {
    const { hub, school, offices, setDay, filingOf, watched } = life();
    setDay('2026-09-18');
    const [electrician, programmer] = [
      await filingOf(ELECTRICIAN.code, '2025-12-19'),
      await filingOf(PROGRAMMER.code, '2025-12-19'),
    ];
    const early = accepted(
      await openApplication(
        school,
        'RENEWAL',
        renewalOf([electrician, programmer], await sendAttachment(hub, school, '续期.pdf')),
      ),
    );
    expect(await submitApplication(school, early)).toMatchObject({
      code: 'APPLICATION_INVALID',
      places: [0, 1].map((index) => ({
        field: `/filingIds/${index}`,
        message: { zh: expect.stringContaining('最早可于 2026-09-19 申请') },
      })),
    });
    expect(await toldTo(school, 'FILING_RENEWAL_OPEN')).toEqual([]);
    setDay('2026-09-19');
    const told = await until(
      () => toldTo(school, 'FILING_RENEWAL_OPEN'),
      (found) => found.length === 2,
    );
    expect(told.map(({ subject }) => subject.id).sort()).toEqual([electrician, programmer].sort());
    setDay('2026-09-21');
    await watched('2026-09-21');
    expect(await toldTo(school, 'FILING_RENEWAL_OPEN')).toHaveLength(2);
    expect(await toldTo(offices.city, 'FILING_RENEWAL_OPEN')).toHaveLength(2);
    expect(await termOf(school, 'RENEWAL', electrician)).toMatchObject({ state: 'OPEN', dueOn: '2026-12-18' });
    const due = await registryFindings(offices.province, 'TIM-010');
    expect(due.map(({ subjectId }) => subjectId).sort()).toEqual([electrician, programmer].sort());
  });

  chapter(
    'renewed by city and province: what was never examined is left out, the new year follows the old one',
    async () => {
      const { hub, school, offices, filingsOf, filingOf, publicPage } = life();
      const { city, secondCity, province } = offices;
      const [electrician, programmer] = [
        await filingOf(ELECTRICIAN.code, '2025-12-19'),
        await filingOf(PROGRAMMER.code, '2025-12-19'),
      ];
      const material = await sendAttachment(hub, school, '续期申请表.pdf');
      const arrived = await submitted(school, 'RENEWAL', renewalOf([electrician, programmer], material));
      expect(arrived).toMatchObject({ dueBy: 'CITY', dueAct: 'REVIEW' });
      const reviewed = accepted(await passStep(city, arrived));
      const assessed = accepted(await passStep(secondCity, reviewed));
      expect(await passStep(province, assessed, null, [electrician])).toMatchObject({
        code: 'APPLICATION_INVALID',
        places: [{ field: '/filingIds' }],
      });
      expect(await passStep(province, assessed, null, [programmer])).toMatchObject({ state: 'PUBLISHED' });
      expect((await filingsOf()).map(({ occupationCode, from, to }) => [occupationCode, from, to])).toEqual(
        expect.arrayContaining([
          [ELECTRICIAN.code, '2025-12-19', '2026-12-18'],
          [ELECTRICIAN.code, '2026-12-19', '2027-12-18'],
          [PROGRAMMER.code, '2025-12-19', '2026-12-18'],
        ]),
      );
      expect(await filingsOf()).toHaveLength(3);
      expect(await termOf(school, 'RENEWAL', electrician)).toMatchObject({ state: 'MET' });
      expect(await registryFindings(province, 'TIM-010')).toMatchObject([{ subjectId: programmer }]);
      const directoryOn = async (day: string) => {
        const { text } = await publicPage(`/public/directory.json?regionCode=${HUNAN.city}&onDay=${day}`);
        const { items } = JSON.parse(text) as Page<{ occupationCode: string; from: string }>;
        return items.map(({ occupationCode, from }) => `${occupationCode} ${from}`).sort();
      };
      expect(await directoryOn('2026-12-18')).toEqual([
        `${PROGRAMMER.code} 2025-12-19`,
        `${ELECTRICIAN.code} 2025-12-19`,
      ]);
      expect(await directoryOn('2026-12-19')).toEqual([`${ELECTRICIAN.code} 2026-12-19`]);
    },
  );

  chapter('a year after the last approved batch the institution is quiet, renewed or not; told once', async () => {
    const { school, offices, setDay, filingOf, watched } = life();
    setDay('2026-12-19');
    const [ended] = await until(
      () => toldTo(school, 'FILING_ENDED'),
      (told) => told.length > 0,
    );
    expect(ended?.subject.id).toBe(await filingOf(PROGRAMMER.code, '2025-12-19'));
    setDay('2027-01-20');
    await watched('2027-01-20');
    expect(await registryFindings(offices.province, 'TIM-009')).toEqual([]);
    expect(await toldTo(school, 'INSTITUTION_INACTIVE')).toEqual([]);
    setDay('2027-01-21');
    await watched('2027-01-21');
    expect(await registryFindings(offices.province, 'TIM-009')).toEqual([
      {
        code: 'TIM-009',
        subjectId: COLLEGE,
        basis: [`${FORTY_SEVEN} 五(六)`, '闽劳鉴〔2023〕10号 第二十二条(四)'],
        expected: ['>=2026-01-21'],
        message: { zh: '自 2026-01-20 起没有获批批次，已超过 12 个月。' },
      },
    ]);
    setDay('2027-01-22');
    await watched('2027-01-22');
    for (const by of [school, offices.city]) {
      expect(await toldTo(by, 'INSTITUTION_INACTIVE')).toMatchObject([{ subject: { id: COLLEGE } }]);
    }
  });
}
