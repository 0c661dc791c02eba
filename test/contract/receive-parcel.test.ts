/** Another hub hands up parcels (docs/hub-to-hub.md): what becomes of them here. */
import { randomUUID } from 'node:crypto';
import { proposeRecall, type RecallAsked } from '../../src/app/certificates/propose-recall';
import { requestReissue } from '../../src/app/certificates/request-change';
import { answerHeldItems, answerHeldRanges } from '../../src/app/forwarding/answer-held';
import { applyAnswers } from '../../src/app/forwarding/apply-answers';
import { type ParcelReceived, receiveParcel } from '../../src/app/forwarding/receive-parcel';
import type { GivenParcel } from '../../src/app/forwarding/received-ports';
import { ROLES, type Caller } from '../../src/app/caller';
import type { Hub } from '../../src/app/ports';
import { rangesOf } from '../../src/domain/forwarding/held';
import { receivedViews } from '../../src/store/views/received';
import { approveBatch, certificateNoOf, FEED, forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import {
  HANDED_BATCH,
  handed,
  handedNo,
  handedParcel,
  HUB,
  HUB_REGION,
  OTHER_CREDIT_CODE,
  OTHER_HUB,
} from '../kit/handed-up';
import { decisionHub, PROVINCE } from '../kit/waiting-batch';

jest.setTimeout(60_000);

describe('a parcel of another hub', () => {
  let bench: ForwardingBench;
  let hub: Hub;
  let reminded: string[];
  beforeEach(async () => {
    bench = await forwardingBench();
    await bench.source.query(
      `INSERT INTO region (code, name, grade) VALUES ('510300', '自贡市', 'CITY'), ('510400', '攀枝花市', 'CITY')`,
    );
    const played = decisionHub(bench);
    reminded = played.reminded;
    const views = receivedViews((sql, values = []) => bench.source.query(sql, [...values]));
    hub = { ...played.hub, views: { ...played.hub.views, ...views } };
  });
  afterEach(() => bench.close());

  const query = <Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> =>
    bench.source.query(sql, values);
  const receive = async (parcel: GivenParcel, caller: Caller = HUB): Promise<ParcelReceived> => {
    const outcome = await receiveParcel(hub, caller, parcel);
    if (outcome.kind === 'refused') throw new Error(`${outcome.code} ${JSON.stringify(outcome.places)}`);
    return outcome;
  };
  const codeOf = async (parcel: GivenParcel, caller: Caller = HUB): Promise<string> => {
    const outcome = await receiveParcel(hub, caller, parcel);
    return outcome.kind === 'refused' ? outcome.code : outcome.kind;
  };
  const codes = ({ answers }: ParcelReceived): (string | null)[] => answers.map(({ code }) => code);
  const certificate = async (serial: number): Promise<Record<string, unknown> | undefined> =>
    (
      await query<Record<string, unknown>>(
        `SELECT state, version, occupation_name AS occupation, region_code AS region, institution_code AS institution,
                (SELECT array_agg(version || ' ' || kind ORDER BY version) FROM certificate_version AS past
                  WHERE past.certificate_no = certificate.certificate_no) AS versions
           FROM certificate WHERE certificate_no = $1`,
        [handedNo(serial)],
      )
    )[0];
  /** `number/version` of all that is owed to the feed, in order. */
  const owed = async (): Promise<string[]> =>
    (
      await query<{ key: string }>(
        `SELECT right(certificate_no, 2) || '/' || version AS key FROM delivery_item JOIN delivery ON delivery.id = delivery_id
          WHERE delivery.feed = $1 ORDER BY 1`,
        [FEED.name],
      )
    ).map(({ key }) => key);
  const recall = (scope: Partial<RecallAsked['scope']>, evidence: string) =>
    proposeRecall(hub, PROVINCE, {
      scope: { certificateNos: null, batchId: null, lines: null, planNo: null, ...scope },
      ground: 'VIOLATION',
      reason: '弄虚作假',
      basis: ['人社职司便函〔2020〕25号'],
      evidence: [evidence],
    });
  const rowsKept = async (): Promise<number[]> => {
    const tables = ['received_parcel', 'received_version', 'batch', 'upload', 'certificate', 'certificate_version', 'record', 'delivery'];
    const found = await query<{ rows: string }>(
      tables.map((table) => `SELECT count(*) AS rows FROM ${table}`).join(' UNION ALL '),
    );
    return found.map(({ rows }) => Number(rows));
  };

  test('becomes certificates that are found, counted and handed on', async () => {
    const parcel = handedParcel([handed(1), handed(2, { record: { name: '欧阳云' } })]);
    const { answers, repeated } = await receive(parcel);
    expect({ repeated, answers }).toEqual({
      repeated: false,
      answers: [1, 2].map((serial) => ({
        certificateNo: handedNo(serial),
        version: 1,
        accepted: true,
        code: null,
        answeredAt: expect.any(Date),
      })),
    });
    expect(await certificate(1)).toEqual({
      state: 'LIVE',
      version: 1,
      occupation: '电工',
      region: HUB_REGION,
      institution: '0301',
      versions: ['1 ISSUED'],
    });
    const [batch] = await query(
      `SELECT origin, state, institution_code AS institution, region_code AS region, plan_no AS plan, client_batch_no AS number,
              records, passed, chunks, snapshot_digest AS snapshot FROM batch WHERE id = $1`,
      [parcel.parcelId],
    );
    expect(batch).toEqual({
      origin: 'HUB',
      state: 'APPROVED',
      institution: '0301',
      region: HUB_REGION,
      plan: 'P2026-0301',
      number: 'B-1',
      records: 2,
      passed: 2,
      chunks: 0,
      snapshot: null,
    });
    expect(await owed()).toEqual(['01/1', '02/1']);
    expect(await query(`SELECT period, region_code AS region FROM tally_due`)).toEqual([
      { period: '2026-06', region: HUB_REGION },
    ]);
    expect(reminded).toEqual(['deliver 1', 'tally 1']);
    const records = await query(`SELECT line, verdict, certificate_no AS number, data FROM record ORDER BY line`);
    expect(records).toEqual([
      { line: 1, verdict: 'PASSED', number: handedNo(1), data: null },
      { line: 2, verdict: 'PASSED', number: handedNo(2), data: null },
    ]);
    expect(
      await query(`SELECT name, region_code AS region FROM institution WHERE code = '0301'`),
    ).toEqual([{ name: '盐都示范技师学院', region: HUB_REGION }]);
    expect(await query(`SELECT noun, recorded_by AS by FROM registry_version WHERE key = '0301'`)).toEqual([
      { noun: 'INSTITUTION', by: HUB.clientId },
    ]);
    // As the hub below holds it, word for word: what goes on has the same digests.
    const sent = await bench.transaction(async ({ deliveries }) => {
      const [delivery] = await query<{ id: string }>(`SELECT id FROM delivery`);
      return deliveries.parcel(delivery?.id ?? '');
    });
    expect(sent.map(({ data }) => data)).toEqual(parcel.certificates.map(({ data }) => data));
    expect(await hub.views.parcelBatch(parcel.parcelId)).toEqual(HANDED_BATCH);
  });

  test('sent twice is one, whatever client it comes with; another content under its id is refused', async () => {
    const parcel = handedParcel([handed(1), handed(2, { record: { birthDate: undefined } })]);
    const first = await receive(parcel);
    expect(codes(first)).toEqual([null, 'H-RECORD']);
    const kept = await rowsKept();
    reminded.length = 0;
    expect(await receive(parcel, { ...HUB, clientId: 'the same hub, another client' })).toEqual({
      ...first,
      repeated: true,
    });
    expect(reminded).toEqual([]);
    expect(await codeOf({ ...handedParcel([handed(1)]), parcelId: parcel.parcelId })).toBe('PARCEL_DIFFERS');
    expect(await codeOf(parcel, OTHER_HUB)).toBe('PARCEL_DIFFERS');
    expect(await codeOf(handedParcel([handed(3), handed(1)]))).toBe('CERTIFICATE_TAKEN');
    expect(await rowsKept()).toEqual(kept);
    expect(await hub.views.parcelAnswers(HUB_REGION, parcel.parcelId)).toEqual(first.answers);
    expect(await hub.views.parcelAnswers('510400', parcel.parcelId)).toBeUndefined();
  });

  test('sent by several at once is one, and parcels side by side are each whole', async () => {
    const one = handedParcel([handed(1), handed(2)]);
    const other = handedParcel([handed(3)]);
    const outcomes = await Promise.all([one, one, other, one].map((parcel) => receive(parcel)));
    expect(outcomes.map(codes)).toEqual([[null, null], [null, null], [null], [null, null]]);
    expect(outcomes.filter(({ repeated }) => repeated)).toHaveLength(2);
    expect(await owed()).toEqual(['01/1', '02/1', '03/1']);
  });

  test('an id that is an upload or batch here already is refused', async () => {
    const parcelId = await approveBatch(bench, { records: 1 });
    expect(await codeOf(handedParcel([handed(1)], { parcelId }))).toBe('PARCEL_DIFFERS');
    expect(await certificate(1)).toBeUndefined();
  });

  test('a correction and a revocation go on to the feeds and are counted anew', async () => {
    await receive(handedParcel([handed(1), handed(2)]));
    await query('DELETE FROM tally_due');
    const changed = { occupationName: '电工(更正)', issuedOn: '2026-07-01' };
    await receive(handedParcel([handed(1, { version: 2, kind: 'CORRECTED', record: changed })]));
    expect(await certificate(1)).toMatchObject({ state: 'LIVE', version: 2, occupation: '电工(更正)' });
    expect(await query(`SELECT period FROM tally_due ORDER BY 1`)).toEqual([{ period: '2026-06' }, { period: '2026-07' }]);
    await receive(
      handedParcel([
        handed(1, { version: 3, kind: 'REVOKED', record: changed }),
        handed(2, { version: 2, kind: 'REPLACED' }),
        handed(12, { kind: 'REISSUED' }),
      ]),
    );
    expect(await certificate(1)).toMatchObject({ state: 'REVOKED', versions: ['1 ISSUED', '2 CORRECTED', '3 REVOKED'] });
    expect(await certificate(2)).toMatchObject({ state: 'REPLACED' });
    expect(await certificate(12)).toMatchObject({ state: 'LIVE', versions: ['1 REISSUED'] });
    expect(await owed()).toEqual(['01/1', '01/2', '01/3', '02/1', '02/2', '12/1']);
  });

  test('versions come in any order: the highest is the truth, and each reaches who has the number', async () => {
    const corrected = { name: '林晓曦', occupationName: '电工(更正)' };
    await receive(handedParcel([handed(1, { version: 3, kind: 'REVOKED', record: corrected })]));
    await receive(handedParcel([handed(2, { version: 2, kind: 'CORRECTED', record: corrected })]));
    expect(await owed()).toEqual(['02/2']);
    await receive(
      handedParcel([handed(1, { version: 2, kind: 'CORRECTED', record: corrected }), handed(1), handed(2)]),
    );
    expect(await certificate(1)).toMatchObject({
      state: 'REVOKED',
      version: 3,
      versions: ['1 ISSUED', '2 CORRECTED', '3 REVOKED'],
    });
    expect(await certificate(2)).toMatchObject({ state: 'LIVE', version: 2, occupation: '电工(更正)' });
    // Of what was void before anybody above had it, nobody is told.
    expect(await owed()).toEqual(['02/1', '02/2']);
    const batches = await query(`SELECT count(DISTINCT batch_id)::int AS batches FROM certificate_version GROUP BY certificate_no`);
    expect(batches).toEqual([{ batches: 1 }, { batches: 1 }]);
  });

  test('all versions of a number in one parcel', async () => {
    await receive(
      handedParcel([handed(1), handed(1, { version: 2, kind: 'CORRECTED', record: { name: '林晓曦' } }), handed(2)]),
    );
    expect(await certificate(1)).toMatchObject({ version: 2, versions: ['1 ISSUED', '2 CORRECTED'] });
    expect(await owed()).toEqual(['01/1', '01/2', '02/1']);
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
    const outcome = await receive(handedParcel([handed(1), handed(2, wrong), handed(3)]));
    expect(codes(outcome)).toEqual([null, code, null]);
    expect(outcome.answers[1]?.accepted).toBe(false);
    expect(await owed()).toEqual(['01/1', '03/1']);
    expect(await query(`SELECT records, passed FROM batch`)).toEqual([{ records: 2, passed: 2 }]);
    expect(await query(`SELECT count(*)::int AS held FROM received_version`)).toEqual([{ held: 3 }]);
  });

  test('what lies outside the hub is refused, certificate by certificate', async () => {
    const outcome = await receive(handedParcel([handed(1, { regionCode: '510100' }), handed(2, { regionCode: '510100' })]));
    expect(codes(outcome)).toEqual(['H-REGION', 'H-REGION']);
    expect(await query(`SELECT FROM certificate`)).toEqual([]);
    expect(await query(`SELECT FROM batch`)).toEqual([]);
    expect(await owed()).toEqual([]);
  });

  test('numbers of the own institutions and of another hub are taken', async () => {
    await approveBatch(bench, { records: 1, firstSerial: 5 });
    const own = certificateNoOf(5);
    const ofOther = { ...HANDED_BATCH, institution: { ...HANDED_BATCH.institution, code: '0401', regionCode: '510400', creditCode: OTHER_CREDIT_CODE } };
    const others = handed(6, { institutionCode: '0401', regionCode: '510400' });
    await receive(handedParcel([others], { batch: ofOther }), OTHER_HUB);
    const outcome = await receive(
      handedParcel([
        handed(1, { certificateNo: own, record: { certificateNo: own } }),
        handed(6),
        handed(6, { version: 2, kind: 'REVOKED' }),
        handed(7),
      ]),
    );
    expect(codes(outcome)).toEqual(['H-TAKEN', 'H-TAKEN', 'H-TAKEN', null]);
    expect(await certificate(6)).toMatchObject({ state: 'LIVE', institution: '0401', versions: ['1 ISSUED'] });
    expect(await query(`SELECT state, version FROM certificate WHERE certificate_no = $1`, [own])).toEqual([
      { state: 'LIVE', version: 1 },
    ]);
  });

  test('a version that was made here beside those of the hub differs', async () => {
    await receive(handedParcel([handed(1)]));
    await query(
      `INSERT INTO certificate_version (certificate_no, version, kind, batch_id, line, data, created_at)
       SELECT certificate_no, 2, 'REVOKED', batch_id, line, '{}', now() FROM certificate_version`,
    );
    expect(codes(await receive(handedParcel([handed(1, { version: 2, kind: 'CORRECTED' }), handed(2)])))).toEqual([
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
      const outcome = await receiveParcel(hub, HUB, { ...good, ...change });
      if (outcome.kind !== 'refused') throw new Error('It was taken.');
      expect([outcome.code, outcome.places.map(({ field }) => field)]).toEqual(['PARCEL_MALFORMED', fields]);
      expect(JSON.stringify(outcome)).not.toContain('林晓溪');
    }
    expect(await rowsKept()).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  test('an institution whose code is another one’s here, or whose region is not here, keeps its parcel out', async () => {
    const { institution, header } = HANDED_BATCH;
    await receive(handedParcel([handed(1)]));
    const renamed = { header, institution: { ...institution, creditCode: OTHER_CREDIT_CODE } };
    expect(await codeOf(handedParcel([handed(2)], { batch: renamed }))).toBe('INSTITUTION_DIFFERS');
    const elsewhere = (code: string, regionCode: string): GivenParcel =>
      handedParcel([handed(3, { institutionCode: code })], {
        batch: { header, institution: { ...institution, code, regionCode, creditCode: OTHER_CREDIT_CODE } },
      });
    expect(await codeOf(elsewhere('0302', '510400'))).toBe('REGION_UNKNOWN');
    const ofProvince: Caller = { ...HUB, clientId: 'hub-510000', regionCode: '510000' };
    expect(await codeOf(elsewhere('0303', '510500'), ofProvince)).toBe('REGION_UNKNOWN');
    expect(await query(`SELECT FROM received_parcel`)).toHaveLength(1);
    expect(await query(`SELECT code FROM institution ORDER BY code`)).toEqual([{ code: '0001' }, { code: '0301' }]);
    expect(await codeOf(elsewhere('0304', '510400'), ofProvince)).toBe('received');
  });

  test('only a hub hands up and asks', async () => {
    for (const role of ROLES.filter((each) => each !== 'HUB')) {
      const caller: Caller = { ...HUB, role };
      expect([role, await codeOf(handedParcel([handed(1)]), caller)]).toEqual([role, 'FORBIDDEN']);
      expect(await answerHeldItems(hub, caller, '')).toMatchObject({ code: 'FORBIDDEN' });
      expect(await answerHeldRanges(hub, caller, { prefix: '', length: 7 })).toMatchObject({ code: 'FORBIDDEN' });
    }
  });

  test('what is held is told by the digests of the hub below, of its own certificates alone', async () => {
    const one = handedParcel([1, 2, 103, 104].map((serial) => handed(serial)));
    const other = handedParcel([handed(1, { version: 2, kind: 'REVOKED' }), handed(5, { record: { sex: undefined } })]);
    await receive(one);
    await receive(other);
    const held = [...one.certificates, ...other.certificates];
    const sorted = <Row extends object>(rows: readonly Row[]): string[] =>
      rows.map((row) => JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value))).sort();
    const ranges = await answerHeldRanges(hub, HUB, { prefix: '', length: 20 });
    if (ranges.kind !== 'ranges') throw new Error(ranges.code);
    expect(sorted(ranges.ranges)).toEqual(sorted(rangesOf(held, 20)));
    const items = await answerHeldItems(hub, HUB, handedNo(1).slice(0, 20));
    if (items.kind !== 'items') throw new Error(items.code);
    const inRange = held.filter(({ certificateNo }) => certificateNo.startsWith(handedNo(1).slice(0, 20)));
    expect(sorted(items.items)).toEqual(
      sorted(inRange.map(({ certificateNo, version, digest }) => ({ certificateNo, version, digest }))),
    );
    expect(await answerHeldItems(hub, OTHER_HUB, '')).toEqual({ kind: 'items', items: [] });
    for (const asked of [
      { prefix: '', length: 0 },
      { prefix: 'S0000', length: 5 },
      { prefix: '', length: 23 },
      { prefix: 'S'.repeat(23), length: 22 },
      { prefix: '\0', length: 20 },
    ])
      expect(await answerHeldRanges(hub, HUB, asked)).toMatchObject({ code: 'HELD_QUESTION_INVALID' });
  });

  test('is neither corrected nor recalled here: its own hub does that', async () => {
    const parcel = handedParcel([handed(1)]);
    await receive(parcel);
    const institution: Caller = { clientId: 'i', role: 'INSTITUTION', institutionCode: '0301', regionCode: null };
    const asked = { certificateNo: handedNo(1), record: null, reason: '证书遗失', evidence: [randomUUID()] };
    expect(await requestReissue(hub, institution, asked)).toMatchObject({ code: 'CERTIFICATE_OF_HUB' });
    const own = await approveBatch(bench, { records: 1 });
    const evidence = randomUUID();
    await query(
      `INSERT INTO attachment (id, region_code, file_name, media_type, bytes, digest, body, sent_by, role, sent_at)
       VALUES ($1, '510000', 'a.pdf', 'application/pdf', 1, '\\x00', '\\x00', 'p', 'PROVINCE', now())`,
      [evidence],
    );
    for (const certificateNos of [[handedNo(1)], [certificateNoOf(1), handedNo(1)]])
      expect(await recall({ certificateNos }, evidence)).toMatchObject({ code: 'CERTIFICATE_OF_HUB' });
    expect(await recall({ batchId: parcel.parcelId }, evidence)).toMatchObject({ code: 'RECALL_SCOPE_NOT_FOUND' });
    expect(await recall({ batchId: own }, evidence)).toMatchObject({ kind: 'proposed', live: 1 });
  });

  test('a refusal from above is told to the offices, who take it to that hub', async () => {
    const parcel = handedParcel([handed(1)]);
    await receive(parcel);
    const [delivery] = await query<{ id: string }>(`SELECT id FROM delivery`);
    const id = delivery?.id ?? randomUUID();
    const refused = { certificateNo: handedNo(1), version: 1, state: 'REFUSED', code: 'R-1', answeredAt: new Date() } as const;
    await bench.transaction((stores) =>
      applyAnswers(hub, stores, { id, feed: FEED.name }, { answers: [refused], oddities: [] }),
    );
    expect(await query(`SELECT role, audience_code AS code FROM notification ORDER BY role`)).toEqual([
      { role: 'CITY', code: '510300' },
      { role: 'PROVINCE', code: '510000' },
    ]);
    expect(await query(`SELECT code, line, source FROM finding`)).toEqual([
      { code: 'FWD-001', line: 1, source: FEED.name },
    ]);
    expect(await query(`SELECT FROM deadline`)).toEqual([]);
  });
});
