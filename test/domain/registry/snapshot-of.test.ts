import { readOccupations } from '../../../bin/commands/read-occupations';
import type { RegistryDocument } from '../../../src/domain/registry/document';
import { snapshotFor } from '../../../src/domain/registry/snapshot-of';
import { SAMPLE_MAIN_INSTITUTION } from '../../../src/domain/sample/institutions';
import { sampleRegistry } from '../../../src/domain/sample/sample-registry';

const registry = sampleRegistry({ seed: 1, occupations: readOccupations() });
const AS_OF = '2026-06-30T09:00:00+08:00';
const planNo = registry.plans[0]?.planNo ?? '';

test('a snapshot holds one institution, one plan and its assessors', () => {
  const snapshot = snapshotFor(registry, SAMPLE_MAIN_INSTITUTION, planNo, AS_OF);
  expect(snapshot.institution).toMatchObject({ code: SAMPLE_MAIN_INSTITUTION, region: '510100' });
  expect(snapshot.sites).toHaveLength(8);
  expect(snapshot.filings).toHaveLength(9);
  expect(snapshot.plans.map((plan) => plan.planNo)).toEqual([planNo]);
  expect(snapshot.assessors).toHaveLength(3);
  expect(snapshot.catalogue[0]?.occupations).toHaveLength(1_639);
  expect(snapshot.known).toEqual({ persons: [], certificateNumbers: [] });
  expect(JSON.stringify(snapshot)).not.toContain('institutionCode');
});

test('who is registered for other work than assessing is no assessor, also where a plan says so', () => {
  const [first, ...rest] = registry.assessors.filter(({ id }) => registry.plans[0]?.assessors.includes(id));
  if (first === undefined) throw new Error('The plan names nobody.');
  const assessors = [{ ...first, kinds: ['INVIGILATOR'] as const }, ...rest];
  const snapshot = snapshotFor({ ...registry, assessors }, SAMPLE_MAIN_INSTITUTION, planNo, AS_OF);
  expect(snapshot.assessors.map(({ id }) => id)).toEqual(rest.map(({ id }) => id).toSorted());
});

test('without a plan number all plans of the institution are there, with an unknown one none', () => {
  const plansOf = (wanted: string | null): number =>
    snapshotFor(registry, SAMPLE_MAIN_INSTITUTION, wanted, AS_OF).plans.length;
  expect(plansOf(null)).toBe(20);
  expect(plansOf('P0000')).toBe(0);
});

test('the order in which rows come does not matter', () => {
  const turned: RegistryDocument = {
    ...registry,
    sites: registry.sites.toReversed(),
    filings: registry.filings
      .toReversed()
      .map((filing) => ({ ...filing, interruptions: filing.interruptions.toReversed() })),
    plans: registry.plans.toReversed(),
    assessors: registry.assessors.toReversed(),
    institutions: registry.institutions.map((each) => ({ ...each, names: each.names.toReversed() })),
    catalogue: registry.catalogue.map((edition) => ({ ...edition, occupations: edition.occupations.toReversed() })),
  };
  const [straight, backward] = [registry, turned].map((each) =>
    JSON.stringify(snapshotFor(each, SAMPLE_MAIN_INSTITUTION, null, AS_OF)),
  );
  expect(backward).toBe(straight);
});

test('an institution that is not there is refused', () => {
  expect(() => snapshotFor({}, '0001', null, AS_OF)).toThrow(RangeError);
});
