import fc from 'fast-check';
import { RECORD_FIELDS } from '../../../src/domain/certificate/record';
import { NO_FINDINGS } from '../../../src/domain/rules/check-records';
import { checkBatch } from '../../../src/domain/rules/check-batch';
import { declarationIndex, declarationOf, recordDigest } from '../../../src/domain/rules/declarations';
import { findingsOfGroups } from '../../../src/domain/rules/group-findings';
import { NOTHING_KNOWN } from '../../../src/domain/rules/hub-known';
import type { HubKnown } from '../../../src/domain/rules/hub-known';
import { readRecord } from '../../../src/domain/certificate/reading';
import { rosterDigest } from '../../../src/domain/certificate/roster';
import { claimOf } from '../../../src/domain/rules/claim-of';
import { RECORD_RULES } from '../../../src/domain/rules/index';
import { duplicateInsideBatch } from '../../../src/domain/rules/rules/AUT-008-duplicate-inside-batch';
import type { RawRecord } from '../../../src/domain/certificate/record';
import {
  SAMPLE_HEADER,
  SAMPLE_PLAN,
  SAMPLE_RECORD,
  SAMPLE_SNAPSHOT,
  sampleCheck,
  samplePacks,
  withCheckCharacter,
} from '../../kit/sample-record';

const check = sampleCheck();
/** Long enough not to stand in a message by chance. */
const TELLING_LENGTH_MIN = 4;

test('a clean record costs no list', () => {
  expect(check.checkRecord({ ...SAMPLE_RECORD }, 1)).toBe(NO_FINDINGS);
});

test.each([...new Set(samplePacks().map(({ jurisdiction }) => jurisdiction))])(
  'the sample batch breaks no rule of %s',
  (jurisdiction) => {
    const batch = checkBatch({ check: sampleCheck({ jurisdiction }), header: SAMPLE_HEADER, snapshotDigest: 's' });
    expect([...batch.add({ ...SAMPLE_RECORD }), ...batch.finish().findings]).toEqual([]);
  },
);

test('the rules answer for every record, however absurd, and always the same', () => {
  const names = RECORD_FIELDS.map(({ name }) => name);
  const field = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...names) }, fc.string());
  const record = fc.dictionary(
    field,
    fc.oneof(fc.jsonValue(), fc.date().map(String), fc.double(), fc.string({ unit: 'binary' })),
  );
  fc.assert(
    fc.property(record, (change) => {
      const spoilt = { ...SAMPLE_RECORD, ...change };
      expect(check.checkRecord(spoilt, 7)).toEqual(check.checkRecord({ ...spoilt }, 7));
      expect(check.checkRecord(change, 7).length).toBeGreaterThan(0);
    }),
  );
});

test('no finding repeats what the record says of the person', () => {
  const fields = ['certificateNo', 'name', 'idNumber', 'birthDate', 'remark'] as const;
  const textOf = (units: string) => fc.string({ minLength: TELLING_LENGTH_MIN, unit: fc.constantFrom(...units) });
  const value = textOf('某甲乙丙9７²');
  // Signs of its own: the fix of a full-width number holds the number, which must not look like another field by chance.
  const certificateNo = textOf('#＃８');
  fc.assert(
    fc.property(
      fc.record({ certificateNo, name: value, idNumber: value, birthDate: value, remark: value }),
      (person) => {
        const text = JSON.stringify(check.checkRecord({ ...SAMPLE_RECORD, ...person }, 1));
        for (const name of fields) expect(text).not.toContain(person[name]);
      },
    ),
  );
  const spoilt = {
    ...SAMPLE_RECORD,
    sex: 'MALE',
    birthDate: '2005-03-16',
    certificateNo: `${SAMPLE_RECORD.certificateNo}0`,
  };
  const text = JSON.stringify(check.checkRecord(spoilt, 1));
  for (const name of fields.slice(0, -1)) expect(text).not.toContain(String(spoilt[name as keyof typeof spoilt]));
});

test('findings come by code and path, and name the line', () => {
  const findings = check.checkRecord({ zebra: 1, apple: 2 }, 12);
  const places = findings.map(({ code, path }) => `${code} ${path}`);
  expect(places).toEqual([...places].sort());
  expect(new Set(findings.map(({ line }) => line))).toEqual(new Set([12]));
});

