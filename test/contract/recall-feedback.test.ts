/** What came back from above about certificates that become void: the term of the institution ends with its work. */
import { openFeedback } from '../../src/app/deadlines/open-feedback';
import { packsWith } from '../../src/domain/sample/rule-case';
import { activeSet } from '../../src/domain/publishing/active-set';
import { certificateNoOf, FEED, useCertificateDesk } from '../kit/certificate-desk';
import { recallRequests } from '../kit/certificate-requests';
import { samplePacks } from '../kit/sample-record';

jest.setTimeout(60_000);

const WITH_TERM = activeSet(packsWith(samplePacks(), { resubmitWorkingDays: 5 }), []);

const desk = useCertificateDesk();
const { propose, confirm } = recallRequests(desk);
let batchId: string;
beforeEach(async () => {
  batchId = await desk.issued({ records: 3 });
});

/** The feed refuses versions, and the institution is told. */
async function refused(serials: readonly number[], version = 1): Promise<void> {
  const numbers = serials.map(certificateNoOf);
  await desk.query(
    `UPDATE delivery_item SET state = 'REFUSED' WHERE certificate_no = ANY ($1::text[]) AND version = $2`,
    [numbers, version],
  );
  const items = numbers.map((certificateNo, index) => ({
    batchId,
    line: serials[index] ?? 0,
    certificateNo,
    code: 'R-PHOTO',
  }));
  const hub = { ...desk.hub, activePacks: async () => WITH_TERM };
  await desk.bench.transaction((stores) => openFeedback(hub, stores, FEED, items));
}
const terms = async (): Promise<unknown[]> =>
  (await desk.query(`SELECT term || ' ' || state AS text FROM deadline WHERE term = 'FEEDBACK'`)).map(
    ({ text }) => text,
  );

async function voided(serial: number): Promise<void> {
  const proposed = await propose({ certificateNos: [certificateNoOf(serial)] });
  expect(await confirm(proposed)).toMatchObject({ kind: 'ended', certificates: 1 });
}

test('the term holds while one refused certificate is left, and is cancelled with the last one', async () => {
  await refused([1, 2]);
  await voided(3);
  await voided(1);
  expect(await terms()).toEqual(['FEEDBACK OPEN']);
  await voided(2);
  expect(await terms()).toEqual(['FEEDBACK CANCELLED']);
});

test('a refusal of what is void already is told, and opens no term', async () => {
  await voided(1);
  await refused([1]);
  await refused([1], 2);
  expect(await terms()).toEqual([]);
  expect(await desk.query(`SELECT count(*)::int AS told FROM notification WHERE topic = 'FEEDBACK'`)).toEqual([
    { told: 4 },
  ]);
});
