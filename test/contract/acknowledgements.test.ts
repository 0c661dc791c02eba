/** What receivers say of certificates: words and rules of their codes, and answers of which nothing can be made. */
import { applyAnswers } from '../../src/app/forwarding/apply-answers';
import type { GivenAnswers, Oddity } from '../../src/app/connector';
import type { ItemAnswer } from '../../src/app/forwarding-ports';
import type { Hub } from '../../src/app/ports';
import type { FeedDescription } from '../../src/domain/forwarding/feed';
import { activeSet } from '../../src/domain/publishing/active-set';
import { packsWith } from '../../src/domain/sample/rule-case';
import type { Territory } from '../../src/domain/tenancy/territory';
import { deadlineViews } from '../../src/store/views/deadlines';
import { deliveryViews } from '../../src/store/views/deliveries';
import { oddityViews } from '../../src/store/views/oddities';
import { AT, certificateNoOf, FEED, INSTITUTION_CALLER, recordOf, useCertificateDesk } from '../kit/certificate-desk';
import { changeRequests, idOf } from '../kit/certificate-requests';
import { samplePacks } from '../kit/sample-record';

jest.setTimeout(60_000);

const CODED: FeedDescription = {
  ...FEED,
  codes: {
    'R-PHOTO': { title: { zh: '照片不符合要求', en: 'the photo does not fit' }, rule: null },
    'R-LEVEL': { title: { zh: '等级与证书编号不符', en: 'level and number differ' }, rule: 'CMP-007' },
  },
};
const WITH_TERM = activeSet(packsWith(samplePacks(), { resubmitWorkingDays: 5 }), []);
const EVERYWHERE: Territory = { institutionCode: null, regionPrefix: '' };
const CITY: Territory = { institutionCode: null, regionPrefix: '5101' };
const PAGE = { first: 100, after: null };

const ANY_TERM = { mine: false, states: null, term: null, institutionCode: null };

const desk = useCertificateDesk();
const requests = changeRequests(desk);
let batchId: string;
let deliveryId: string;
let logged: unknown[];
let hub: Hub;
beforeEach(async () => {
  batchId = await desk.issued({ records: 4 });
  logged = [];
  const log = { ...desk.hub.log, warn: (story: object) => void logged.push(story) };
  hub = { ...desk.hub, feeds: [CODED], activePacks: async () => WITH_TERM, log };
  await desk.query(`UPDATE feed SET description = $1`, [JSON.stringify(CODED)]);
  deliveryId = await sent(1);
});

/** The parcel is at the receiver. */
async function sent(parcelNo: number): Promise<string> {
  await desk.query(`UPDATE delivery SET state = 'SENT', sent_at = $2 WHERE parcel_no = $1`, [parcelNo, AT]);
  const [delivery] = await desk.query(`SELECT id FROM delivery WHERE parcel_no = $1`, [parcelNo]);
  return String(delivery?.['id']);
}

const yes = (serial: number, version = 1): ItemAnswer => ({
  certificateNo: certificateNoOf(serial),
  version,
  state: 'ACCEPTED',
  code: null,
  answeredAt: AT,
});
const no = (serial: number, code: string | null, version = 1): ItemAnswer => ({
  ...yes(serial, version),
  state: 'REFUSED',
  code,
});
const answered = (given: Partial<GivenAnswers>, id = deliveryId) =>
  desk.bench.transaction((stores) =>
    applyAnswers(hub, stores, { id, feed: FEED.name }, { answers: [], oddities: [], ...given }),
  );

const query = <Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> =>
  desk.bench.source.query(sql, [...values]);
const items = async (): Promise<readonly unknown[]> =>
  (
    await desk.query(`SELECT concat_ws(' ', right(certificate_no, 1), version, state, code) AS item
                       FROM delivery_item ORDER BY certificate_no, version`)
  ).map(({ item }) => item);
const findings = (): Promise<Record<string, unknown>[]> =>
  desk.query(
    `SELECT line, code, source, message_zh AS zh, message_en AS en, basis FROM finding WHERE code = 'FWD-001' ORDER BY line, id`,
  );
