/** A recall that waits for its second person, on a real database: its term. */
import { withdrawRecall } from '../../src/app/certificates/confirm-recall';
import { AT, PROVINCE, useCertificateDesk } from '../kit/certificate-desk';
import { idOf, recallRequests } from '../kit/certificate-requests';
import { SECOND_PROVINCE } from '../kit/waiting-batch';

jest.setTimeout(180_000);

describe('the clock of a recall', () => {
  const desk = useCertificateDesk();
  const { propose, confirm } = recallRequests(desk);

  test('runs from the proposal until it is confirmed or taken back', async () => {
    const terms = () =>
      desk.query(`SELECT term, institution_code AS institution, days, state FROM deadline
                   WHERE subject_kind = 'RECALL' ORDER BY opened_at, id`);
    const batchId = await desk.issued({ records: 2 });
    const proposed = await propose({ batchId, lines: [1] });
    const running = { term: 'PROPOSAL_CITY', institution: null, days: 5, state: 'OPEN' };
    expect(await terms()).toEqual([running]);
    await propose({ batchId, lines: [1] });
    expect(await terms()).toEqual([running]);
    await confirm(proposed);
    expect(await terms()).toEqual([{ ...running, state: 'MET' }]);
    desk.at(new Date(AT.getTime() + 1_000));
    const second = await propose({ batchId, lines: [2] }, PROVINCE, { evidence: [await desk.evidence(PROVINCE)] });
    await withdrawRecall(desk.hub, SECOND_PROVINCE, { id: idOf(second), reason: '证据不足' });
    expect(await terms()).toMatchObject([{ state: 'MET' }, { term: 'PROPOSAL_PROVINCE', state: 'CANCELLED' }]);
  });
});