test('the packs that applied follow the exam dates', () => {
  const mixed = sampleCheck();
  expect(mixed.appliedPacks()).toBe('sichuan@2021-06-16');
  mixed.checkRecord({ ...SAMPLE_RECORD }, 1);
  const before = mixed.packDigest();
  mixed.checkRecord({ ...SAMPLE_RECORD, examDate: '2020-06-01' }, 2);
  expect(mixed.appliedPacks()).toBe('national@2019-01-01,sichuan@2021-06-16');
  expect(mixed.packDigest()).toBe(before);
});

test('a jurisdiction may be asked for', () => {
  const national = sampleCheck({ jurisdiction: 'national' });
  expect(national.appliedPacks()).toBe('national@2019-01-01');
  expect(national.packDigest()).not.toBe(check.packDigest());
  expect(() => sampleCheck({ jurisdiction: 'atlantis' })).toThrow(RangeError);
  expect(() => sampleCheck({ receivedAt: 'today' })).toThrow(RangeError);
});

describe('rules across records', () => {
  const known = (change: Partial<HubKnown>) =>
    check.checkKnown(claimOf(readRecord({ ...SAMPLE_RECORD }), 4), { ...NOTHING_KNOWN, ...change });

  test('every line of a group after the first', () => {
    const groups = [
      [2, 5, 9],
      [3, 4],
    ];
    const places = findingsOfGroups(duplicateInsideBatch, groups, check.severityOf).map(
      ({ line, code }) => `${line} ${code}`,
    );
    expect(places).toEqual(['5 AUT-008', '9 AUT-008', '4 AUT-008']);
    expect(findingsOfGroups(duplicateInsideBatch, [[7]], check.severityOf)).toEqual([]);
  });

  test('what the hub knows of a line', () => {
    expect(known({})).toEqual([]);
    expect(known({ numberIsGiven: true }).map(({ line, code, path }) => [line, code, path])).toEqual([
      [4, 'AUT-010', '/certificateNo'],
    ]);
    const held = {
      certificateNo: 'S000051000124253000001',
      occupationCode: '6-31-01-03',
      workType: '--',
      level: 'LEVEL_3',
    };
    const holdings = [{ ...held, examDate: '2020-06-01', issuedOn: '2020-06-20' }];
    expect(known({ holdings }).map(({ code, severity }) => [code, severity])).toContainEqual(['AUT-009', 'confirm']);
  });

  test('a pack may switch one off, or weigh it less', () => {
    const groups = [[1, 2]];
    expect(findingsOfGroups(duplicateInsideBatch, groups, () => undefined)).toEqual([]);
    const signals = findingsOfGroups(duplicateInsideBatch, groups, () => 'signal');
    expect(signals.map(({ severity }) => severity)).toEqual(['signal']);
  });
});

test('a declaration speaks of one rule and one record, by line or digest, and gives a reason', () => {
  const held = { code: 'AUT-009', line: 4, severity: 'confirm' } as const;
  const record = { ...SAMPLE_RECORD };
  const declared = (declaration: object, finding: Parameters<typeof declarationOf>[1] = held): boolean => {
    const index = declarationIndex({
      ...SAMPLE_HEADER,
      declarations: [{ rule: 'AUT-009', reason: '证书遗失', ...declaration }],
    });
    return declarationOf(index, finding, finding.line === null ? undefined : record) !== undefined;
  };
  expect(declared({ line: 4 })).toBe(true);
  expect(declared({ recordDigest: recordDigest(record) })).toBe(true);
  expect(declared({ line: 5 })).toBe(false);
  expect(declared({ line: 4, rule: 'CMP-032' })).toBe(false);
  expect(declared({ line: 4, reason: ' ' })).toBe(false);
  expect(declared({ recordDigest: recordDigest({ ...record, remark: 'x' }) })).toBe(false);
  expect(declared({ line: 4 }, { ...held, severity: 'error' })).toBe(false);
  expect(declared({})).toBe(false);
  expect(declared({}, { ...held, line: null })).toBe(true);
});

