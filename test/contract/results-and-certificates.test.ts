/** Results and the certificates that come of them: neither is undone under the other, on a real database. */
import type { Caller } from '../../src/app/caller';
import { confirmRecall } from '../../src/app/certificates/confirm-recall';
import { proposeRecall } from '../../src/app/certificates/propose-recall';
import { confirmProposal, dismissProposal } from '../../src/app/proposals/decide-proposal';
import { closeNotices } from '../../src/app/results/close-notices';
import { proposeResultsWithdrawal } from '../../src/app/results/withdraw-by-office';
import { withdrawResults } from '../../src/app/results/withdraw-results';
import { approveBatch } from '../../src/app/review-batch';
import { approveBatches } from '../../src/app/review/approve-batches';
import { reviewQueue } from '../../src/app/review/review-queue';
import { reviewSummary, type ReviewSummarised } from '../../src/app/review/review-summary';
import { approveBatch as issuedBatch } from '../kit/approved-batch';
import { OWN, resultsDesk, type ResultsDesk, SECOND_CITY, shownBatch } from '../kit/results-desk';
import { CITY, PROVINCE } from '../kit/waiting-batch';

jest.setTimeout(60_000);

const BASIS = ['湘人社函〔2020〕47号 四(二)'];

let desk: ResultsDesk;
let id = '';
beforeEach(async () => {
  desk = await resultsDesk();
  ({ id } = await desk.submit());
});
afterEach(() => desk.bench.close());

const close = async (): Promise<void> => {
  desk.setDay('2026-01-05');
  await closeNotices(desk.hub);
};
const propose = (caller: Caller = CITY) =>
  proposeResultsWithdrawal(desk.hub, caller, { id, reason: '成绩登记有误', basis: BASIS });
const proposed = async (): Promise<string> => {
  const answer = await propose();
  if (answer.kind === 'refused') throw new Error(answer.code);
  return answer.proposalId;
};
const confirm = (proposalId: string) => confirmProposal(desk.hub, SECOND_CITY, { proposalId });
const CERTIFIED = { code: 'RESULTS_CERTIFIED', remedy: { en: expect.stringContaining('proposeRecall') } };

describe('a withdrawal after certificates', () => {
  /** By two people of the city, of the batch: the plan stays. */
  const recall = async (batchId: string): Promise<void> => {
    await desk.bench.source.query(
      `INSERT INTO attachment (id, region_code, file_name, media_type, bytes, digest, body, sent_by, role, sent_at)
       VALUES ($1, '510100', '证明.pdf', 'application/pdf', 1, '\\x00', '\\x00', 'city', 'CITY', now())`,
      [batchId],
    );
    const scope = { certificateNos: null, batchId, lines: null, planNo: null };
    const given = { scope, ground: 'VIOLATION', reason: '成绩有误', basis: BASIS, evidence: [batchId] } as const;
    const answer = await proposeRecall(desk.hub, CITY, given);
    if (answer.kind === 'refused') throw new Error(answer.code);
    expect(await confirmRecall(desk.hub, SECOND_CITY, { id: answer.recallId, digest: answer.digest })).toMatchObject({
      certificates: 2,
    });
  };

  test('waits for their recall; then the results are mended', async () => {
    await close();
    const batchId = await issuedBatch(desk.bench, { records: 2 });
    expect(await propose()).toMatchObject({ ...CERTIFIED, existingId: id });
    await recall(batchId);
    expect(await confirm(await proposed())).toMatchObject({ state: 'CONFIRMED' });
    expect(await desk.stateOf(id)).toBe('WITHDRAWN');
    expect((await desk.submit({ noticeFrom: '2026-01-05' })).revision).toBe(2);
  });

  test('one that was issued anew is live; one that was replaced is not', async () => {
    await close();
    await issuedBatch(desk.bench, { records: 2 });
    const { source } = desk.bench;
    await source.query(`UPDATE certificate SET state = 'REPLACED' WHERE line = 1`);
    expect(await propose()).toMatchObject(CERTIFIED);
    await source.query(`UPDATE certificate SET state = 'REVOKED' WHERE line = 2`);
    expect(await propose()).toMatchObject({ kind: 'proposed' });
  });

  test('also when they came by the header of their batch, before there were results', async () => {
    const proposalId = await proposed();
    await issuedBatch(desk.bench, { records: 1 });
    expect(await desk.stateOf(id)).toBe('ON_NOTICE');
    expect(await confirm(proposalId)).toMatchObject(CERTIFIED);
    expect(await withdrawResults(desk.hub, OWN, { id, reason: '重新登记', basis: [] })).toMatchObject(CERTIFIED);
    // The refusal took the confirmation back.
    expect(await dismissProposal(desk.hub, CITY, { proposalId, reason: '已发证' })).toMatchObject({
      state: 'DISMISSED',
    });
    expect(await propose()).toMatchObject(CERTIFIED);
    expect(await desk.stateOf(id)).toBe('ON_NOTICE');
  });
});

