import fc from 'fast-check';
import { readRecord } from '../../../src/domain/certificate/reading';
import type { RawRecord } from '../../../src/domain/certificate/record';
import { type BatchFacts, gatherFacts, mergeFacts } from '../../../src/domain/rules/batch-facts';
import { batchContext } from '../../../src/domain/rules/batch-context';
import {
  SAMPLE_HEADER,
  SAMPLE_RECEIVED_AT,
  SAMPLE_RECORD,
  SAMPLE_SITE,
  SAMPLE_SNAPSHOT,
} from '../../kit/sample-record';

const PASS_MARK = 60;
const context = batchContext(SAMPLE_SNAPSHOT, SAMPLE_HEADER, SAMPLE_RECEIVED_AT);

function factsOf(records: readonly RawRecord[]): BatchFacts {
  const gatherer = gatherFacts(context, PASS_MARK);
  for (const record of records) gatherer.add(readRecord(record));
  return gatherer.finish();
}

const serial = fc.integer({ min: 0, max: 25 }).map((value) => String(value).padStart(6, '0'));
const record = fc.record({
  certificateNo: fc.oneof(
    {
      weight: 5,
      arbitrary: fc.tuple(fc.constantFrom(SAMPLE_SITE, 'S000051000126'), serial).map(([site, no]) => `${site}263${no}`),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        'Y000051999999263000001',
        '1234567890123456',
        SAMPLE_RECORD.certificateNo.toLowerCase(),
      ),
    },
  ),
  examDate: fc.constantFrom('2026-05-31', '2026-06-01', '2026-06-02', '2026-06-03', 'soon'),
  theoryScore: fc.constantFrom(null, 59, 60, 78),
  skillScore: fc.constantFrom(null, 60, 85.5),
  overallGrade: fc.constantFrom('PASS', 'FAIL', 'GOOD', 'none'),
});
const records = fc.array(
  record.map((change) => ({ ...SAMPLE_RECORD, ...change })),
  { maxLength: 40 },
);

test('chunks merge to the facts of the whole, wherever they are cut and whatever lies between', () => {
  fc.assert(
    fc.property(records, fc.array(fc.nat({ max: 40 }), { maxLength: 6 }), (all, cuts) => {
      const places = [0, ...cuts.filter((cut) => cut < all.length).sort((a, b) => a - b), all.length];
      const parts = places.slice(1).map((to, index) => factsOf(all.slice(places[index], to)));
      const stored: readonly BatchFacts[] = JSON.parse(JSON.stringify(parts));
      expect(mergeFacts(stored)).toEqual(factsOf(all));
    }),
  );
});

test('facts do not depend on the order of the records', () => {
  fc.assert(
    fc.property(records, (all) => {
      expect(factsOf([...all].reverse())).toEqual(factsOf(all));
    }),
  );
});

test('what one batch amounts to', () => {
  const no = (value: number): string => `${SAMPLE_SITE}263${String(value).padStart(6, '0')}`;
  const facts = factsOf([
    { ...SAMPLE_RECORD, certificateNo: no(1) },
    { ...SAMPLE_RECORD, certificateNo: no(2), theoryScore: 60, examDate: '2026-06-02' },
    { ...SAMPLE_RECORD, certificateNo: no(9), overallGrade: 'FAIL', examDate: '2026-06-09' },
    { ...SAMPLE_RECORD, certificateNo: no(0) },
    { ...SAMPLE_RECORD, certificateNo: 'S000051999999263000005' },
  ]);
  expect(facts).toEqual({
    records: 5,
    passes: 4,
    examDates: ['2026-06-01', '2026-06-02'],
    scorePatterns: [
      ['60/85.5/', 1],
      ['78/85.5/', 4],
    ],
    atPassMark: 1,
    // 000000 is no serial, and the last number begins with a site that nobody filed.
    serials: [
      {
        series: `${SAMPLE_SITE}263`,
        runs: [
          [1, 2],
          [9, 9],
        ],
      },
    ],
  });
});

test('no records are no facts', () => {
  expect(mergeFacts([])).toEqual(factsOf([]));
});