describe('a batch', () => {
  /** The sample plan with a change, and as many copies of the sample record as there are changes. */
  function batchOf(plan: object, ...changes: readonly object[]) {
    const snapshot = { ...SAMPLE_SNAPSHOT, plans: [{ ...SAMPLE_PLAN, ...plan }] };
    const batch = checkBatch({ check: sampleCheck({ snapshot }), header: SAMPLE_HEADER, snapshotDigest: 's' });
    const ofLines = changes.map((change) => batch.add({ ...SAMPLE_RECORD, ...change }));
    return { ofLines, ...batch.finish() };
  }
  const another = { certificateNo: 'S000051000123263000002', idNumber: withCheckCharacter('51010020050315002') };

  test('is counted by verdict and by code', () => {
    const { findings, summary } = batchOf({}, {}, {});
    expect(findings).toEqual([]);
    expect(summary).toMatchObject({
      records: 2,
      passed: 1,
      held: 0,
      returned: 1,
      findings: { 'AUT-008': 1, 'AUT-010': 1 },
      pack: 'sichuan@2021-06-16',
    });
    expect(summary.skipped).toEqual(
      expect.arrayContaining(['AUT-001', 'AUT-009', 'AUT-010', 'AUT-017', 'SEC-001', 'TIM-005']),
    );
    expect(summary.skipped.filter((code) => ['TIM-003', 'TIM-004'].includes(code))).toEqual([]);
  });

  test('of a resubmission the deadlines of the first upload are skipped too', () => {
    const header = { ...SAMPLE_HEADER, resubmissionOf: '00000000-0000-7000-8000-000000000001' };
    const { summary } = checkBatch({ check: sampleCheck({ header }), header, snapshotDigest: 's' }).finish();
    expect(summary.skipped).toEqual(expect.arrayContaining(['AUT-017', 'TIM-003', 'TIM-004', 'TIM-005']));
  });

  test('with an error about itself returns every record', () => {
    const { ofLines, findings, summary } = batchOf({ headcount: 1 }, {}, another);
    expect(ofLines).toEqual([[], []]);
    expect(findings.map(({ line, code }) => [line, code])).toEqual([[null, 'CMP-025']]);
    expect(summary).toMatchObject({ passed: 0, returned: 2, findings: { 'CMP-025': 1 } });
  });

  test('has its roster asked for every person', () => {
    const roster = [rosterDigest(SAMPLE_PLAN.planNo, 'RESIDENT_ID', SAMPLE_RECORD.idNumber)];
    const { ofLines, summary } = batchOf({ roster }, {}, another);
    expect(ofLines.map((each) => each.map(({ code }) => code))).toEqual([[], ['AUT-011']]);
    expect(summary).toMatchObject({ passed: 1, returned: 1 });
    expect(JSON.stringify(ofLines)).not.toContain(another.idNumber);
  });

  test('without an approved plan has one finding a record and nothing else', () => {
    const { ofLines, findings } = batchOf(
      { status: 'DRAFT', headcount: 0, roster: [], filedOn: '2026-06-01' },
      {},
      another,
    );
    expect(ofLines.map((each) => each.map(({ code }) => code))).toEqual([['CMP-024'], ['CMP-024']]);
    expect(findings).toEqual([]);
  });
});

test('no rule about records repeats a person, whatever it finds', () => {
  const spoilt: RawRecord = {
    ...SAMPLE_RECORD,
    name: '林 晓溪9',
    idNumber: withCheckCharacter('99010020050315000'),
    remark: `电话13800000000,证号${SAMPLE_RECORD.idNumber}`,
    eligibilityCondition: '4-1',
    workType: '某工种13900000000',
    basis: 'EVALUATION_NORM',
    examDate: '2026-05-31',
    level: 'LEVEL_1',
  };
  const snapshot = { ...SAMPLE_SNAPSHOT, plans: [{ ...SAMPLE_PLAN, roster: [] }] };
  const findings = sampleCheck({ snapshot }).checkRecord(spoilt, 1);
  expect(new Set(findings.map(({ code }) => code)).size).toBeGreaterThan(5);
  const text = JSON.stringify(findings);
  for (const value of ['13800000000', '13900000000', SAMPLE_RECORD.idNumber, String(spoilt.idNumber), '晓溪']) {
    expect(text).not.toContain(value);
  }
});

test('every rule about records says when it speaks and how to mend it, in both languages', () => {
  for (const { code, about, mend } of RECORD_RULES) {
    for (const text of [about.zh, about.en, mend.zh, mend.en]) expect([code, text.length > 10]).toEqual([code, true]);
  }
});
