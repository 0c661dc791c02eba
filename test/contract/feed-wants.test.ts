/** Which certificates reach a feed, in what form, and which corrections it is spared; on real PostgreSQL. */
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { shownParcel } from '../../src/app/forwarding/shown-parcel';
import type { Hub } from '../../src/app/ports';
import { type FeedDescription, plainFeed, WANTS_ALL } from '../../src/domain/forwarding/feed';
import type { FeedForm } from '../../src/domain/forwarding/form';
import { jsonbText } from '../../src/domain/forwarding/shown-data';
import { UNWANTED_TEXTS } from '../../src/domain/forwarding/wants';
import { territoryOf } from '../../src/domain/tenancy/territory';
import { wanted } from '../../src/store/wanted';
import { approveBatch, certificateNoOf, FEED, forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import { AT, INSTITUTION_CALLER, OTHER_INSTITUTION, recordOf, useCertificateDesk } from '../kit/certificate-desk';
import { changeRequests, idOf, NO, recallRequests } from '../kit/certificate-requests';
import { WISH_CASES, WISH_FEED } from '../kit/wish-cases';

jest.setTimeout(60_000);

const saveFeeds = ({ transaction }: Pick<ForwardingBench, 'transaction'>, feeds: readonly FeedDescription[]) =>
  transaction(({ registry }) => registry.saveFeeds(feeds));

describe('what a feed wants', () => {
  let bench: ForwardingBench;
  beforeEach(async () => {
    bench = await forwardingBench();
  });
  afterEach(() => bench.close());

  test('the database chooses what the domain chooses', async () => {
    await approveBatch(bench, { records: 1 });
    for (const { name, feed, facts, reason } of WISH_CASES) {
      await bench.source.query(
        `UPDATE certificate SET region_code = $1, institution_code = $2, institution_kind = $3, school_type = $4,
                occupation_code = $5, level = $6, issued_on = $7`,
        [
          facts.regionCode,
          facts.institutionCode,
          facts.institutionKind,
          facts.schoolType,
          facts.occupationCode,
          facts.level,
          facts.issuedOn,
        ],
      );
      const { sql, parameters } = wanted(feed, 2);
      const found = await bench.source.query(
        `SELECT certificate_no FROM certificate WHERE certificate_no = $1 AND ${sql}`,
        [certificateNoOf(1), ...parameters],
      );
      expect([name, found.length]).toEqual([name, reason === null ? 1 : 0]);
    }
  });

  const LEVELS = ['LEVEL_5', 'LEVEL_3', 'LEVEL_4'];
  const batchOfLevels = (records: number): Promise<string> =>
    approveBatch(bench, { records, record: (line) => ({ level: LEVELS[line % LEVELS.length] }) });
  const parcelsOf = async (feed: FeedDescription, batchId: string): Promise<readonly (readonly string[])[]> => {
    const ids = await bench.transaction(({ deliveries }) => deliveries.createForBatch(feed, batchId, AT, randomUUID));
    const parcels: string[][] = [];
    for (const id of ids) {
      const parcel = await bench.transaction(({ deliveries }) => deliveries.parcel(id));
      parcels.push(parcel.map(({ certificateNo }) => certificateNo));
    }
    return parcels;
  };

  test('parcels are cut after the choice, in the order of the lines, and none is empty', async () => {
    const feed = { ...WISH_FEED, wants: { ...WANTS_ALL, levels: ['LEVEL_3'] }, parcelCertificates: 2 };
    await saveFeeds(bench, [FEED, feed]);
    const batchId = await batchOfLevels(14);
    expect(await parcelsOf(feed, batchId)).toEqual([
      [certificateNoOf(1), certificateNoOf(4)],
      [certificateNoOf(7), certificateNoOf(10)],
      [certificateNoOf(13)],
    ]);
    expect(await parcelsOf({ ...FEED, parcelCertificates: 10 }, batchId)).toMatchObject([
      { length: 10 },
      { length: 4 },
    ]);
    expect(
      await bench.source.query(`SELECT feed, parcel_no AS no, certificates FROM delivery ORDER BY feed, parcel_no`),
    ).toEqual([
      { feed: 'chooser', no: 1, certificates: 2 },
      { feed: 'chooser', no: 2, certificates: 2 },
      { feed: 'chooser', no: 3, certificates: 1 },
      { feed: FEED.name, no: 1, certificates: 10 },
      { feed: FEED.name, no: 2, certificates: 4 },
    ]);
  });

  test('a feed that wants nothing of a batch gets no parcel, and being asked again changes nothing', async () => {
    const feed = { ...WISH_FEED, wants: { ...WANTS_ALL, levels: ['LEVEL_3'] } };
    await saveFeeds(bench, [FEED, feed]);
    const batchId = await batchOfLevels(3);
    expect(await parcelsOf({ ...feed, wants: { ...WANTS_ALL, occupationCodes: ['4-'] } }, batchId)).toEqual([]);
    expect(await parcelsOf(feed, batchId)).toEqual([[certificateNoOf(1)]]);
    expect(await parcelsOf(feed, batchId)).toEqual([]);
    const [{ items }] = await bench.source.query(`SELECT count(*)::int AS items FROM delivery_item`);
    expect(items).toBe(1);
  });

  test('what is written is what the database writes of it', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }).filter((each) => !each.includes('\0') && !/\p{Surrogate}/u.test(each)),
      fc.constantFrom('张三', '"\\/', '\b\f\n\r\t', '\u0001\u001f\u007f\u0080\u2028', '𠮷𠮷', ''),
    );
    const number = fc.oneof(
      fc.constantFrom(85.5, 0.1, 100, 0, -0, 1e21, 1.5e300, 5e-324, -1e-7, 1.23e-9),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer(),
    );
    const value = fc.oneof(text, number, fc.boolean(), fc.constant(null));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.dictionary(text, value, { maxKeys: 8 }), { minLength: 1 }), async (objects) => {
        const texts = objects.map(jsonbText);
        const back = await bench.source.query(
          `SELECT given.text::jsonb::text AS text FROM unnest($1::text[]) WITH ORDINALITY AS given (text, place) ORDER BY place`,
          [texts],
        );
        expect(back.map((row: { text: string }) => row.text)).toEqual(texts);
      }),
      { numRuns: 60 },
    );
  });
});