describe('an approval beside a withdrawal that waits', () => {
  const summaryOf = async (batchId: string): Promise<ReviewSummarised> => {
    const summary = await reviewSummary(desk.hub, CITY, { batchIds: [batchId] });
    if (summary.kind === 'refused') throw new Error(summary.code);
    return summary;
  };
  const queued = async () => {
    const page = await reviewQueue(desk.hub, CITY, {}, { first: 9, after: null });
    return page?.items.map(({ withdrawalProposalId }) => withdrawalProposalId);
  };

  test('names the proposal, alone and together with others, and goes on once that is dismissed', async () => {
    await close();
    const batchId = await shownBatch(desk, [1, 2]);
    const before = await summaryOf(batchId);
    expect(before).toMatchObject({ totals: { certificates: 2 }, pieces: [{ withdrawalProposalId: null }] });
    const proposalId = await proposed();
    const open = { code: 'PROPOSAL_OPEN', existingId: proposalId, places: [{ field: 'planNo' }] };
    expect(await approveBatch(desk.hub, CITY, { batchId })).toMatchObject(open);
    // Who read the summary before hears that it changed; the new one says why nothing comes of it.
    const bulk = { batchIds: [batchId], digest: before.digest };
    expect(await approveBatches(desk.hub, CITY, bulk)).toMatchObject({ code: 'SUMMARY_CHANGED' });
    const { digest, ...waiting } = await summaryOf(batchId);
    expect(waiting).toMatchObject({ totals: { certificates: 0 }, pieces: [{ withdrawalProposalId: proposalId }] });
    expect(await queued()).toEqual([proposalId]);
    expect(await approveBatches(desk.hub, CITY, { ...bulk, digest })).toMatchObject({ answers: [{ refusal: open }] });
    await dismissProposal(desk.hub, CITY, { proposalId, reason: '核实无误' });
    expect(await queued()).toEqual([null]);
    expect(await approveBatches(desk.hub, CITY, bulk)).toMatchObject({
      answers: [{ reviewed: { state: 'PROVINCE_REVIEW' } }],
    });
  });

  test('once it is confirmed the plan has no results', async () => {
    await close();
    const batchId = await shownBatch(desk, [1]);
    await approveBatch(desk.hub, CITY, { batchId });
    const proposalId = await proposed();
    const [approved, withdrawn] = await Promise.all([
      approveBatch(desk.hub, PROVINCE, { batchId }),
      confirm(proposalId),
    ]);
    // Whoever comes first: no certificate stands on withdrawn results, and the proposal can be confirmed.
    expect(approved).toMatchObject({ code: expect.stringMatching(/^(PROPOSAL_OPEN|NOTICE_NOT_CLOSED)$/) });
    expect(withdrawn).toMatchObject({ state: 'CONFIRMED' });
    expect(await approveBatch(desk.hub, PROVINCE, { batchId })).toMatchObject({ code: 'NOTICE_NOT_CLOSED' });
  });

  test('an approval and a proposal at once: one of them holds', async () => {
    await close();
    const batchId = await shownBatch(desk, [1]);
    await approveBatch(desk.hub, CITY, { batchId });
    const [approved, waits] = await Promise.all([approveBatch(desk.hub, PROVINCE, { batchId }), propose()]);
    expect([
      ['reviewed', 'RESULTS_CERTIFIED'],
      ['PROPOSAL_OPEN', 'proposed'],
    ]).toContainEqual([approved, waits].map((answer) => (answer.kind === 'refused' ? answer.code : answer.kind)));
  });
});
