/** The terms of a plan's data where results close or are withdrawn beside a batch that comes back. */
import type { Hub } from '../../src/app/ports';
import { confirmProposal } from '../../src/app/proposals/decide-proposal';
import { closeNotices } from '../../src/app/results/close-notices';
import { proposeResultsWithdrawal } from '../../src/app/results/withdraw-by-office';
import { meetDataTerms } from '../../src/app/review/data-terms';
import { returnBatch } from '../../src/app/review-batch';
import { pausedHub, untilWaiting } from '../kit/paused-hub';
import { fileThroughHub, planTerms } from '../kit/plan-terms';
import { entryOf, PLAN_NO, resultsDesk, SECOND_CITY, type ResultsDesk } from '../kit/results-desk';
import { CITY, waitingBatch } from '../kit/waiting-batch';

jest.setTimeout(60_000);

const NO_NOTICE = { noticeDays: null };
const NOTICE = { noticeDays: 7, noticeUnit: 'DAY' } as const;
const TERMS = { resultsWorkingDays: 20, certificateDataWorkingDays: 10, resubmitWorkingDays: null };
const UPLOAD = 'RESULTS_UPLOAD';
/** 20 working days after 27 December 2025. */
const UPLOAD_DUE = '2026-01-26';
/** 10 working days after 29 December 2025, when the first results close. */
const DATA_DUE = '2026-01-13';

let desk: ResultsDesk;
afterEach(() => desk.bench.close());

const open = async (pack: object): Promise<void> => {
  desk = await resultsDesk({ ...TERMS, ...pack });
  await fileThroughHub(desk);
};
const received = async (): Promise<string> => {
  const id = await waitingBatch(desk.bench, { records: 1, firstSerial: 1, state: 'CITY_REVIEW' });
  await desk.hub.transaction((stores) => meetDataTerms(stores, { planNo: PLAN_NO }, desk.hub.now()));
  return id;
};
const returned = (batchId: string, hub: Hub = desk.hub) => returnBatch(hub, CITY, { batchId, reason: '材料不全' });
const proposed = async (id: string): Promise<string> => {
  const given = { id, reason: '成绩登记有误', basis: ['湘人社函〔2020〕47号 四(二)'] };
  const answer = await proposeResultsWithdrawal(desk.hub, CITY, given);
  if (answer.kind === 'refused') throw new Error(answer.code);
  return answer.proposalId;
};
const confirm = (proposalId: string, hub: Hub = desk.hub) => confirmProposal(hub, SECOND_CITY, { proposalId });
const live = async (): Promise<readonly string[]> => (await planTerms(desk)).filter((term) => term.includes(' OPEN '));

/** A return that has opened its terms and is not committed yet. */
const openedTerms = () =>
  pausedHub(desk.hub, ({ notifications }, pause) => ({
    notifications: {
      ...notifications,
      tell: async (given) => {
        await notifications.tell(given);
        if (given.some(({ topic }) => topic === 'BATCH_RETURNED')) await pause();
      },
    },
  }));

test('withdrawn beside a return that is first: no term of the withdrawn results is left to the next ones', async () => {
  await open(NO_NOTICE);
  const { id } = await desk.submit();
  const proposalId = await proposed(id);
  const batchId = await received();
  const slow = openedTerms();
  const returning = returned(batchId, slow.hub);
  await slow.reached;
  const withdrawing = confirm(proposalId);
  await untilWaiting(desk.bench.source, withdrawing);
  slow.goOn();
  expect(await Promise.all([returning, withdrawing])).toMatchObject([{ state: 'RETURNED' }, { state: 'CONFIRMED' }]);
  expect(await live()).toEqual([`${UPLOAD} OPEN ${UPLOAD_DUE}`]);
  desk.setDay('2026-01-05');
  await desk.submit();
  // Counted from their own day.
  expect(await live()).toEqual([`${UPLOAD} OPEN ${UPLOAD_DUE}`, 'CERTIFICATE_DATA OPEN 2026-01-19']);
});

test('withdrawn beside a return that comes second: it opens nothing of the withdrawn results', async () => {
  await open(NO_NOTICE);
  const { id } = await desk.submit();
  const proposalId = await proposed(id);
  const batchId = await received();
  const slow = pausedHub(desk.hub, ({ decisions }, pause) => ({
    decisions: {
      ...decisions,
      note: async (decision) => {
        await decisions.note(decision);
        if (decision.act === 'RESULTS_WITHDRAWN') await pause();
      },
    },
  }));
  const withdrawing = confirm(proposalId, slow.hub);
  await slow.reached;
  const returning = returned(batchId);
  await untilWaiting(desk.bench.source, returning);
  slow.goOn();
  expect(await Promise.all([returning, withdrawing])).toMatchObject([{ state: 'RETURNED' }, { state: 'CONFIRMED' }]);
  expect(await planTerms(desk)).toEqual([
    `${UPLOAD} MET ${UPLOAD_DUE}`,
    `${UPLOAD} OPEN ${UPLOAD_DUE}`,
    `CERTIFICATE_DATA MET ${DATA_DUE}`,
  ]);
});

test('results by which nobody passed close beside a return: nothing is waited for', async () => {
  await open(NOTICE);
  await desk.submit({ entries: [entryOf(1, false)] });
  const batchId = await received();
  desk.setDay('2026-01-05');
  const slow = openedTerms();
  const returning = returned(batchId, slow.hub);
  await slow.reached;
  const closing = closeNotices(desk.hub);
  await untilWaiting(desk.bench.source, closing);
  slow.goOn();
  expect(await Promise.all([returning, closing])).toMatchObject([{ state: 'RETURNED' }, { closed: 1 }]);
  expect(await planTerms(desk)).toEqual([`${UPLOAD} MET ${UPLOAD_DUE}`, `${UPLOAD} CANCELLED ${UPLOAD_DUE}`]);
});

test('nobody passed, and the results are withdrawn while a batch stands: the upload is waited for once it returns', async () => {
  await open(NO_NOTICE);
  const { id } = await desk.submit({ entries: [entryOf(1, false)] });
  const batchId = await received();
  expect(await confirm(await proposed(id))).toMatchObject({ state: 'CONFIRMED' });
  expect(await live()).toEqual([]);
  await returned(batchId);
  expect(await live()).toEqual([`${UPLOAD} OPEN ${UPLOAD_DUE}`]);
});