const odd = async (): Promise<readonly string[]> => {
  const { items: listed } = await oddityViews(query).oddities(EVERYWHERE, { feed: FEED.name }, PAGE);
  return listed.map(({ code, count }: Oddity) => `${code} ${count}`).sort();
};
const UNTOUCHED = ['1 1 PENDING', '2 1 PENDING', '3 1 PENDING', '4 1 PENDING'];

test('a refusal is told in the words of the feeds file, with our rule behind it and both documents', async () => {
  expect(await answered({ answers: [yes(1), no(2, 'R-PHOTO'), no(3, 'R-LEVEL')] })).toEqual({
    kind: 'outstanding',
    accepted: 1,
    refused: 2,
  });
  const [photo, level] = await findings();
  expect(photo).toMatchObject({ line: 2, source: FEED.name, basis: ['人社职司便函〔2020〕17号'] });
  expect(photo?.['zh']).toBe('“省级统计”未接收该证书，原因：照片不符合要求（对方代码 R-PHOTO）。请核对后更正报送。');
  expect(level).toMatchObject({
    line: 3,
    zh: expect.stringContaining('CMP-007'),
    en: expect.stringContaining('CMP-007'),
  });
  expect(level?.['basis']).toEqual(expect.arrayContaining(['人社职司便函〔2020〕17号', '人社鉴发〔2019〕2号']));
  expect(await odd()).toEqual([]);
  const refused = await deliveryViews(query).acknowledgements(CITY, { state: 'REFUSED' }, PAGE);
  expect(refused.items.map(({ code, codeTitle, rule }) => ({ code, codeTitle, rule }))).toEqual([
    { code: 'R-PHOTO', codeTitle: CODED.codes['R-PHOTO']?.title, rule: null },
    { code: 'R-LEVEL', codeTitle: CODED.codes['R-LEVEL']?.title, rule: 'CMP-007' },
  ]);
});

test('a refusal is work with a term at the institution, seen by its regulators, until the corrected version goes up', async () => {
  await answered({ answers: [no(1, 'R-PHOTO'), yes(2), yes(3), yes(4)] });
  const terms = async (territory: Territory): Promise<readonly string[]> => {
    const { items: found } = await deadlineViews(query).deadlines(INSTITUTION_CALLER, territory, ANY_TERM, PAGE);
    return found.map(({ term, state, responsible, subject }) => `${term} ${state} ${responsible} ${subject.id}`);
  };
  const open = [`FEEDBACK OPEN INSTITUTION ${batchId}`];
  expect(await terms({ institutionCode: '0001', regionPrefix: '' })).toEqual(open);
  expect(await terms(CITY)).toEqual(open);
  expect(await terms({ institutionCode: null, regionPrefix: '51' })).toEqual(open);
  expect(await terms({ institutionCode: null, regionPrefix: '43' })).toEqual([]);

  const change = await requests.correct(recordOf(1, { photoDigest: 'f'.repeat(64) }));
  expect(await desk.agree(idOf(change))).toMatchObject({ kind: 'decided', state: 'APPLIED' });
  expect(await terms(CITY)).toEqual([]);
  expect(await desk.query(`SELECT state FROM deadline WHERE term = 'FEEDBACK'`)).toEqual([{ state: 'MET' }]);
  // Only the one that was refused goes up again.
  expect(await items()).toEqual(['1 1 REFUSED R-PHOTO', '1 2 PENDING', '2 1 ACCEPTED', '3 1 ACCEPTED', '4 1 ACCEPTED']);
  const corrected = await sent(2);
  expect(await answered({ answers: [yes(1, 2)] }, corrected)).toEqual({ kind: 'answered', accepted: 1, refused: 0 });
  expect(await findings()).toHaveLength(1);
});

