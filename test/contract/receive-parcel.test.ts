/** Another hub hands up parcels (docs/hub-to-hub.md): what becomes of them here. */
import { randomUUID } from 'node:crypto';
import { answerHeldItems, answerHeldRanges } from '../../src/app/forwarding/answer-held';
import { applyAnswers } from '../../src/app/forwarding/apply-answers';
import { rangesOf } from '../../src/domain/forwarding/held';
import { approveBatch, FEED } from '../kit/approved-batch';
import { HANDED_BATCH, handed, handedNo, handedParcel, HUB, HUB_REGION, OTHER_HUB } from '../kit/handed-up';
import { codesOf, receivingHub, type ReceivingHub } from '../kit/receiving-hub';

jest.setTimeout(60_000);

describe('a parcel of another hub', () => {
  let at: ReceivingHub;
  beforeEach(async () => {
    at = await receivingHub();
  });
  afterEach(() => at.close());

  test('becomes certificates that are found, counted and handed on', async () => {
    const parcel = handedParcel([handed(1), handed(2, { record: { name: '欧阳云' } })]);
    const { answers, repeated } = await at.receive(parcel);
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
    expect(await at.certificate(1)).toEqual({
      state: 'LIVE',
      version: 1,
      occupation: '电工',
      region: HUB_REGION,
      institution: '0301',
      versions: ['1 ISSUED'],
    });
    const [batch] = await at.query(
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
    expect(await at.owed()).toEqual(['01/1', '02/1']);
    expect(await at.query(`SELECT period, region_code AS region FROM tally_due`)).toEqual([
      { period: '2026-06', region: HUB_REGION },
    ]);
    expect(at.reminded).toEqual(['deliver 1', 'tally 1']);
    const records = await at.query(`SELECT line, verdict, certificate_no AS number, data FROM record ORDER BY line`);
    expect(records).toEqual([
      { line: 1, verdict: 'PASSED', number: handedNo(1), data: null },
      { line: 2, verdict: 'PASSED', number: handedNo(2), data: null },
    ]);
    expect(await at.query(`SELECT name, region_code AS region FROM institution WHERE code = '0301'`)).toEqual([
      { name: '盐都示范技师学院', region: HUB_REGION },
    ]);
    expect(await at.query(`SELECT noun, recorded_by AS by FROM registry_version WHERE key = '0301'`)).toEqual([
      { noun: 'INSTITUTION', by: HUB.clientId },
    ]);
    // As the hub below holds it, word for word: what goes on has the same digests.
    const sent = await at.bench.transaction(async ({ deliveries }) => {
      const [delivery] = await at.query<{ id: string }>(`SELECT id FROM delivery`);
      return deliveries.parcel(delivery?.id ?? '');
    });
    expect(sent.map(({ data }) => data)).toEqual(parcel.certificates.map(({ data }) => data));
    expect(await at.hub.views.parcelBatch(parcel.parcelId)).toEqual(HANDED_BATCH);
  });

  test('sent twice is one, whatever client it comes with; another content under its id is refused', async () => {
    const parcel = handedParcel([handed(1), handed(2, { record: { birthDate: undefined } })]);
    const first = await at.receive(parcel);
    expect(codesOf(first)).toEqual([null, 'H-RECORD']);
    const kept = await at.rowsKept();
    at.reminded.length = 0;
    expect(await at.receive(parcel, { ...HUB, clientId: 'the same at.hub, another client' })).toEqual({
      ...first,
      repeated: true,
    });
    expect(at.reminded).toEqual([]);
    expect(await at.codeOf({ ...handedParcel([handed(1)]), parcelId: parcel.parcelId })).toBe('PARCEL_DIFFERS');
    expect(await at.codeOf(parcel, OTHER_HUB)).toBe('PARCEL_DIFFERS');
    expect(await at.codeOf(handedParcel([handed(3), handed(1)]))).toBe('CERTIFICATE_TAKEN');
    expect(await at.rowsKept()).toEqual(kept);
    expect(await at.hub.views.parcelAnswers(HUB_REGION, parcel.parcelId)).toEqual(first.answers);
    expect(await at.hub.views.parcelAnswers('510400', parcel.parcelId)).toBeUndefined();
  });

  test('sent by several at once is one, and parcels side by side are each whole', async () => {
    const one = handedParcel([handed(1), handed(2)]);
    const other = handedParcel([handed(3)]);
    const outcomes = await Promise.all([one, one, other, one].map((parcel) => at.receive(parcel)));
    expect(outcomes.map(codesOf)).toEqual([[null, null], [null, null], [null], [null, null]]);
    expect(outcomes.filter(({ repeated }) => repeated)).toHaveLength(2);
    expect(await at.owed()).toEqual(['01/1', '02/1', '03/1']);
  });

  test('an id that is an upload or batch here already is refused', async () => {
    const parcelId = await approveBatch(at.bench, { records: 1 });
    expect(await at.codeOf(handedParcel([handed(1)], { parcelId }))).toBe('PARCEL_DIFFERS');
    expect(await at.certificate(1)).toBeUndefined();
  });

  test('a correction and a revocation go on to the feeds and are counted anew', async () => {
    await at.receive(handedParcel([handed(1), handed(2)]));
    await at.query('DELETE FROM tally_due');
    const changed = { occupationName: '电工(更正)', issuedOn: '2026-07-01' };
    await at.receive(handedParcel([handed(1, { version: 2, kind: 'CORRECTED', record: changed })]));
    expect(await at.certificate(1)).toMatchObject({ state: 'LIVE', version: 2, occupation: '电工(更正)' });
    expect(await at.query(`SELECT period FROM tally_due ORDER BY 1`)).toEqual([
      { period: '2026-06' },
      { period: '2026-07' },
    ]);
    await at.receive(
      handedParcel([
        handed(1, { version: 3, kind: 'REVOKED', record: changed }),
        handed(2, { version: 2, kind: 'REPLACED' }),
        handed(12, { kind: 'REISSUED' }),
      ]),
    );
    expect(await at.certificate(1)).toMatchObject({
      state: 'REVOKED',
      versions: ['1 ISSUED', '2 CORRECTED', '3 REVOKED'],
    });
    expect(await at.certificate(2)).toMatchObject({ state: 'REPLACED' });
    expect(await at.certificate(12)).toMatchObject({ state: 'LIVE', versions: ['1 REISSUED'] });
    expect(await at.owed()).toEqual(['01/1', '01/2', '01/3', '02/1', '02/2', '12/1']);
  });

  test('versions come in any order: the highest is the truth, and each reaches who has the number', async () => {
    const corrected = { name: '林晓曦', occupationName: '电工(更正)' };
    await at.receive(handedParcel([handed(1, { version: 3, kind: 'REVOKED', record: corrected })]));
    await at.receive(handedParcel([handed(2, { version: 2, kind: 'CORRECTED', record: corrected })]));
    expect(await at.owed()).toEqual(['02/2']);
    await at.receive(
      handedParcel([handed(1, { version: 2, kind: 'CORRECTED', record: corrected }), handed(1), handed(2)]),
    );
    expect(await at.certificate(1)).toMatchObject({
      state: 'REVOKED',
      version: 3,
      versions: ['1 ISSUED', '2 CORRECTED', '3 REVOKED'],
    });
    expect(await at.certificate(2)).toMatchObject({ state: 'LIVE', version: 2, occupation: '电工(更正)' });
    // Of what was void before anybody above had it, nobody is told.
    expect(await at.owed()).toEqual(['02/1', '02/2']);
    const batches = await at.query(
      `SELECT count(DISTINCT batch_id)::int AS batches FROM certificate_version GROUP BY certificate_no`,
    );
    expect(batches).toEqual([{ batches: 1 }, { batches: 1 }]);
  });

  test('all versions of a number in one parcel', async () => {
    await at.receive(
      handedParcel([handed(1), handed(1, { version: 2, kind: 'CORRECTED', record: { name: '林晓曦' } }), handed(2)]),
    );
    expect(await at.certificate(1)).toMatchObject({ version: 2, versions: ['1 ISSUED', '2 CORRECTED'] });
    expect(await at.owed()).toEqual(['01/1', '01/2', '02/1']);
  });

  test('what is held is told by the digests of the hub below, of its own certificates alone', async () => {
    const one = handedParcel([1, 2, 103, 104].map((serial) => handed(serial)));
    const other = handedParcel([handed(1, { version: 2, kind: 'REVOKED' }), handed(5, { record: { sex: undefined } })]);
    await at.receive(one);
    await at.receive(other);
    const held = [...one.certificates, ...other.certificates];
    const sorted = <Row extends object>(rows: readonly Row[]): string[] =>
      rows
        .map((row) => JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)))
        .sort();
    const ranges = await answerHeldRanges(at.hub, HUB, { prefix: '', length: 20 });
    if (ranges.kind !== 'ranges') throw new Error(ranges.code);
    expect(sorted(ranges.ranges)).toEqual(sorted(rangesOf(held, 20)));
    const items = await answerHeldItems(at.hub, HUB, handedNo(1).slice(0, 20));
    if (items.kind !== 'items') throw new Error(items.code);
    const inRange = held.filter(({ certificateNo }) => certificateNo.startsWith(handedNo(1).slice(0, 20)));
    expect(sorted(items.items)).toEqual(
      sorted(inRange.map(({ certificateNo, version, digest }) => ({ certificateNo, version, digest }))),
    );
    expect(await answerHeldItems(at.hub, OTHER_HUB, '')).toEqual({ kind: 'items', items: [] });
    for (const asked of [
      { prefix: '', length: 0 },
      { prefix: 'S0000', length: 5 },
      { prefix: '', length: 23 },
      { prefix: 'S'.repeat(23), length: 22 },
      { prefix: '\0', length: 20 },
    ])
      expect(await answerHeldRanges(at.hub, HUB, asked)).toMatchObject({ code: 'HELD_QUESTION_INVALID' });
  });

  test('a refusal from above is told to the offices, who take it to that hub', async () => {
    const parcel = handedParcel([handed(1)]);
    await at.receive(parcel);
    const [delivery] = await at.query<{ id: string }>(`SELECT id FROM delivery`);
    const id = delivery?.id ?? randomUUID();
    const refused = {
      certificateNo: handedNo(1),
      version: 1,
      state: 'REFUSED',
      code: 'R-1',
      answeredAt: new Date(),
    } as const;
    await at.bench.transaction((stores) =>
      applyAnswers(at.hub, stores, { id, feed: FEED.name }, { answers: [refused], oddities: [] }),
    );
    expect(await at.query(`SELECT role, audience_code AS code FROM notification ORDER BY role`)).toEqual([
      { role: 'CITY', code: '510300' },
      { role: 'PROVINCE', code: '510000' },
    ]);
    expect(await at.query(`SELECT code, line, source FROM finding`)).toEqual([
      { code: 'FWD-001', line: 1, source: FEED.name },
    ]);
    expect(await at.query(`SELECT FROM deadline`)).toEqual([]);
  });
});
