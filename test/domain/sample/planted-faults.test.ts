import { readOccupations } from '../../../bin/commands/read-occupations';
import { snapshotFor } from '../../../src/domain/registry/snapshot-of';
import { checkBatch } from '../../../src/domain/rules/check-batch';
import { prepareCheck } from '../../../src/domain/rules/check-records';
import { RULES, ruleByCode } from '../../../src/domain/rules/index';
import { verdictOf } from '../../../src/domain/rules/rule';
import { BATCH_FAULTS, headerWith, linesWith, registryWith } from '../../../src/domain/sample/batch-faults';
import { addDays } from '../../../src/domain/sample/days';
import { FAULT_KINDS, NEVER_PLANTED, PLANTED_ONLY_WHERE } from '../../../src/domain/sample/fault-kinds';
import { SAMPLE_MAIN_INSTITUTION } from '../../../src/domain/sample/institutions';
import {
  findingsExpected,
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
  readonly ofBatch: readonly string[];
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
    expected: findingsExpected(faults).map(({ line, code, path, verdict }) => `${line} ${code} ${path} ${verdict}`),
    ofBatch: check.finish().findings.map(({ code, severity }) => `${code} ${severity}`),
  };
}

/** What a number that was spoilt leaves behind: a gap where it stood. */
const GAP = 'AUT-017 signal';
const inUse = registry.plans.filter(({ status }) => status === 'APPROVED');

test('every rule of the catalogue has a fault or a reason for having none, and every fault a rule of the same scope', () => {
  const scopes = (rules: readonly { readonly code: string; readonly scope: string }[]): readonly string[] =>
    rules.map(({ code, scope }) => `${code} ${scope}`).sort();
  const ofBatches = BATCH_FAULTS.map(({ code }) => ({ code, scope: ruleByCode(code)?.scope ?? '' }));
  expect(scopes([...FAULT_KINDS, ...ofBatches])).toEqual(scopes(RULES.filter(({ code }) => !(code in NEVER_PLANTED))));
  for (const code of Object.keys(NEVER_PLANTED)) expect(ruleByCode(code)).toBeDefined();
  for (const code of Object.keys(PLANTED_ONLY_WHERE)) expect(FAULT_KINDS.map((kind) => kind.code)).toContain(code);
});

test('the first plan of the main institution shows every rule that needs no earlier batch, and nothing else', () => {
  const { found, expected, faults, ofBatch } = comparison({ records: 4_000 });
  expect(found).toEqual(expected);
  expect(ofBatch).toEqual([GAP]);
  const missing = FAULT_KINDS.map(({ code }) => code).filter((code) => !faults.some((fault) => fault.code === code));
  expect(missing).toEqual(['AUT-009', 'AUT-011', 'AUT-013']);
});

test('at every plan of the province the planted is found and nothing else', () => {
  const wrong = inUse.flatMap(({ institutionCode, planNo }) => {
    const { found, expected, ofBatch } = comparison({ institutionCode, planNo, seed: 2, records: 60, faultShare: 0.7 });
    const isRight = JSON.stringify(found) === JSON.stringify(expected) && ofBatch.every((code) => code === GAP);
    const [one, other] = [new Set(expected), new Set(found)];
    const missed = expected.filter((each) => !other.has(each));
    const extra = found.filter((each) => !one.has(each));
    return isRight ? [] : [{ planNo, missed, extra, ofBatch }];
  });
  expect(wrong).toEqual([]);
});

test('somebody who is not on the roster is found where the plan has one', () => {
  const plan = inUse.find(({ roster }) => roster !== null);
  const { found, expected, faults } = comparison({ ...plan, records: 400, faults: ['AUT-011'] });
  expect(faults.length).toBeGreaterThan(150);
  expect(found).toEqual(expected);
});

test('a plan that still waits for its approval lets nobody pass', () => {
  const waiting = registry.plans.filter((plan) => !inUse.includes(plan));
  expect(waiting).toHaveLength(1);
  const { found, ofBatch } = comparison({ ...waiting[0], records: 3, faultShare: 0 });
  expect(found).toEqual([1, 2, 3].map((line) => `${line} CMP-024  RETURNED`));
  expect(ofBatch).toEqual([]);
});

test.each(BATCH_FAULTS)('a batch with the fault of $code shows it and nothing else', (kind) => {
  const today = addDays(TODAY, kind.receivedDaysLater ?? 0);
  const spoilt = registryWith(registry, mainPlan.planNo, kind);
  const clean = sampleLines({ ...defaults, records: kind.recordsMin ?? 20, faultShare: 0 });
  const header = headerWith(clean.header, kind);
  const receivedAt = `${today}T09:00:00+08:00`;
  const snapshot = snapshotFor(spoilt, SAMPLE_MAIN_INSTITUTION, mainPlan.planNo, receivedAt);
  const jurisdiction = kind.jurisdiction === undefined ? {} : { jurisdiction: kind.jurisdiction };
  const check = checkBatch({
    check: prepareCheck({ snapshot, packs, header, receivedAt, ...jurisdiction }),
    header,
    snapshotDigest: '',
  });
  const records = [...linesWith(clean.lines, kind)].map(({ record }) => record);
  const ofLines = records.flatMap((record) =>
    check.add(record).map(({ line, code, path }) => `${line} ${code} ${path}`),
  );
  const { findings, summary } = check.finish();
  expect(ofLines).toEqual(
    kind.everyRecord === undefined ? [] : records.map((_, index) => `${index + 1} ${kind.code} ${kind.everyRecord}`),
  );
  expect(findings.map(({ code }) => code)).toEqual(kind.everyRecord === undefined ? [kind.code] : []);
  const { passed, held, returned } = summary;
  expect({ PASSED: passed, HELD: held, RETURNED: returned }[kind.verdict]).toBe(records.length);
});

test.each(['2024-01-01', '2026-01-03', '2026-02-28', '2027-12-31'])(
  'it holds for a sample that plays on %s',
  (today) => {
    const elsewhen = sampleRegistry({ seed: 3, occupations: readOccupations(), today });
    for (const { planNo } of elsewhen.plans.filter((_plan, place) => SOME_PLANS.includes(place))) {
      const { found, expected } = comparison({ registry: elsewhen, planNo, today, faultShare: 0.9 });
      expect(found).toEqual(expected);
    }
    const some = elsewhen.plans.filter(({ status }, place) => status === 'APPROVED' && place % 6 === 0);
    const whole = some.map(({ institutionCode, planNo }) => ({
      planNo,
      ...comparison({ registry: elsewhen, institutionCode, planNo, today, records: 40, faultShare: 0 }),
    }));
    expect(whole.filter(({ found, ofBatch }) => found.length + ofBatch.length > 0)).toEqual([]);
  },
);

test('clean records give no finding', () => {
  const findings = inUse.flatMap((plan) => {
    const { institutionCode, planNo } = plan;
    const { found, ofBatch } = comparison({ institutionCode, planNo, records: 50, faultShare: 0 });
    return [...found, ...ofBatch];
  });
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