test.each<[string, ItemAnswer[], string]>([
  ['for a certificate that was never sent', [yes(9), { ...yes(1), certificateNo: 'X' }], 'UNKNOWN_CERTIFICATE 2'],
  ['for another version than was sent', [yes(1, 2), no(2, 'R-PHOTO', 7)], 'UNKNOWN_VERSION 2'],
  ['without a number', [{ ...yes(1), certificateNo: '' }], 'UNREADABLE_ANSWER 1'],
  [
    'with a number that no text can hold',
    [{ ...yes(1), certificateNo: `${certificateNoOf(1)}\0` }],
    'UNREADABLE_ANSWER 1',
  ],
  ['with a version that is none', [yes(1, 0), yes(1, 1.5), yes(1, 1e12), yes(1, NaN)], 'UNREADABLE_ANSWER 4'],
])('an answer %s is told and changes nothing', async (_, answers, told) => {
  const before = await desk.query(`SELECT state, answered_at FROM delivery`);
  expect(await answered({ answers })).toEqual({ kind: 'outstanding', accepted: 0, refused: 0 });
  expect(await odd()).toEqual([told]);
  expect(await items()).toEqual(UNTOUCHED);
  expect(await findings()).toEqual([]);
  expect(await desk.query(`SELECT state, answered_at FROM delivery`)).toEqual(before);
  const [code, count] = told.split(' ');
  expect(logged).toEqual([{ feed: FEED.name, deliveryId, oddities: [{ code, count: Number(count) }] }]);
});

test('an unknown code is still a refusal, and free text is never repeated', async () => {
  await answered({ answers: [no(1, 'R-NEW'), no(2, '张三的照片不清楚'), no(3, null), no(4, 'toString')] });
  expect(await odd()).toEqual(['UNKNOWN_CODE 1', 'UNREADABLE_CODE 3']);
  expect(await items()).toEqual([
    '1 1 REFUSED R-NEW',
    '2 1 REFUSED UNREADABLE',
    '3 1 REFUSED UNREADABLE',
    '4 1 REFUSED UNREADABLE',
  ]);
  const [unknown, free] = await findings();
  expect(unknown?.['zh']).toContain('对方代码 R-NEW');
  expect(free?.['zh']).toContain('UNREADABLE');
  expect(JSON.stringify([await findings(), logged])).not.toContain('张三');
});

test('the first answer stands: a contradiction is told, the same once more is nothing', async () => {
  await answered({ answers: [yes(1), no(1, 'R-PHOTO'), no(2, 'R-PHOTO'), yes(3), yes(3)] });
  expect(await odd()).toEqual(['CHANGED_MIND 1']);
  await answered({ answers: [yes(1), no(2, 'R-PHOTO'), yes(3)] });
  expect(await odd()).toEqual(['CHANGED_MIND 1']);
  await answered({ answers: [no(1, 'R-PHOTO'), yes(2), no(3, 'R-LEVEL'), yes(4)] });
  expect(await odd()).toEqual(['CHANGED_MIND 3']);
  expect(await items()).toEqual(['1 1 ACCEPTED', '2 1 REFUSED R-PHOTO', '3 1 ACCEPTED', '4 1 ACCEPTED']);
  expect(await findings()).toHaveLength(1);
});

test('who is asked again and again is not counted again and again, and what comes new is', async () => {
  const asked: Partial<GivenAnswers> = { answers: [yes(9), yes(1)], oddities: [{ code: 'HALF_FILE', count: 1 }] };
  for (const given of [asked, asked, asked]) await answered(given);
  expect(await odd()).toEqual(['HALF_FILE 1', 'UNKNOWN_CERTIFICATE 1']);
  expect(logged).toHaveLength(1);
  await answered({ answers: [yes(8), yes(9)], oddities: [{ code: 'HALF_FILE', count: 1 }] });
  expect(await odd()).toEqual(['HALF_FILE 1', 'UNKNOWN_CERTIFICATE 2']);
  const other = await otherParcel();
  await answered(asked, other);
  // Certificate 1 stands in the first parcel.
  expect(await odd()).toEqual(['HALF_FILE 2', 'OTHER_PARCEL 1', 'UNKNOWN_CERTIFICATE 3']);
});

async function otherParcel(): Promise<string> {
  await desk.issued({ records: 1, firstSerial: 5 });
  const [delivery] = await desk.query(`SELECT id FROM delivery WHERE id <> $1`, [deliveryId]);
  return String(delivery?.['id']);
}

