/** What a real receiver has of a certificate that a feed is shown in a form of its own. */
import { createHash, randomUUID } from 'node:crypto';
import { shownParcel } from '../../src/app/forwarding/shown-parcel';
import { ensureExchangeSchema, postgresExchange } from '../../src/connectors/postgres-exchange';
import type { FeedForm } from '../../src/domain/forwarding/form';
import { MOHRSS_FIELDS } from '../../src/domain/forwarding/mohrss-form';
import { approveBatch, FEED, forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import { emptyDatabase, silentLog } from '../kit/database';
import { recordOf } from '../kit/certificate-desk';

jest.setTimeout(60_000);
const SEND_MS = 30_000;
const RECORDS = 3;

const hub = { keyedDigest: (text: string) => createHash('sha256').update(`key ${text}`).digest().subarray(0, 16) };

describe('the form of a feed', () => {
  let bench: ForwardingBench;
  beforeEach(async () => {
    bench = await forwardingBench();
  });
  afterEach(() => bench.close());

  /** Sends a batch to a receiver by the form that the database kept; what the receiver has, as its own text. */
  async function received(
    form: FeedForm,
  ): Promise<{ readonly texts: readonly string[]; readonly sent: readonly string[] }> {
    const batchId = await approveBatch(bench, { records: RECORDS, record: (line) => recordOf(line) });
    const [id = ''] = await bench.transaction(({ deliveries }) =>
      deliveries.createForBatch({ ...FEED, form }, batchId, new Date(), randomUUID),
    );
    const claimed = await bench.transaction(({ deliveries }) =>
      deliveries.claim(id, new Date(Date.now() + 1_000), new Date(Date.now() + 60_000)),
    );
    expect(claimed?.form).toEqual(form);
    const own = await bench.transaction(({ deliveries }) => deliveries.parcel(id));
    const parcel = shownParcel(hub, { id, batchId, feed: FEED.name, form: claimed?.form ?? null }, own);
    const database = await emptyDatabase();
    await ensureExchangeSchema(database.url);
    const connector = postgresExchange({
      feed: FEED,
      address: { connector: 'postgres', url: database.url },
      log: silentLog,
    });
    try {
      expect(await connector.send(parcel, SEND_MS)).toMatchObject({ kind: 'taken' });
    } finally {
      await connector.close();
    }
    const client = await database.connect();
    const { rows } = await client.query<{ text: string }>(
      `SELECT data::text AS text FROM certhub_certificate ORDER BY certificate_no`,
    );
    return { texts: rows.map(({ text }) => text), sent: parcel.certificates.map(({ data }) => data) };
  }

  test('indicator names and codes of the ministry; the receiver has the very text that was sent', async () => {
    const { texts, sent } = await received({ fields: MOHRSS_FIELDS, format: 'json' });
    expect(texts).toEqual(sent);
    expect(JSON.parse(texts[0] ?? '')).toMatchObject({
      AAC003: '林晓溪',
      AAC058: '01',
      AAC004: '2',
      AAC006: '2005-03-15',
      AAC011: '30',
      ACA111: '--',
      AAB301: '510100',
      level: 'LEVEL_3',
      skillScore: 85.5,
      reviewScore: null,
    });
    expect(texts[0]).not.toMatch(/"(name|idNumber|sex|birthDate|workType|regionCode)"/);
  });

  test('a mask and a digest leave nothing to read; equal persons have equal digests at one feed', async () => {
    const { texts } = await received({
      fields: [
        { field: 'certificateNo', as: 'certificateNo', showing: 'plain', codes: null },
        { field: 'name', as: 'name', showing: 'masked', codes: null },
        { field: 'idNumber', as: 'person', showing: 'digested', codes: null },
        { field: 'birthDate', as: 'born', showing: 'masked', codes: null },
      ],
      format: 'json',
    });
    const people = texts.map((text) => JSON.parse(text) as Record<string, string>);
    expect(people).toHaveLength(RECORDS);
    for (const person of people) {
      expect(Object.keys(person).sort()).toEqual(['born', 'certificateNo', 'name', 'person']);
      expect(person).toMatchObject({
        name: '林**',
        born: '2005-**-**',
        person: expect.stringMatching(/^[0-9a-f]{32}$/),
      });
    }
    expect(new Set(people.map(({ person }) => person)).size).toBe(RECORDS);
    const own = { ...recordOf(1), institutionCode: '0001', regionCode: '510100', version: 1, kind: 'ISSUED' };
    const digestAt = (feed: string): string => {
      const fields = [{ field: 'idNumber', as: 'person', showing: 'digested', codes: null }] as const;
      const certificate = { ...own, certificateNo: 'S', data: JSON.stringify(recordOf(1)) };
      const { certificates } = shownParcel(hub, { id: '', batchId: '', feed, form: { fields, format: 'json' } }, [
        certificate,
      ]);
      return certificates[0]?.data ?? '';
    };
    expect(digestAt(FEED.name)).toBe(`{"person": "${people[0]?.['person']}"}`);
    expect(digestAt('another')).not.toBe(digestAt(FEED.name));
  });
});