describe('who needs a corrected version', () => {
  const desk = useCertificateDesk();
  const { correct, reissue } = changeRequests(desk);
  const { propose, confirm } = recallRequests(desk);

  /** Shows neither name nor category. */
  const BLIND_FORM: FeedForm = {
    fields: ['certificateNo', 'occupationName'].map((field) => ({ field, as: field, showing: 'plain', codes: null })),
    format: 'json',
  };
  const feed = (name: string, more: Partial<FeedDescription> = {}): FeedDescription => ({
    ...plainFeed({ name, connector: 'postgres', region: '000000', title: { zh: name, en: name } }),
    ...more,
  });
  const BLIND = feed('blind', { form: BLIND_FORM, parcelCertificates: 1 });
  const STRANGER = feed('stranger', { wants: { ...WANTS_ALL, occupationCodes: ['4-'] } });
  const COUNTER = feed('counter', { cargo: 'tallies' });
  let hub: Hub;

  const use = async (...feeds: readonly FeedDescription[]): Promise<void> => {
    hub = Object.assign(desk.hub, { feeds: [FEED, ...feeds] });
    await saveFeeds(desk.bench, hub.feeds);
    const batchId = await desk.issued({ records: 2 });
    for (const each of feeds.filter((one) => one !== STRANGER && one !== COUNTER)) {
      await desk.bench.transaction(({ deliveries }) => deliveries.createForBatch(each, batchId, AT, randomUUID));
    }
  };
  /** As if every parcel of the feed had been taken and answered. */
  const answered = async ({ name, form }: FeedDescription, state: string): Promise<void> => {
    const found = await desk.query(`SELECT id, batch_id AS batch FROM delivery WHERE feed = $1`, [name]);
    for (const { id, batch } of found) {
      const own = await desk.bench.transaction(({ deliveries }) => deliveries.parcel(String(id)));
      const { certificates } = shownParcel(hub, { id: String(id), batchId: String(batch), feed: name, form }, own);
      for (const { certificateNo, version, digest } of certificates) {
        await desk.query(
          `UPDATE delivery_item SET state = $4, digest = $5 WHERE feed = $1 AND certificate_no = $2 AND version = $3`,
          [name, certificateNo, version, state, digest.toString()],
        );
      }
    }
  };
  const versionsAt = async (name: string): Promise<readonly number[]> => {
    const items = await desk.query(
      `SELECT version FROM delivery_item WHERE feed = $1 AND certificate_no = $2 ORDER BY version`,
      [name, NO],
    );
    return items.map(({ version }) => Number(version));
  };
  const corrected = async (change: object): Promise<void> => {
    expect(await desk.agree(idOf(await correct(recordOf(1, change))))).toMatchObject({ state: 'APPLIED' });
  };

  test('a feed that accepted the former and is shown no difference is spared, time and again; others are not', async () => {
    await use(BLIND);
    await answered(BLIND, 'ACCEPTED');
    await answered(FEED, 'ACCEPTED');
    await corrected({ candidateCategory: 'OTHER' });
    expect(await versionsAt('blind')).toEqual([1]);
    expect(await versionsAt(FEED.name)).toEqual([1, 2]);
    await corrected({ candidateCategory: 'OTHER', name: '林小溪' });
    expect(await versionsAt('blind')).toEqual([1]);
    expect(await versionsAt(FEED.name)).toEqual([1, 2, 3]);
  });

  test.each(['REFUSED', 'PENDING'])('a feed whose answer is %s gets it', async (state) => {
    await use(BLIND);
    await answered(BLIND, state);
    await corrected({ candidateCategory: 'OTHER' });
    expect(await versionsAt('blind')).toEqual([1, 2]);
  });

  test('a feed whose form has changed since gets it, in the form of today', async () => {
    await use(BLIND);
    await answered(BLIND, 'ACCEPTED');
    const form: FeedForm = { ...BLIND_FORM, fields: (BLIND_FORM.fields ?? []).slice(0, 1) };
    hub = Object.assign(desk.hub, { feeds: [FEED, { ...BLIND, form }] });
    await corrected({ candidateCategory: 'OTHER' });
    expect(await versionsAt('blind')).toEqual([1, 2]);
    const forms = await desk.query(
      `SELECT form FROM delivery JOIN feed_form ON digest = form_digest WHERE feed = 'blind' AND parcel_no = 3`,
    );
    expect(forms).toEqual([{ form }]);
  });

  test('a re-issue and a recall reach everybody who has the number, and nobody else', async () => {
    await use(BLIND, STRANGER, COUNTER);
    await answered(BLIND, 'ACCEPTED');
    await desk.agree(idOf(await reissue(null)));
    expect(await versionsAt('blind')).toEqual([1, 2]);
    await answered(BLIND, 'ACCEPTED');
    await confirm(await propose({ certificateNos: [NO] }));
    expect(await versionsAt('blind')).toEqual([1, 2, 3]);
    expect([await versionsAt('stranger'), await versionsAt('counter')]).toEqual([[], []]);
    // A parcel of the feed's own size each.
    expect(
      await desk.query(`SELECT parcel_no AS no, certificates FROM delivery WHERE feed = 'blind' ORDER BY parcel_no`),
    ).toEqual([1, 2, 3, 4].map((no) => ({ no, certificates: 1 })));
  });

  test('a correction that brings a certificate into the scope of a feed is its first version there', async () => {
    const late = feed('late', { wants: { ...WANTS_ALL, issuedFrom: '2026-06-21' } });
    await use(STRANGER, COUNTER);
    hub = Object.assign(desk.hub, { feeds: [...hub.feeds, late] });
    await saveFeeds(desk.bench, hub.feeds);
    await corrected({ candidateCategory: 'OTHER' });
    expect(await versionsAt('late')).toEqual([]);
    hub = Object.assign(desk.hub, { feeds: hub.feeds.map((each) => (each === late ? feed('late') : each)) });
    await corrected({ candidateCategory: 'OTHER', name: '林小溪' });
    expect(await versionsAt('late')).toEqual([3]);
    expect([await versionsAt('stranger'), await versionsAt('counter')]).toEqual([[], []]);
  });

  test('for each certificate it is told which feeds want it, and why one does not', async () => {
    const elsewhere = feed('elsewhere', { region: '430000', wants: { ...WANTS_ALL, institutionCodes: ['7777'] } });
    await use(BLIND, STRANGER, COUNTER);
    await saveFeeds(desk.bench, [...hub.feeds, elsewhere]);
    await desk.query(`UPDATE feed SET description = NULL WHERE name = $1`, [FEED.name]);
    await desk.query(`UPDATE feed SET enabled = false WHERE name = 'counter'`);
    await answered(BLIND, 'ACCEPTED');
    const found = await hub.views.certificate(territoryOf(INSTITUTION_CALLER), NO);
    expect(found?.wishes).toEqual([
      {
        feed: 'blind',
        title: BLIND.title,
        wanted: true,
        reason: null,
        reasonText: null,
        version: 1,
        state: 'ACCEPTED',
      },
      {
        feed: 'elsewhere',
        title: elsewhere.title,
        wanted: false,
        reason: 'REGION',
        reasonText: UNWANTED_TEXTS.REGION,
        version: null,
        state: null,
      },
      {
        feed: FEED.name,
        title: FEED.title,
        wanted: true,
        reason: null,
        reasonText: null,
        version: 1,
        state: 'PENDING',
      },
      {
        feed: 'stranger',
        title: STRANGER.title,
        wanted: false,
        reason: 'OCCUPATION',
        reasonText: UNWANTED_TEXTS.OCCUPATION,
        version: null,
        state: null,
      },
    ]);
    // What else a feed wants is between it and the operator.
    expect(JSON.stringify(found?.wishes)).not.toMatch(/7777|4-/);
    expect(await hub.views.certificate(territoryOf(OTHER_INSTITUTION), NO)).toBeUndefined();
  });

  test('a feed that has left the feeds file is still owed what changes, in the form it had', async () => {
    await use(BLIND);
    hub = Object.assign(desk.hub, { feeds: [FEED] });
    await corrected({ candidateCategory: 'OTHER' });
    expect(await versionsAt('blind')).toEqual([1, 2]);
    const forms = await desk.query(
      `SELECT form FROM delivery JOIN feed_form ON digest = form_digest WHERE feed = 'blind' AND parcel_no = 3`,
    );
    expect(forms).toEqual([{ form: BLIND_FORM }]);
  });
});
