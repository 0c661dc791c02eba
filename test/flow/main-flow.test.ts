/** The main job end to end, by every door, through real processes. */
import { numbersHeld } from '../../bin/receiver/numbers-held';
import { canonicalLines } from '../../src/app/append-records';
import { findingsExpected } from '../../src/domain/sample/sample-batch';
import { put } from '../kit/graphql-client';
import { onEveryGround } from '../kit/each-backend';
import {
  allFindings,
  appendRecords,
  approveBatch,
  findingPage,
  idOf,
  openUpload,
  pushBatch,
  sealUpload,
  sha256,
  streamBatch,
  until,
  untilAnswered,
  untilChecked,
  type Receipt,
} from '../kit/operations';
import { reconciliation } from '../kit/reconciliation';
import { ndjson, sampleDesk } from '../kit/sample-desk';
import { batchEvents } from '../kit/sse-client';

jest.setTimeout(120_000);

/** The receivers refuse serials that end in 007 (bin/receiver). */
const REFUSED_SERIAL = /007$/;

onEveryGround('main flow', (hub) => {
  const desk = sampleDesk();
  const approved = new Set<string>();
  const numbersOf = (records: readonly { readonly certificateNo?: unknown }[]): string[] =>
    records.map(({ certificateNo }) => String(certificateNo));
  const approve = async (batchId: string): Promise<void> => {
    expect(await approveBatch(hub(), 'city', batchId)).toMatchObject({ state: 'PROVINCE_REVIEW', returnedLines: 0 });
    expect(await approveBatch(hub(), 'province', batchId)).toMatchObject({ state: 'APPROVED', returnedLines: 0 });
  };

  test('one call: pushed, checked, every planted fault found and nothing else, reviewed, forwarded, answered', async () => {
    const { header, records, faults } = desk.batch({ records: 1_200, faultShare: 0.1 });
    expect(faults.length).toBe(120);
    const batchId = idOf(await pushBatch(hub(), header, records));
    const status = await untilChecked(hub(), batchId);
    const faultyLines = new Map(faults.map(({ line, verdict }) => [line, verdict]));
    const count = (verdict: string): number => [...faultyLines.values()].filter((one) => one === verdict).length;
    const signals = count('PASSED');
    expect(status).toMatchObject({
      state: 'CITY_REVIEW',
      records: 1_200,
      progress: { recordsChecked: 1_200 },
      counts: { passed: 1_080 + signals, held: count('HELD'), returned: count('RETURNED') },
    });
    const expected = findingsExpected(faults)
      .map(({ line, code, path }) => `${line} ${code} ${path}`)
      .sort();
    const found = await allFindings(hub(), batchId);
    expect(found.map(({ line, code, path }) => `${line} ${code} ${path}`).sort()).toEqual(expected);
    expect(found.every(({ message }) => message.zh !== '' && message.en !== '')).toBe(true);
    await approve(batchId);
    records.forEach((record, index) => {
      if ((faultyLines.get(index + 1) ?? 'PASSED') === 'PASSED') approved.add(String(record['certificateNo']));
    });
    const { forwarding } = await untilAnswered(hub(), batchId);
    const passed = 1_080 + signals;
    for (const feed of forwarding) {
      expect(feed).toMatchObject({ certificates: passed, delivered: passed, pending: 0 });
      expect(feed.accepted + feed.refused).toBe(passed);
      expect(feed.refused).toBeGreaterThan(0);
    }
    expect(forwarding.map(({ feed }) => feed).sort()).toEqual(Object.keys(hub().receivers).sort());
  });

  test('a refusal from above is a finding that the institution sees, named after the feed', async () => {
    const { batches } = await hub().run<{ batches: { items: { id: string }[]; total: number } }>(
      'institution',
      `query { batches(first: 1) { items { id } total } }`,
    );
    const batchId = batches.items[0]?.id ?? '';
    const { forwarding } = await untilAnswered(hub(), batchId);
    const refused = forwarding.reduce((sum, feed) => sum + feed.refused, 0);
    const findings = await until(
      () => allFindings(hub(), batchId, { code: 'FWD-001' }),
      (found) => found.length >= refused,
    );
    expect(findings).toHaveLength(refused);
    expect(new Set(findings.map(({ source }) => source))).toEqual(new Set(Object.keys(hub().receivers)));
    const { acknowledgements } = await hub().run<{
      acknowledgements: {
        total: number;
        items: { certificateNo: string; state: string; code: string; line: number }[];
      };
    }>(
      'institution',
      `query ($batchId: ID!) { acknowledgements(filter: { batchId: $batchId, state: REFUSED }, first: 500) {
         total items { certificateNo state code line } } }`,
      { batchId },
    );
    expect(acknowledgements.total).toBe(refused);
    for (const { certificateNo, state, code } of acknowledgements.items) {
      expect(certificateNo).toMatch(REFUSED_SERIAL);
      expect({ state, code }).toEqual({ state: 'REFUSED', code: 'R-PHOTO' });
    }
    expect(acknowledgements.items.map(({ line }) => line).sort()).toEqual(findings.map(({ line }) => line).sort());
  });

  test('typed chunks: opened, appended out of order, sealed, findings paged with their total', async () => {
    const { header, records, faults } = desk.batch({ records: 300, faultShare: 0.2, faults: ['CMP-023', 'CPL-004'] });
    const { uploadId = '', path } = await openUpload(hub(), header);
    expect(path).toBe(`/uploads/${uploadId}`);
    const parts = [records.slice(0, 100), records.slice(100, 200), records.slice(200)];
    const receipts = new Map<number, Receipt>();
    for (const chunkNo of [2, 1, 3]) {
      const { receipt } = await appendRecords(hub(), uploadId, chunkNo, parts[chunkNo - 1] ?? []);
      expect(receipt).toMatchObject({ chunkNo, records: 100 });
      if (receipt) receipts.set(chunkNo, receipt);
    }
    const bodies = await hub().query<{ digest: string }>(
      `SELECT encode(digest, 'hex') AS digest FROM chunk WHERE upload_id = $1 ORDER BY chunk_no`,
      [uploadId],
    );
    expect(bodies.map(({ digest }) => digest)).toEqual([1, 2, 3].map((no) => receipts.get(no)?.digest));
    const digest = sha256(canonicalLines(records));
    const batchId = idOf(await sealUpload(hub(), uploadId, { chunks: 3, records: 300, digest }));
    expect(batchId).toBe(uploadId);
    await untilChecked(hub(), batchId);
    const first = await findingPage(hub(), batchId, { first: 7 });
    expect(first).toMatchObject({ total: faults.length, hasNext: true });
    expect(first.items).toHaveLength(7);
    const second = await findingPage(hub(), batchId, { first: 500, after: first.endCursor });
    expect(second).toMatchObject({ total: faults.length, hasNext: false });
    expect([...first.items, ...second.items].map(({ line, code }) => `${line} ${code}`)).toEqual(
      faults.map(({ line, code }) => `${line} ${code}`),
    );
    const onlyOne = await findingPage(hub(), batchId, { first: 500, filter: { code: 'CPL-004' } });
    expect(onlyOne.total).toBe(faults.filter(({ code }) => code === 'CPL-004').length);
    expect(onlyOne.hasNext).toBe(false);
  });

  test('streamed: the whole content in one PUT, and numbered chunks', async () => {
    const whole = desk.batch({ records: 4_500 });
    const wholeId = await streamBatch(hub(), whole.header, whole.records);
    const status = await untilChecked(hub(), wholeId);
    expect(status).toMatchObject({ chunks: 3, counts: { passed: 4_500, held: 0, returned: 0 } });

    const numbered = desk.batch({ records: 200 });
    const { uploadId = '', path = '' } = await openUpload(hub(), numbered.header);
    const parts = [ndjson(numbered.records.slice(0, 120)), ndjson(numbered.records.slice(120))];
    const bearer = await hub().bearer('institution');
    for (const [index, part] of parts.entries()) {
      const answer = await put(`${hub().url}${path}/chunks/${index + 1}`, bearer, part);
      expect(answer.status).toBe(201);
      expect(answer.body).toMatchObject({
        repeated: false,
        receipts: [{ chunkNo: index + 1, bytes: Buffer.byteLength(part), digest: sha256(part) }],
      });
    }
    const digest = sha256(parts.join(''));
    const batchId = idOf(await sealUpload(hub(), uploadId, { chunks: 2, records: 200, digest }));
    await untilChecked(hub(), batchId);
    await approve(batchId);
    for (const number of numbersOf(numbered.records)) approved.add(number);
    await untilAnswered(hub(), batchId);
  });

  test('progress is told as server-sent events until the check is done', async () => {
    const { header, records } = desk.batch({ records: 5_000 });
    const batchId = await streamBatch(hub(), header, records);
    const events = await batchEvents(hub().url, await hub().bearer('institution'), batchId);
    expect(events.length).toBeGreaterThan(0);
    const last = events.at(-1);
    expect(last).toMatchObject({ id: batchId, state: 'CITY_REVIEW', progress: { recordsChecked: 5_000 } });
    const told = events.map(({ progress }) => progress.recordsChecked);
    expect(told).toEqual([...told].sort((one, other) => one - other));
  });

  test('a certificate by its number: one live version, its batch, and what each feed said', async () => {
    const [certificateNo = ''] = approved;
    const { certificate } = await hub().run<{ certificate: Record<string, unknown> }>(
      'institution',
      `query ($no: ID!) { certificate(certificateNo: $no) { certificateNo state version name idNumber
         institution { code } versions { version kind batchId line } feeds { feed version state deliveryState } } }`,
      { no: certificateNo },
    );
    expect(certificate).toMatchObject({
      certificateNo,
      state: 'LIVE',
      version: 1,
      institution: { code: '0001' },
      versions: [{ version: 1, kind: 'ISSUED' }],
    });
    const feeds = certificate['feeds'] as readonly { readonly feed: string; readonly state: string }[];
    expect(feeds.map(({ feed }) => feed).sort()).toEqual(Object.keys(hub().receivers).sort());
  });

  test('the receivers hold exactly what was approved, once', async () => {
    for (const url of Object.values(hub().receivers)) {
      const held = await numbersHeld(url);
      expect(held).toHaveLength(approved.size);
      expect(new Set(held)).toEqual(approved);
    }
  });

  test('deliveries are listed with their attempts', async () => {
    const { deliveries } = await hub().run<{
      deliveries: { total: number; items: { feed: string; state: string; attempts: { outcome: string }[] }[] };
    }>('institution', `query { deliveries(first: 100) { total items { feed state attempts { outcome } } } }`);
    expect(deliveries.total).toBe(deliveries.items.length);
    for (const { state, attempts } of deliveries.items) {
      expect(state).toBe('ANSWERED');
      expect(attempts.map(({ outcome }) => outcome)).toEqual(['taken']);
    }
  });

  test('tallies count every live certificate once, for each regulator its own territory', async () => {
    const reconciled = await until(
      () => reconciliation(hub()),
      ({ tallied, live }) => tallied === approved.size && live === approved.size,
      20_000,
    );
    expect(reconciled).toEqual({ tallied: approved.size, live: approved.size });
    const { tallies, byCity } = await hub().run<{
      tallies: { certificates: number; highSkilled: number; total: number; items: { certificates: number }[] };
      byCity: { certificates: number };
    }>(
      'province',
      `query { tallies(first: 500) { certificates highSkilled total items { certificates } }
               byCity: tallies(filter: { regionCode: "510100" }, first: 1) { certificates } }`,
    );
    expect(tallies.certificates).toBe(approved.size);
    expect(byCity.certificates).toBe(approved.size);
    // The plan is of level 2.
    expect(tallies.highSkilled).toBe(approved.size);
    expect(tallies.items).toHaveLength(Math.min(500, tallies.total));
    const elsewhere = await hub().run<{ tallies: { certificates: number; total: number } }>(
      'otherCity',
      `query { tallies { certificates total } }`,
    );
    expect(elsewhere.tallies).toEqual({ certificates: 0, total: 0 });
  });

  test('compliance shows open batches, return rate and open refusals of an institution', async () => {
    const { compliance } = await hub().run<{
      compliance: { total: number; items: { institution: { code: string }; [field: string]: unknown }[] };
    }>(
      'province',
      `query { compliance(regionCode: "510100", first: 50) { total items { institution { code } openBatches batches
         records recordsReturned returnRate overdueReviews openRefusals } } }`,
    );
    const main = compliance.items.find(({ institution }) => institution.code === '0001');
    const [counted] = await hub().query<{ batches: number; open: number; records: number; returned: number }>(
      `SELECT count(*)::int AS batches, count(*) FILTER (WHERE state IN ('CHECKING','CITY_REVIEW','PROVINCE_REVIEW'))::int AS open,
              sum(records)::int AS records, sum(returned)::int AS returned FROM batch`,
    );
    expect(main).toMatchObject({
      batches: counted?.batches,
      openBatches: counted?.open,
      records: counted?.records,
      recordsReturned: counted?.returned,
      overdueReviews: 0,
    });
    expect(main?.['openRefusals']).toBeGreaterThan(0);
  });
});
