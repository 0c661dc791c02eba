import { checkBatch } from '../../../src/domain/rules/check-batch';
import { compareCodePoints } from '../../../src/domain/rules/finding-order';
import { snapshotDigest, verdictDigest, verdictDigester } from '../../../src/domain/rules/verdict-digest';
import { SAMPLE_HEADER, SAMPLE_RECORD, SAMPLE_SNAPSHOT, sampleCheck } from '../../kit/sample-record';

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
    finding(null, 'CMP-027', ''),
    finding(1, 'CMP-001', '/x'),
  ];

  test('is what it was, so that verdicts of old can be recomputed', () => {
    expect(verdictDigest({ ...input, findings: [] })).toBe(
      '06939e1fd3b3cb1b4276d08021de21c5d875ff6be95958a949349d19336fc581',
    );
    expect(verdictDigest({ ...input, findings })).toBe(
      '4f821f3b4ec58a736860e4428db40f9de3ed11d167e2d5c413c8b2c2b243121c',
    );
  });

  test('does not depend on the order of the findings, nor on what only the hub knows', () => {
    const ofHub = [finding(1, 'AUT-010', '/certificateNo'), finding(null, 'SEC-001', ''), finding(1, 'FWD-001', '')];
    expect(verdictDigest({ ...input, findings: [...findings.toReversed(), ...ofHub] })).toBe(
      verdictDigest({ ...input, findings }),
    );
  });

  test.each([
    ['records', { records: 4 }],
    ['packs', { packDigest: 'q' }],
    ['snapshot', { snapshotDigest: 't' }],
    ['findings of lines', { findings: findings.slice(1) }],
    ['findings about the batch', { findings: findings.filter(({ line }) => line !== null) }],
  ])('depends on the %s', (_title, change) => {
    expect(verdictDigest({ ...input, findings, ...change })).not.toBe(verdictDigest({ ...input, findings }));
  });

  test('refuses findings out of order', () => {
    const digester = verdictDigester();
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
