/** Who may not apply, and whom a notice for schools binds: by the text of the region alone. */
import { checkApplication } from '../../../src/domain/application/check-application';
import { PROHIBITIONS, type Prohibition } from '../../../src/domain/application/conditions';
import { APPLICANT, ITEM } from '../../kit/application-cases';
import { people } from '../../kit/application-faults';
import {
  CITIES,
  factsIn,
  filingIn,
  LEAST,
  NATIONAL,
  type Place,
  PLACES,
  refusedBy,
  WRONG,
} from '../../kit/asked-places';

const COMMON = ['VIOLATIONS', 'ILLEGAL_ORGANISATION', 'BAD_RECORD'] as const;
test.each([
  ['HUNAN', '湘人社函〔2020〕47号 一(一)', COMMON],
  ['INNER_MONGOLIA', '内人社办发〔2024〕53号 第十条', PROHIBITIONS],
  ['FUJIAN', '闽劳鉴〔2023〕10号 第五条(一)', COMMON],
  ['SICHUAN', NATIONAL, COMMON],
  ['PANZHIHUA', NATIONAL, COMMON],
  ['ELSEWHERE', NATIONAL, COMMON],
] as const satisfies readonly (readonly [Place, string, readonly Prohibition[]])[])(
  'in %s %s says who may not apply: %j, and nobody else is refused',
  (place, clause, listed: readonly Prohibition[]) => {
    const refused = PROHIBITIONS.flatMap((prohibition) => {
      const by = refusedBy(place, '/prohibitions/0', { prohibitions: [prohibition] });
      return by === undefined ? [] : [[prohibition, by]];
    });
    expect(refused).toEqual(
      PROHIBITIONS.filter((each) => listed.includes(each)).map((prohibition) => [prohibition, clause]),
    );
  },
);

test.each(PLACES)('an organ of the state by its credit code in %s: Inner Mongolia alone says so', (place) => {
  const creditCode = `11${APPLICANT.creditCode.slice(2)}`;
  const applicant = { ...APPLICANT, regionCode: CITIES[place], creditCode };
  const facts = factsIn(place, { institutionCode: creditCode });
  const paths = checkApplication('FILING', filingIn(place, { applicant }), facts).map(({ path }) => path);
  expect(paths).toEqual(place === 'INNER_MONGOLIA' ? ['/applicant/creditCode'] : []);
});

test.each(['HUNAN', 'SICHUAN', 'PANZHIHUA'] as const)('a notice for schools binds no enterprise of %s', (place) => {
  const applicant = { ...APPLICANT, regionCode: CITIES[place], schoolType: null };
  const wrong = { ...filingIn(place, WRONG), applicant };
  const items = [{ ...ITEM, audience: ['OWN_EMPLOYEE'], questionBank: false }];
  const problems = checkApplication('FILING', { ...wrong, items, staff: people }, factsIn(place));
  const asked = problems.filter(({ path }) => !path.startsWith('/items'));
  expect(problems.map(({ path }) => path)).not.toContain('/items/0/questionBank');
  expect(asked.map(({ path }) => path).sort()).toEqual(
    ['/commitmentSigned', ...LEAST.map(() => '/materials'), '/prohibitions/0'].sort(),
  );
  for (const { message } of asked) expect(message.zh).toContain(NATIONAL);
  const cardless = people.map((one) => ({ ...one, certificateNo: null }));
  const cards = checkApplication('FILING', { ...filingIn(place), applicant, items, staff: cardless }, factsIn(place));
  for (const { message } of cards) expect(message.zh).toContain(NATIONAL);
  expect(cards).toHaveLength(people.length);
});
