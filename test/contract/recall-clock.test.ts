/** A recall that waits for its second person, on a real database: its term. */
import { confirmRecall, withdrawRecall } from '../../src/app/certificates/confirm-recall';
import { proposeRecall } from '../../src/app/certificates/propose-recall';
import type { Caller } from '../../src/app/caller';
import { AT, certificateDesk, CITY, PROVINCE, SECOND_CITY, type CertificateDesk } from '../kit/certificate-desk';
import { SECOND_PROVINCE } from '../kit/waiting-batch';

jest.setTimeout(180_000);

describe('the clock of a recall', () => {
  let desk: CertificateDesk;
  let batchId: string;
  beforeEach(async () => {
    desk = await certificateDesk();
    batchId = await desk.issued({ records: 2 });
  });
  afterEach(() => desk.close());

  const propose = (line: number, caller: Caller, evidence: string[]): Promise<object> =>
    proposeRecall(desk.hub, caller, {
      scope: { certificateNos: null, batchId, lines: [line], planNo: null },
      ground: 'VIOLATION',
      reason: '考试组织弄虚作假',
      basis: ['内人社办发〔2024〕53号 第四十四条'],
      evidence,
    });
  const textOf = (outcome: object, key: string): string => String(Reflect.get(outcome, key));

  test('runs from the proposal until it is confirmed or taken back', async () => {
    const terms = () =>
      desk.query(`SELECT term, institution_code AS institution, days, state FROM deadline
                   WHERE subject_kind = 'RECALL' ORDER BY opened_at, id`);
    const evidence = [await desk.evidence(CITY)];
    const proposed = await propose(1, CITY, evidence);
    const running = { term: 'PROPOSAL_CITY', institution: null, days: 5, state: 'OPEN' };
    expect(await terms()).toEqual([running]);
    await propose(1, CITY, evidence);
    expect(await terms()).toEqual([running]);
    await confirmRecall(desk.hub, SECOND_CITY, {
      id: textOf(proposed, 'recallId'),
      digest: textOf(proposed, 'digest'),
    });
    expect(await terms()).toEqual([{ ...running, state: 'MET' }]);
    desk.at(new Date(AT.getTime() + 1_000));
    const second = await propose(2, PROVINCE, [await desk.evidence(PROVINCE)]);
    await withdrawRecall(desk.hub, SECOND_PROVINCE, { id: textOf(second, 'recallId'), reason: '证据不足' });
    expect(await terms()).toMatchObject([{ state: 'MET' }, { term: 'PROPOSAL_PROVINCE', state: 'CANCELLED' }]);
  });
});