test('what moved on to a later parcel is answered there, and nobody is odd who answers the former one', async () => {
  const other = await otherParcel();
  await desk.query(`UPDATE delivery_item SET delivery_id = $1 WHERE certificate_no = $2`, [other, certificateNoOf(1)]);
  await desk.query(`UPDATE delivery SET moved = 1 WHERE id = $1`, [deliveryId]);
  await answered({ answers: [yes(1), yes(2)] });
  expect(await odd()).toEqual([]);
  expect((await items()).slice(0, 2)).toEqual(['1 1 PENDING', '2 1 ACCEPTED']);
});

test('a parcel that is given and refused once more is one finding', async () => {
  await answered({ answers: [no(1, 'R-PHOTO')] });
  await desk.query(`UPDATE delivery_item SET state = 'PENDING', code = NULL`);
  await answered({ answers: [no(1, 'R-PHOTO')] });
  expect(await findings()).toHaveLength(1);
  await desk.query(`UPDATE delivery_item SET state = 'PENDING', code = NULL`);
  await answered({ answers: [no(1, 'R-LEVEL')] });
  expect((await findings()).map(({ line }) => line)).toEqual([1, 1]);
});

test('a moment that no calendar has is that of the reading', async () => {
  await answered({
    answers: [
      { ...yes(1), answeredAt: new Date(NaN) },
      { ...yes(2), answeredAt: new Date(-8.64e15) },
    ],
  });
  expect(await desk.query(`SELECT DISTINCT answered_at AS at FROM delivery_item WHERE state = 'ACCEPTED'`)).toEqual([
    { at: hub.now() },
  ]);
});

test('two that bring the same answers in another order do not block each other, and one of them counts', async () => {
  const answers = [no(1, 'R-PHOTO'), yes(2), yes(3), yes(4)];
  const both = await Promise.all([answered({ answers }), answered({ answers: answers.toReversed() })]);
  expect(both.map(({ accepted, refused }) => accepted + refused).sort()).toEqual([0, 4]);
  expect(await findings()).toHaveLength(1);
  expect(await odd()).toEqual([]);
});

test('who sees a feed sees what it said: no institution, no city, no other province', async () => {
  await answered({ answers: [yes(9)], oddities: [{ code: 'HALF_FILE', count: 2 }] });
  const seen = async (territory: Territory): Promise<number> =>
    (await oddityViews(query).oddities(territory, {}, PAGE)).total;
  expect(await seen(EVERYWHERE)).toBe(2);
  expect(await seen({ institutionCode: null, regionPrefix: '51' })).toBe(2);
  expect(await seen(CITY)).toBe(0);
  expect(await seen({ institutionCode: null, regionPrefix: '43' })).toBe(0);
  expect(await seen({ institutionCode: '0001', regionPrefix: '' })).toBe(0);
  const first = await oddityViews(query).oddities(EVERYWHERE, { code: 'HALF_FILE' }, PAGE);
  expect(first.items).toEqual([{ feed: FEED.name, code: 'HALF_FILE', count: 2, firstAt: AT, lastAt: AT, deliveryId }]);
});

test('a full parcel is answered in one go: a finding for each refusal, one term, one notice to each audience', async () => {
  const full = await desk.issued({ records: 2_000, firstSerial: 1_001 });
  const [delivery] = await desk.query(`SELECT id FROM delivery WHERE batch_id = $1`, [full]);
  const id = String(delivery?.['id']);
  await desk.query(`UPDATE delivery SET state = 'SENT', sent_at = $2 WHERE id = $1`, [id, AT]);
  const answers = Array.from({ length: 2_000 }, (_, index) =>
    index % 2 === 0 ? yes(1_001 + index) : no(1_001 + index, 'R-PHOTO'),
  );
  expect(await answered({ answers }, id)).toEqual({ kind: 'answered', accepted: 1_000, refused: 1_000 });
  expect(await answered({ answers }, id)).toEqual({ kind: 'outstanding', accepted: 0, refused: 0 });
  expect(await odd()).toEqual([]);
  expect(await findings()).toHaveLength(1_000);
  expect(await desk.query(`SELECT count(*)::int AS terms FROM deadline WHERE term = 'FEEDBACK'`)).toEqual([
    { terms: 1 },
  ]);
  expect(await desk.query(`SELECT count(*)::int AS told FROM notification WHERE topic = 'FEEDBACK'`)).toEqual([
    { told: 2 },
  ]);
});
