/** Re-issues on a real database: the same certificate once more, or another number in its place. */
import { territoryOf } from '../../src/domain/tenancy/territory';
import { certificateNoOf, CITY, FEED, recordOf, useCertificateDesk } from '../kit/certificate-desk';
import { changeRequests, idOf, NO } from '../kit/certificate-requests';
import { testSealer } from '../kit/test-sealer';

jest.setTimeout(60_000);

describe('re-issues', () => {
  const desk = useCertificateDesk();
  const { correct, reissue } = changeRequests(desk);
  let batchId: string;
  beforeEach(async () => {
    batchId = await desk.issued({ records: 3 });
  });

  test('a lost certificate is issued again as it is', async () => {
    const id = idOf(await reissue(null));
    expect(await desk.agree(id)).toMatchObject({ state: 'APPLIED', certificateNo: NO, appliedVersion: 2 });
    expect(await desk.versions(NO)).toEqual(['1 ISSUED', '2 REISSUED']);
    expect(await desk.owed(NO)).toEqual([`${FEED.name} 1 1`, `${FEED.name} 2 2`]);
    const [first, again] = await desk.query(
      `SELECT data, sealed FROM certificate_version WHERE certificate_no = $1 ORDER BY version`,
      [NO],
    );
    expect(testSealer.open(again?.['sealed'] as Buffer).toString()).toBe(first?.['data']);
  });

  test('another number takes the place of the old one; the chain is read from either end', async () => {
    const newNo = certificateNoOf(11);
    const newest = certificateNoOf(12);
    expect(await reissue(recordOf(1, { name: '林小溪' }))).toMatchObject({ code: 'CORRECTION_FIXED_FIELDS' });
    expect(await reissue(recordOf(1, { certificateNo: certificateNoOf(2) }))).toMatchObject({
      code: 'CERTIFICATE_NUMBER_USED',
    });
    await desk.agree(idOf(await reissue(recordOf(1, { certificateNo: newNo }))));
    expect(await desk.agree(idOf(await reissue(recordOf(1, { certificateNo: newest }), newNo)))).toMatchObject({
      state: 'APPLIED',
      certificateNo: newest,
      appliedVersion: 1,
    });
    const seen = (no: string): Promise<unknown> => desk.hub.views.certificate(territoryOf(CITY), no);
    const chain = [
      { certificateNo: NO, state: 'REPLACED' },
      { certificateNo: newNo, state: 'REPLACED' },
      { certificateNo: newest, state: 'LIVE' },
    ];
    expect(await seen(NO)).toMatchObject({ state: 'REPLACED', replaces: null, replacedBy: newNo, chain });
    expect(await seen(newNo)).toMatchObject({ replaces: NO, replacedBy: newest, chain });
    expect(await seen(newest)).toMatchObject({ state: 'LIVE', replaces: newNo, replacedBy: null, chain });
    expect(await desk.versions(NO)).toEqual(['1 ISSUED', '2 REPLACED']);
    expect(await desk.versions(newNo)).toEqual(['1 REISSUED', '2 REPLACED']);
    expect(await desk.owed(NO)).toEqual([`${FEED.name} 1 1`, `${FEED.name} 2 2`]);
    expect(await desk.owed(newNo)).toEqual([`${FEED.name} 2 1`, `${FEED.name} 3 2`]);
    expect(await desk.owed(newest)).toEqual([`${FEED.name} 3 1`]);
    expect(await correct(recordOf(1, { name: '林小溪' }))).toMatchObject({ code: 'CERTIFICATE_REPLACED' });
    const [live] = await desk.query(`SELECT count(*)::int AS live FROM certificate WHERE state = 'LIVE'`);
    expect(live).toEqual({ live: 3 });
    const found = await desk.hub.views.foundRecords(
      territoryOf(CITY),
      { certificateNo: newest },
      { first: 5, after: null },
    );
    expect(found.items).toMatchObject([{ batchId, line: 1, certificateState: 'REPLACED' }]);
  });

  test('of two requests at once for one new number one has it', async () => {
    const newNo = certificateNoOf(11);
    const outcomes = await Promise.all(
      [1, 2].map((serial) => reissue(recordOf(serial, { certificateNo: newNo }), certificateNoOf(serial))),
    );
    expect(outcomes.map((outcome) => Reflect.get(outcome, 'kind')).sort()).toEqual(['refused', 'requested']);
    expect(outcomes.find((outcome) => Reflect.get(outcome, 'kind') === 'refused')).toMatchObject({
      code: 'CERTIFICATE_NUMBER_USED',
    });
  });
});
