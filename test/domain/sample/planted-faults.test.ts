import { readOccupations } from '../../../bin/commands/read-occupations';
import { snapshotFor } from '../../../src/domain/registry/snapshot-of';
import { checkBatch } from '../../../src/domain/rules/check-batch';
import { prepareCheck } from '../../../src/domain/rules/check-records';
import { RULES } from '../../../src/domain/rules/index';
import { verdictOf } from '../../../src/domain/rules/rule';
import { FAULT_KINDS, NEVER_PLANTED, PLANTED_ONLY_WHERE } from '../../../src/domain/sample/fault-kinds';
import { SAMPLE_MAIN_INSTITUTION } from '../../../src/domain/sample/institutions';
import {
  sampleBatch,
  sampleLines,
  type PlantedFault,
  type SampleBatchOptions,
} from '../../../src/domain/sample/sample-batch';
import { sampleRegistry } from '../../../src/domain/sample/sample-registry';
import { loadPacks } from '../../../src/platform/pack-files';

const TODAY = '2026-06-30';
const AS_OF = `${TODAY}T09:00:00+08:00`;
/** Of level 2, of level 4, and the one for load. */
const SOME_PLANS = [0, 5, 19];
const registry = sampleRegistry({ seed: 1, occupations: readOccupations() });
const packs = loadPacks();
const [mainPlan] = registry.plans;
if (mainPlan === undefined) throw new Error('The sample has no plans.');
const defaults: SampleBatchOptions = {
  registry,
  seed: 1,
  institutionCode: SAMPLE_MAIN_INSTITUTION,
  planNo: mainPlan.planNo,
  records: 100,
  faultShare: 0.5,
};

/** What the engine finds in a batch, and what it should find, both as `line code path verdict`. */
function comparison(changes: Partial<SampleBatchOptions>): {
  readonly found: readonly string[];
  readonly expected: readonly string[];
  readonly faults: readonly PlantedFault[];
} {
  const options = { ...defaults, ...changes };
  const receivedAt = `${options.today ?? TODAY}T09:00:00+08:00`;
  const { header, lines } = sampleLines(options);
  const snapshot = snapshotFor(options.registry, options.institutionCode, options.planNo, receivedAt);
  const check = checkBatch({
    check: prepareCheck({ snapshot, packs, header, receivedAt }),
    header,
    snapshotDigest: '',
  });
  const found: string[] = [];
  const faults: PlantedFault[] = [];
  for (const { line, record, fault } of lines) {
    const findings = check.add(record);
    found.push(...findings.map(({ code, path }) => `${line} ${code} ${path} ${verdictOf(findings)}`));
    if (fault !== undefined) faults.push(fault);
  }
  return {
    found,
    faults,
    expected: faults.map(({ line, code, path, verdict }) => `${line} ${code} ${path} ${verdict}`),
  };
}

test('every rule of the catalogue has a fault or a reason for having none, and every fault a rule of the same scope', () => {
  const scopes = (rules: readonly { readonly code: string; readonly scope: string }[]): readonly string[] =>
    rules.map(({ code, scope }) => `${code} ${scope}`).sort();
  expect(scopes(FAULT_KINDS)).toEqual(scopes(RULES.filter(({ code }) => !(code in NEVER_PLANTED))));
  for (const code of Object.keys(PLANTED_ONLY_WHERE)) expect(FAULT_KINDS.map((kind) => kind.code)).toContain(code);
});

test('the first plan of the main institution shows every rule that needs no earlier batch, and nothing else', () => {
  const { found, expected, faults } = comparison({ records: 4_000 });
  expect(found).toEqual(expected);
  const missing = FAULT_KINDS.map(({ code }) => code).filter((code) => !faults.some((fault) => fault.code === code));
  expect(missing).toEqual(['AUT-009']);
});

test('at every plan of the province the planted is found and nothing else', () => {
  const wrong = registry.plans.flatMap(({ institutionCode, planNo }) => {
    const { found, expected } = comparison({ institutionCode, planNo, seed: 2, records: 60, faultShare: 0.7 });
    return JSON.stringify(found) === JSON.stringify(expected) ? [] : [{ planNo, found, expected }];
  });
  expect(wrong).toEqual([]);
});

test.each(['2024-01-01', '2026-01-03', '2026-02-28', '2027-12-31'])(
  'it holds for a sample that plays on %s',
  (today) => {
    const elsewhen = sampleRegistry({ seed: 3, occupations: readOccupations(), today });
    for (const { planNo } of elsewhen.plans.filter((_plan, place) => SOME_PLANS.includes(place))) {
      const { found, expected } = comparison({ registry: elsewhen, planNo, today, faultShare: 0.9 });
      expect(found).toEqual(expected);
    }
  },
);

test('clean records give no finding', () => {
  const findings = registry.plans
    .filter((_plan, place) => place % 4 === 0)
    .flatMap(
      (plan) =>
        comparison({ institutionCode: plan.institutionCode, planNo: plan.planNo, records: 200, faultShare: 0 }).found,
    );
  expect(findings).toEqual([]);
});

test('a person who holds the certificate is seen by the hub alone', () => {
  const priorRecords = sampleBatch({ ...defaults, records: 50, faultShare: 0 }).clean;
  const { found, faults } = comparison({ startSerial: 51, faults: ['AUT-009'], priorRecords });
  expect(faults).toHaveLength(50);
  expect(faults.every(({ verdict, scope }) => verdict === 'HELD' && scope === 'hub')).toBe(true);
  expect(found).toEqual([]);
});

test('mended, every record passes', () => {
  const { faults } = comparison({ records: 1_000 });
  const { header } = sampleLines({ ...defaults, records: 0 });
  const snapshot = snapshotFor(registry, SAMPLE_MAIN_INSTITUTION, defaults.planNo, AS_OF);
  const check = prepareCheck({ snapshot, packs, header, receivedAt: AS_OF });
  expect(faults.flatMap(({ original, line }) => check.checkRecord({ ...original }, line))).toEqual([]);
});
