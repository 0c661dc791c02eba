/** Another hub hands up parcels (docs/hub-to-hub.md): what of them is refused, and who may. */
import { randomUUID } from 'node:crypto';
import { proposeRecall, type RecallAsked } from '../../src/app/certificates/propose-recall';
import { requestReissue } from '../../src/app/certificates/request-change';
import { answerHeldItems, answerHeldRanges } from '../../src/app/forwarding/answer-held';
import { receiveParcel } from '../../src/app/forwarding/receive-parcel';
import type { GivenParcel } from '../../src/app/forwarding/received-ports';
import { ROLES, type Caller } from '../../src/app/caller';
import { approveBatch, certificateNoOf } from '../kit/approved-batch';
import { HANDED_BATCH, handed, handedNo, handedParcel, HUB, OTHER_CREDIT_CODE, OTHER_HUB } from '../kit/handed-up';
import { codesOf, receivingHub, type ReceivingHub } from '../kit/receiving-hub';
import { PROVINCE } from '../kit/waiting-batch';

jest.setTimeout(60_000);

describe('of a parcel of another hub', () => {
  let at: ReceivingHub;
  beforeEach(async () => {
    at = await receivingHub();
  });
  afterEach(() => at.close());

  const recall = (scope: Partial<RecallAsked['scope']>, evidence: string) =>
    proposeRecall(at.hub, PROVINCE, {
      scope: { certificateNos: null, batchId: null, lines: null, planNo: null, ...scope },
      ground: 'VIOLATION',
      reason: '弄虚作假',
      basis: ['人社职司便函〔2020〕25号'],
      evidence: [evidence],
    });

  test.each<[string, Parameters<typeof handed>[1], string]>([
    ['no JSON', { data: '{"certificateNo":' }, 'H-RECORD'],
    ['no object', { data: '[]' }, 'H-RECORD'],
    ['a field in levels', { record: { remark: {} } }, 'H-RECORD'],
    ['without a person', { record: { idNumber: undefined } }, 'H-RECORD'],
    ['a day that is none', { record: { birthDate: '2005-02-30' } }, 'H-RECORD'],
    ['a character that no text can hold', { record: { remark: 'a\0b' } }, 'H-RECORD'],
    ['a record of another number', { record: { certificateNo: handedNo(77) } }, 'H-RECORD'],
    ['a kind that is none', { kind: 'LENT' }, 'H-RECORD'],
    ['a number without its pattern', { certificateNo: '510300123' }, 'H-NUMBER'],
  ])('%s is refused by itself, the others are taken', async (_name, wrong, code) => {
    const outcome = await at.receive(handedParcel([handed(1), handed(2, wrong), handed(3)]));
    expect(codesOf(outcome)).toEqual([null, code, null]);
    expect(outcome.answers[1]?.accepted).toBe(false);
    expect(await at.owed()).toEqual(['01/1', '03/1']);
    expect(await at.query(`SELECT records, passed FROM batch`)).toEqual([{ records: 2, passed: 2 }]);
    expect(await at.query(`SELECT count(*)::int AS held FROM received_version`)).toEqual([{ held: 3 }]);
  });

  test('what lies outside the hub is refused, certificate by certificate', async () => {
    const outcome = await at.receive(
      handedParcel([handed(1, { regionCode: '510100' }), handed(2, { regionCode: '510100' })]),
    );
    expect(codesOf(outcome)).toEqual(['H-REGION', 'H-REGION']);
    expect(await at.query(`SELECT FROM certificate`)).toEqual([]);
    expect(await at.query(`SELECT FROM batch`)).toEqual([]);
    expect(await at.owed()).toEqual([]);
  });

  test('numbers of the own institutions and of another hub are taken', async () => {
    await approveBatch(at.bench, { records: 1, firstSerial: 5 });
    const own = certificateNoOf(5);
    const ofOther = {
      ...HANDED_BATCH,
      institution: { ...HANDED_BATCH.institution, code: '0401', regionCode: '510400', creditCode: OTHER_CREDIT_CODE },
    };
    const others = handed(6, { institutionCode: '0401', regionCode: '510400' });
    await at.receive(handedParcel([others], { batch: ofOther }), OTHER_HUB);
    const outcome = await at.receive(
      handedParcel([
        handed(1, { certificateNo: own, record: { certificateNo: own } }),
        handed(6),
        handed(6, { version: 2, kind: 'REVOKED' }),
        handed(7),
      ]),
    );
    expect(codesOf(outcome)).toEqual(['H-TAKEN', 'H-TAKEN', 'H-TAKEN', null]);
    expect(await at.certificate(6)).toMatchObject({ state: 'LIVE', institution: '0401', versions: ['1 ISSUED'] });
    expect(await at.query(`SELECT state, version FROM certificate WHERE certificate_no = $1`, [own])).toEqual([
      { state: 'LIVE', version: 1 },
    ]);
  });

  test('a version that was made here beside those of the hub differs', async () => {
    await at.receive(handedParcel([handed(1)]));
    await at.query(
      `INSERT INTO certificate_version (certificate_no, version, kind, batch_id, line, data, created_at)
       SELECT certificate_no, 2, 'REVOKED', batch_id, line, '{}', now() FROM certificate_version`,
    );
    expect(codesOf(await at.receive(handedParcel([handed(1, { version: 2, kind: 'CORRECTED' }), handed(2)])))).toEqual([
      'H-DIFFERS',
      null,
    ]);
  });

  test('a parcel that does not hold together is refused whole, by place and without values', async () => {
    const good = handedParcel([handed(1), handed(2)]);
    const { institution, header } = HANDED_BATCH;
    const cases: readonly (readonly [Partial<GivenParcel>, readonly string[]])[] = [
      [{ parcelId: 'no-uuid' }, ['parcelId']],
      [{ digest: '00' }, ['digest']],
      [{ salt: 'another' }, ['digest', 'digest']],
      [{ batch: { institution, header: { ...header, noticeTo: 'soon' } } }, ['batch/noticeTo']],
      [{ batch: { header, institution: { ...institution, creditCode: '0' } } }, ['batch/institution/creditCode']],
      [{ batch: { header, institution: { ...institution, code: '0302' } } }, ['institutionCode', 'institutionCode']],
      [handedParcel([]), ['certificates']],
      [handedParcel([handed(1), handed(1)]), ['version']],
      [handedParcel([handed(1), handed(2, { regionCode: '510400' })]), ['regionCode']],
    ];
    for (const [change, fields] of cases) {
      const outcome = await receiveParcel(at.hub, HUB, { ...good, ...change });
      if (outcome.kind !== 'refused') throw new Error('It was taken.');
      expect([outcome.code, outcome.places.map(({ field }) => field)]).toEqual(['PARCEL_MALFORMED', fields]);
      expect(JSON.stringify(outcome)).not.toContain('林晓溪');
    }
    expect(await at.rowsKept()).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  test('an institution whose code is another one’s here, or whose region is not here, keeps its parcel out', async () => {
    const { institution, header } = HANDED_BATCH;
    await at.receive(handedParcel([handed(1)]));
    const renamed = { header, institution: { ...institution, creditCode: OTHER_CREDIT_CODE } };
    expect(await at.codeOf(handedParcel([handed(2)], { batch: renamed }))).toBe('INSTITUTION_DIFFERS');
    await at.query(`UPDATE institution SET region_code = '510100' WHERE code = '0301'`);
    expect(await at.codeOf(handedParcel([handed(2)]))).toBe('REGION_UNKNOWN');
    const elsewhere = (code: string, regionCode: string): GivenParcel =>
      handedParcel([handed(3, { institutionCode: code })], {
        batch: { header, institution: { ...institution, code, regionCode, creditCode: OTHER_CREDIT_CODE } },
      });
    expect(await at.codeOf(elsewhere('0302', '510400'))).toBe('REGION_UNKNOWN');
    const ofProvince: Caller = { ...HUB, clientId: 'hub-510000', regionCode: '510000' };
    expect(await at.codeOf(elsewhere('0303', '510500'), ofProvince)).toBe('REGION_UNKNOWN');
    expect(await at.query(`SELECT FROM received_parcel`)).toHaveLength(1);
    expect(await at.query(`SELECT code FROM institution ORDER BY code`)).toEqual([{ code: '0001' }, { code: '0301' }]);
    expect(await at.codeOf(elsewhere('0304', '510400'), ofProvince)).toBe('received');
  });

  test('only a hub hands up and asks', async () => {
    for (const role of ROLES.filter((each) => each !== 'HUB')) {
      const caller: Caller = { ...HUB, role };
      expect([role, await at.codeOf(handedParcel([handed(1)]), caller)]).toEqual([role, 'FORBIDDEN']);
      expect(await answerHeldItems(at.hub, caller, '')).toMatchObject({ code: 'FORBIDDEN' });
      expect(await answerHeldRanges(at.hub, caller, { prefix: '', length: 7 })).toMatchObject({ code: 'FORBIDDEN' });
    }
  });

  test('is neither corrected nor recalled here: its own hub does that', async () => {
    const parcel = handedParcel([handed(1)]);
    await at.receive(parcel);
    const institution: Caller = { clientId: 'i', role: 'INSTITUTION', institutionCode: '0301', regionCode: null };
    const asked = { certificateNo: handedNo(1), record: null, reason: '证书遗失', evidence: [randomUUID()] };
    expect(await requestReissue(at.hub, institution, asked)).toMatchObject({ code: 'CERTIFICATE_OF_HUB' });
    const own = await approveBatch(at.bench, { records: 1 });
    const evidence = randomUUID();
    await at.query(
      `INSERT INTO attachment (id, region_code, file_name, media_type, bytes, digest, body, sent_by, role, sent_at)
       VALUES ($1, '510000', 'a.pdf', 'application/pdf', 1, '\\x00', '\\x00', 'p', 'PROVINCE', now())`,
      [evidence],
    );
    for (const certificateNos of [[handedNo(1)], [certificateNoOf(1), handedNo(1)]])
      expect(await recall({ certificateNos }, evidence)).toMatchObject({ code: 'CERTIFICATE_OF_HUB' });
    expect(await recall({ batchId: parcel.parcelId }, evidence)).toMatchObject({ code: 'RECALL_SCOPE_NOT_FOUND' });
    expect(await recall({ batchId: own }, evidence)).toMatchObject({ kind: 'proposed', live: 1 });
  });
});
