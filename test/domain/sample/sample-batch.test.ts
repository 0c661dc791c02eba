import { readOccupations } from '../../../bin/commands/read-occupations';
import { parseResidentId } from '../../../src/domain/certificate/identity-document';
import { SAMPLE_MAIN_INSTITUTION } from '../../../src/domain/sample/institutions';
import { findingsExpected, sampleBatch, sampleLines } from '../../../src/domain/sample/sample-batch';
import { roomOf } from '../../../src/domain/sample/plans';
import { sampleRegistry } from '../../../src/domain/sample/sample-registry';

const registry = sampleRegistry({ seed: 1, occupations: readOccupations() });
const [mainPlan] = registry.plans;
const loadPlan = registry.plans.find((plan) => roomOf(plan) === 1_000_000);
if (mainPlan === undefined || loadPlan === undefined) throw new Error('The sample has no plans.');
const options = {
  registry,
  seed: 1,
  institutionCode: SAMPLE_MAIN_INSTITUTION,
  planNo: mainPlan.planNo,
  records: 2_000,
  faultShare: 0.05,
};

test('the same options make the same batch, another seed another one', () => {
  const once = JSON.stringify(sampleBatch(options));
  expect(JSON.stringify(sampleBatch(options))).toBe(once);
  expect(JSON.stringify(sampleBatch({ ...options, seed: 2 }))).not.toBe(once);
});

test('the share of faults is kept, and each names the line that it spoilt', () => {
  const { records, faults, clean } = sampleBatch(options);
  expect(faults).toHaveLength(100);
  expect(clean).toHaveLength(1_900);
  expect(new Set(faults.map(({ line }) => line)).size).toBe(100);
  for (const { line, original } of faults) expect(records[line - 1]).not.toEqual(original);
  const beside = faults.reduce((sum, { also = [] }) => sum + also.length, 0);
  expect(findingsExpected(faults)).toHaveLength(100 + beside);
});

test('without faults every record is the original', () => {
  const lines = [...sampleLines({ ...options, faultShare: 0 }).lines];
  expect(lines.every(({ record, original, fault }) => fault === undefined && record.name === original.name)).toBe(true);
});

test('a batch goes on where the former one ended', () => {
  const whole = sampleBatch({ ...options, faultShare: 0 }).records;
  const tail = sampleBatch({ ...options, faultShare: 0, startSerial: 1_501, records: 500 }).records;
  expect(tail).toEqual(whole.slice(1_500));
});

test('no person and no number stands twice, over all plans of the province', () => {
  const originals = registry.plans.flatMap(
    (plan) =>
      sampleBatch({
        ...options,
        planNo: plan.planNo,
        institutionCode: plan.institutionCode,
        records: Math.min(roomOf(plan), 300),
        faultShare: 0,
      }).records,
  );
  expect(new Set(originals.map(({ idNumber }) => idNumber)).size).toBe(originals.length);
  expect(new Set(originals.map(({ certificateNo }) => certificateNo)).size).toBe(originals.length);
});

test('a resident ID is sound, fits the record, and names a whole city that gives no numbers', () => {
  for (const record of sampleBatch({ ...options, faultShare: 0 }).records) {
    if (record.idType !== 'RESIDENT_ID') continue;
    const id = parseResidentId(String(record.idNumber));
    expect(id).toMatchObject({ birthDate: record.birthDate, sex: record.sex });
    expect(id?.region).toMatch(/^51\d\d00$/);
  }
});

test('the load plan goes over into the serials of the next year', () => {
  const { records } = sampleBatch({
    ...options,
    planNo: loadPlan.planNo,
    startSerial: 999_998,
    records: 3,
    faultShare: 0,
  });
  expect(records.map(({ certificateNo }) => String(certificateNo).slice(13))).toEqual([
    '255999998',
    '255999999',
    '265000001',
  ]);
});

test('what does not fit is refused', () => {
  expect(() => sampleLines({ ...options, records: 200_001 })).toThrow(RangeError);
  expect(() => sampleLines({ ...options, planNo: 'P0000' })).toThrow(RangeError);
  expect(() => sampleLines({ ...options, faultShare: 1.5 })).toThrow(RangeError);
  expect(() => sampleBatch({ ...options, faults: ['CMP-999'] })).toThrow(RangeError);
});

test('certificates of an approved batch make faults that only the hub can see', () => {
  const priorRecords = sampleBatch({ ...options, faultShare: 0, records: 20 }).clean;
  const { records, faults } = sampleBatch({
    ...options,
    startSerial: 21,
    records: 40,
    faultShare: 0.25,
    faults: ['AUT-009', 'AUT-010'],
    priorRecords,
  });
  expect(faults.filter(({ code }) => code === 'AUT-009').length).toBeGreaterThan(2);
  const known = new Set(priorRecords.map(({ certificateNo }) => certificateNo));
  expect(records.some(({ certificateNo }) => known.has(String(certificateNo)))).toBe(true);
});
