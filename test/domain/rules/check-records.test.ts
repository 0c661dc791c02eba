import fc from 'fast-check';
import { RECORD_FIELDS } from '../../../src/domain/certificate/record';
import { NO_FINDINGS } from '../../../src/domain/rules/check-records';
import { checkBatch } from '../../../src/domain/rules/check-batch';
import {
  findingsOfHeldCertificates,
  findingsOfRepeatedHoldings,
  findingsOfRepeatedNumbers,
  findingsOfTakenNumbers,
} from '../../../src/domain/rules/cross-findings';
import { isDeclared, recordDigest } from '../../../src/domain/rules/declarations';
import { compareCodePoints } from '../../../src/domain/rules/finding-order';
import { snapshotDigest, verdictDigest, verdictDigester } from '../../../src/domain/rules/verdict-digest';
import { SAMPLE_HEADER, SAMPLE_RECORD, SAMPLE_SNAPSHOT, sampleCheck } from '../../kit/sample-record';

const check = sampleCheck();
/** Long enough not to stand in a message by chance. */
const TELLING_LENGTH_MIN = 4;

test('a clean record costs no list', () => {
  expect(check.checkRecord({ ...SAMPLE_RECORD }, 1)).toBe(NO_FINDINGS);
});

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

describe('the verdict digest', () => {
  const finding = (line: number | null, code: string, path: string) => ({
    line,
    code,
    path,
    severity: 'error' as const,
  });
  const input = { records: 3, packDigest: 'p', snapshotDigest: 's' };
  const findings = [
    finding(2, 'CPL-004', '/b'),
    finding(2, 'CPL-004', '/a'),
    finding(null, 'AUT-008', ''),
    finding(1, 'CMP-001', '/x'),
  ];

  test('is what it was, so that verdicts of old can be recomputed', () => {
    expect(verdictDigest({ ...input, findings: [] })).toBe(
      'e186304a7130177742a4eaa00183a4feffce883c190443275493e19b0dca015a',
    );
    expect(verdictDigest({ ...input, findings })).toBe(
      '37b390fb92146548f38e1cbf341fefb20272514b3cf882625e2fb1c6ca3f11b3',
    );
  });

  test('does not depend on the order of the findings, nor on what only the hub knows', () => {
    const shuffled = [...findings].reverse();
    expect(verdictDigest({ ...input, findings: [...shuffled, finding(1, 'AUT-010', '/certificateNo')] })).toBe(
      verdictDigest({ ...input, findings }),
    );
  });

  test.each([
    ['records', { records: 4 }],
    ['packs', { packDigest: 'q' }],
    ['snapshot', { snapshotDigest: 't' }],
    ['findings', { findings: findings.slice(1) }],
  ])('depends on the %s', (_title, change) => {
    expect(verdictDigest({ ...input, findings, ...change })).not.toBe(verdictDigest({ ...input, findings }));
  });

  test('refuses findings out of order', () => {
    const digester = verdictDigester(input);
    digester.add(finding(2, 'CPL-004', '/a'));
    expect(() => digester.add(finding(1, 'CPL-004', '/a'))).toThrow(RangeError);
  });

  test('is the same for a batch checked twice, and the order of keys in the snapshot does not matter', () => {
    const digestOf = () => {
      const batch = checkBatch({
        check: sampleCheck(),
        header: SAMPLE_HEADER,
        snapshotDigest: snapshotDigest(SAMPLE_SNAPSHOT),
      });
      batch.add({ ...SAMPLE_RECORD });
      batch.add({ ...SAMPLE_RECORD, sex: 'MALE' });
      return batch.finish();
    };
    expect(digestOf()).toEqual(digestOf());
    const { asOf, ...rest } = SAMPLE_SNAPSHOT;
    expect(snapshotDigest({ ...rest, asOf })).toBe(snapshotDigest(SAMPLE_SNAPSHOT));
  });
});

test('code points are ordered as PostgreSQL and UTF-8 order them', () => {
  const texts = ['', 'a', 'aa', 'b', '中', '\uffff', '\u{10000}', '\u{1f600}'];
  const bytes = (text: string) => Buffer.from(text, 'utf8');
  for (const one of texts) {
    for (const other of texts) {
      expect(Math.sign(compareCodePoints(one, other))).toBe(Math.sign(Buffer.compare(bytes(one), bytes(other))));
    }
  }
});

describe('rules across records', () => {
  test('every line of a group after the first', () => {
    const places = findingsOfRepeatedHoldings([
      [2, 5, 9],
      [3, 4],
    ]).map(({ line, code }) => `${line} ${code}`);
    expect(places).toEqual(['5 AUT-008', '9 AUT-008', '4 AUT-008']);
    expect(findingsOfRepeatedNumbers([[7]])).toEqual([]);
  });

  test('every line that the hub knows', () => {
    expect(findingsOfTakenNumbers([1, 8]).map(({ line, code, path }) => [line, code, path])).toEqual([
      [1, 'AUT-010', '/certificateNo'],
      [8, 'AUT-010', '/certificateNo'],
    ]);
    expect(findingsOfHeldCertificates([4]).map(({ code, severity }) => [code, severity])).toEqual([
      ['AUT-009', 'confirm'],
    ]);
  });

  test('a pack may switch one off', () => {
    expect(findingsOfRepeatedNumbers([[1, 2]], () => undefined)).toEqual([]);
    expect(findingsOfRepeatedNumbers([[1, 2]], () => 'signal').map(({ severity }) => severity)).toEqual(['signal']);
  });
});

test('a declaration speaks of one rule and one record, by line or digest, and gives a reason', () => {
  const [held] = findingsOfHeldCertificates([4]);
  if (held === undefined) throw new Error('There must be a finding.');
  const record = { ...SAMPLE_RECORD };
  const declared = (declaration: object): boolean =>
    isDeclared(
      { ...SAMPLE_HEADER, declarations: [{ rule: 'AUT-009', reason: '证书遗失', ...declaration }] },
      record,
      held,
    );
  expect(declared({ line: 4 })).toBe(true);
  expect(declared({ recordDigest: recordDigest(record) })).toBe(true);
  expect(declared({ line: 5 })).toBe(false);
  expect(declared({ line: 4, rule: 'CMP-032' })).toBe(false);
  expect(declared({ line: 4, reason: ' ' })).toBe(false);
  expect(declared({ recordDigest: recordDigest({ ...record, remark: 'x' }) })).toBe(false);
});

test('the summary of a batch', () => {
  const batch = checkBatch({ check: sampleCheck(), header: SAMPLE_HEADER, snapshotDigest: 's' });
  batch.add({ ...SAMPLE_RECORD });
  batch.add({ ...SAMPLE_RECORD });
  expect(batch.finish()).toMatchObject({
    records: 2,
    passed: 1,
    held: 0,
    returned: 1,
    findings: { 'AUT-008': 1, 'AUT-010': 1 },
    skipped: ['AUT-009', 'AUT-010'],
    pack: 'sichuan@2021-06-16',
  });
});
