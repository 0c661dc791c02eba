/** What a reviewer confirms: totals, and a digest that every change shows in. */
import { pieceDigest, summaryOf, type ReviewPiece } from '../../../src/domain/review/summary';

const piece = (id: string, change: Partial<ReviewPiece> = {}): ReviewPiece => ({
  id,
  state: 'CITY_REVIEW',
  acceptance: 'PARTIAL',
  records: 10,
  passed: 8,
  held: 1,
  returned: 1,
  openDeclarations: 2,
  signals: [{ code: 'AUT-016', records: 3 }],
  overdue: false,
  withdrawalProposalId: null,
  ...change,
});

test('totals over all, signals by rule, certificates of what goes on', () => {
  const { totals } = summaryOf([
    piece('b', { acceptance: 'ALL_OR_NOTHING', signals: [{ code: 'AUT-015', records: 0 }], overdue: true }),
    piece('a'),
    piece('c', { acceptance: 'ALL_OR_NOTHING', passed: 10, held: 0, returned: 0 }),
  ]);
  // A proposal to withdraw its results waits: nothing comes of it as it stands.
  expect(summaryOf([piece('a', { withdrawalProposalId: 'p' }), piece('b')]).totals.certificates).toBe(8);
  // Approved already: nothing more comes of it.
  expect(summaryOf([piece('a', { state: 'APPROVED' }), piece('b')]).totals.certificates).toBe(8);
  expect(totals).toEqual({
    batches: 3,
    records: 30,
    passed: 26,
    held: 2,
    returned: 2,
    openDeclarations: 6,
    signals: [
      { code: 'AUT-015', records: 0 },
      { code: 'AUT-016', records: 6 },
    ],
    overdue: 1,
    certificates: 18,
  });
});

test('the digest does not depend on the order, and on everything else', () => {
  const digest = summaryOf([piece('a'), piece('b')]).digest;
  expect(summaryOf([piece('b'), piece('a')]).digest).toBe(digest);
  const changes: readonly Partial<ReviewPiece>[] = [
    { state: 'PROVINCE_REVIEW' },
    { acceptance: 'ALL_OR_NOTHING' },
    { records: 11 },
    { passed: 7 },
    { held: 2 },
    { returned: 2 },
    { openDeclarations: 1 },
    { signals: [] },
    { overdue: true },
    { withdrawalProposalId: 'p' },
  ];
  for (const change of changes) {
    expect(summaryOf([piece('a'), piece('b', change)]).digest).not.toBe(digest);
    expect(pieceDigest(piece('b', change))).not.toBe(pieceDigest(piece('b')));
  }
  expect(summaryOf([piece('a')]).digest).not.toBe(digest);
});
