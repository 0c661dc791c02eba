/** What holds for any values: relations are orders, and what a check lets through asks for no less. */
import * as fc from 'fast-check';
import { problemsTogether } from '../../../src/domain/packs/check-packs';
import type { Pack } from '../../../src/domain/packs/pack';
import { PARAMETER_NAMES, PARAMETERS } from '../../../src/domain/packs/parameter-shapes';
import type { EligibilityList, ListedOccupation } from '../../../src/domain/packs/parameters';
import { resolvePack } from '../../../src/domain/packs/resolve-pack';
import { RULES } from '../../../src/domain/rules/index';
import { overlay, RELEASE, value } from './packs';
import { SOME_CODES, SOME_OCCUPATIONS, SOME_WORK_TYPES, VALUES } from './values';

test.each(PARAMETER_NAMES)('%s: the drawn values have the shape; as tight as itself, and from one to the next', (name) => {
  const { schema, tightens } = PARAMETERS[name];
  fc.assert(
    fc.property(VALUES[name], VALUES[name], VALUES[name], (one, two, three) => {
      const isOrder = tightens(one, one) && (!tightens(one, two) || !tightens(two, three) || tightens(one, three));
      return isOrder && schema.safeParse(one).success;
    }),
  );
});

const drawn = fc.record(Object.fromEntries(PARAMETER_NAMES.map((name) => [name, VALUES[name].map(value)])), { requiredKeys: [] });
/** Few parameters at a time, so that some overlays are let through. */
const parametersOf = fc.tuple(drawn, fc.subarray([...PARAMETER_NAMES], { maxLength: 3 })).map(([all, names]) =>
  Object.fromEntries(names.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]]))),
);
const province = parametersOf.map((parameters) => overlay({ jurisdiction: 'province', region: '620000', base: 'national', parameters }));
const city = parametersOf.map((parameters) => overlay({ jurisdiction: 'city', region: '620100', base: 'province', parameters }));

test('what the check lets through without a grant never asks for less than what lies under it', () => {
  let passed = 0;
  fc.assert(
    fc.property(province, city, (above, below) => {
      const packs: readonly Pack[] = [...RELEASE, above, below];
      if (problemsTogether(packs, RULES).length > 0) return;
      passed += 1;
      const [nation, inProvince, inCity] = ['440100', '620200', '620100'].map((region) => resolvePack(packs, region, '2026-06-01'));
      const looser = PARAMETER_NAMES.filter((name) => {
        const [first, second, third] = [nation, inProvince, inCity].map((resolved) => resolved?.parameters[name]);
        return !PARAMETERS[name].tightens(first, second) || !PARAMETERS[name].tightens(second, third);
      });
      expect(looser).toEqual([]);
    }),
    { numRuns: 100 },
  );
  expect(passed).toBeGreaterThan(10);
});

test('the order of the packs changes nothing', () => {
  fc.assert(
    fc.property(province, city, fc.integer(), (above, below, turn) => {
      const packs = [...RELEASE, above, below];
      const turned = packs.map((_, place) => packs[(place + Math.abs(turn)) % packs.length]).filter((pack) => pack !== undefined);
      for (const day of ['2019-06-01', '2026-01-01', '2026-12-31', '2027-01-01']) {
        expect(resolvePack(turned, '620100', day)).toEqual(resolvePack(packs, '620100', day));
      }
    }),
    { numRuns: 15 },
  );
});

/** What rules read out of a value, written once more and in another way than in tightening.ts. */
const isBlocked = (listed: readonly ListedOccupation[], code: string, workType: string): boolean =>
  listed.some((entry) => entry.code === code && (entry.workTypes.length === 0 || entry.workTypes.includes(workType)));

function admits({ closed, conditions }: EligibilityList, code: string, level: string, years: number | undefined): boolean {
  const ofCode = conditions.filter((each) => each.code === code);
  if (ofCode.length === 0) return !closed;
  const condition = ofCode.find((each) => each.level === level);
  if (condition === undefined) return false;
  if (condition.priorLevel === null) return true;
  return years !== undefined && years >= (condition.priorYears ?? 0);
}

test('a list of occupations that tightens another blocks whatever that one blocks', () => {
  fc.assert(
    fc.property(VALUES.blockedOccupations, VALUES.blockedOccupations, (base, over) => {
      if (!PARAMETERS.blockedOccupations.tightens(base, over)) return;
      const places = SOME_OCCUPATIONS.flatMap((code) => [...SOME_WORK_TYPES, '--'].map((workType) => ({ code, workType })));
      const blocks = (list: unknown, { code, workType }: (typeof places)[number]) =>
        isBlocked(list as readonly ListedOccupation[], code, workType);
      expect(places.filter((place) => blocks(base, place) && !blocks(over, place))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('a list of conditions that tightens another admits nothing that that one does not', () => {
  fc.assert(
    fc.property(VALUES.eligibilityConditions, VALUES.eligibilityConditions, (base, over) => {
      if (!PARAMETERS.eligibilityConditions.tightens(base, over)) return;
      const declared = [...SOME_CODES, '9-9'].flatMap((code) =>
        ['LEVEL_5', 'LEVEL_4', 'LEVEL_3'].flatMap((level) =>
          [undefined, 0, 1, 2, 3].map((years) => ({ code, level, years })),
        ),
      );
      const lets = (list: unknown, { code, level, years }: (typeof declared)[number]) =>
        admits(list as EligibilityList, code, level, years);
      expect(declared.filter((each) => lets(over, each) && !lets(base, each))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
