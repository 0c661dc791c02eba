/** What the check of a chunk leaves beside its records: facts for the batch, keys for the rules across the hub. */
import { createHash } from 'node:crypto';
import { checkChunk } from '../../src/app/check-chunk';
import type { Hub } from '../../src/app/ports';
import { packBytes } from '../../src/platform/pack-bytes';
import { forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import { SAMPLE_RECORD, SAMPLE_SITE, sampleCheck } from '../kit/sample-record';
import { decisionHub, waitingBatch } from '../kit/waiting-batch';

const PHOTO = 'ab'.repeat(32);

describe('the check of a chunk', () => {
  let bench: ForwardingBench;
  beforeEach(async () => {
    bench = await forwardingBench();
  });
  afterEach(() => bench.close());

  const checked = async (records: readonly object[]): Promise<string> => {
    const id = await waitingBatch(bench, { records: 0, firstSerial: 1, state: 'CHECKING' });
    const body = Buffer.from(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    await bench.source.query(
      `INSERT INTO chunk (upload_id, chunk_no, first_line, records, bytes, digest, body, received_at)
       VALUES ($1, 1, 1, $2, $3, '\\x00', $4, now())`,
      [id, records.length, body.length, await packBytes(body)],
    );
    const hub: Hub = {
      ...decisionHub(bench).hub,
      preparedCheck: async () => sampleCheck(),
      keyedDigest: (text) => createHash('sha256').update(`secret${text}`).digest().subarray(0, 16),
      views: { allChunksChecked: async () => false, nextChunks: async () => [] } as never,
    };
    expect(await checkChunk(hub, { batchId: id, chunkNo: 1 })).toEqual({ kind: 'checked' });
    return id;
  };
  const rowsOf = (id: string): Promise<Record<string, unknown>[]> =>
    bench.source.query(
      `SELECT exam_on AS day, site_code AS site, encode(name_key, 'hex') AS name, encode(photo_key, 'hex') AS photo
         FROM record WHERE batch_id = $1 ORDER BY line`,
      [id],
    );

  test('day, site, name and photo, as far as they could be read', async () => {
    const passport = { ...SAMPLE_RECORD, idType: 'PASSPORT', idNumber: 'E00000001' };
    const id = await checked([
      { ...passport, name: 'ZHANG SAN', photoDigest: PHOTO },
      { ...passport, name: ' Zhang  San', photoDigest: PHOTO.toUpperCase() },
      { ...passport, name: 'LI SI' },
      { ...passport, idNumber: 'E00000002', name: 'ZHANG SAN', photoDigest: 'no digest', examDate: '2026-02-30' },
      { name: 'ZHANG SAN', siteCode: 17 },
    ]);
    const rows = await rowsOf(id);
    expect(rows.map(({ day, site }) => [day, site])).toEqual([
      ['2026-06-01', SAMPLE_SITE],
      ['2026-06-01', SAMPLE_SITE],
      ['2026-06-01', SAMPLE_SITE],
      [null, SAMPLE_SITE],
      [null, null],
    ]);
    expect(rows.map(({ photo }) => photo)).toEqual([PHOTO.slice(0, 32), PHOTO.slice(0, 32), null, null, null]);
    const [first, second, third, fourth, fifth] = rows.map(({ name }) => name);
    // One person's two spellings are one name, another name is another, and the name of another person tells nothing.
    expect(second).toBe(first);
    expect(new Set([first, third, fourth]).size).toBe(3);
    expect(fifth).toBeNull();
  });

  test('what its records amount to', async () => {
    const id = await checked([SAMPLE_RECORD, { ...SAMPLE_RECORD, overallGrade: 'FAIL' }]);
    const [facts] = await bench.transaction(({ chunks }) => chunks.facts(id));
    expect(facts).toEqual({
      records: 2,
      passes: 1,
      examDates: ['2026-06-01'],
      scorePatterns: [['78/85.5/', 2]],
      atPassMark: 0,
      serials: [{ series: `${SAMPLE_SITE}263`, runs: [[1, 1]] }],
    });
  });
});
