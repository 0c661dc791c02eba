/** Every way in keeps one contract: the same table of cases for each format. */
import { uploadFormats } from '../../src/formats';
import type { FormatPiece, FormatState, UploadFormat } from '../../src/app/upload-format';
import type { RawRecord } from '../../src/domain/certificate/record';
import type { Place } from '../../src/domain/intake/place';
import { recordsOf } from '../../src/app/intake/read-records';
import { readChunk } from '../../src/domain/intake/read-lines';
import { canonicalLine } from '../../src/formats/record-line';
import { FORMAT_SAMPLES } from '../kit/format-samples';
import { sampleDesk } from '../kit/sample-desk';
import { workbookWithTexts } from '../kit/workbook';

const RECORDS_MAX = 4;
const { records: plain } = sampleDesk().batch({ records: 10 });
/** What needs care everywhere: quotation marks, separators, markup, characters outside the basic plane. */
const RECORDS: readonly RawRecord[] = plain.map((record, index) =>
  index === 2 ? { ...record, remark: 'a "b", <c> & 𠮷;d' } : { ...record },
);

interface Read {
  readonly records: readonly RawRecord[];
  readonly places: readonly Place[];
  readonly pieces: readonly FormatPiece[];
}

async function* inPieces(content: Buffer, bytes: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < content.length; from += bytes) yield content.subarray(from, from + bytes);
}

/** NDJSON is not converted: the door reads it as it is. */
function readRaw(content: Buffer): Read {
  const { records, problems } = readChunk(content, 1);
  if (problems.length > 0) return { records: [], places: problems, pieces: [] };
  return { records: records === 0 ? [] : [...recordsOf(content)].map(({ record }) => record), places: [], pieces: [] };
}

interface From {
  readonly state?: FormatState;
  readonly firstRecord?: number;
  readonly recordsMax?: number;
}

async function read(
  format: UploadFormat,
  content: AsyncIterable<Buffer>,
  { state, firstRecord = 1, recordsMax = RECORDS_MAX }: From = {},
): Promise<Read> {
  if (format.convert === null) {
    const bytes: Buffer[] = [];
    for await (const piece of content) bytes.push(piece);
    return readRaw(Buffer.concat(bytes));
  }
  const pieces: FormatPiece[] = [];
  const from = { state: state ?? null, firstRecord, recordsMax, sender: 'one', isResubmission: false };
  for await (const piece of format.convert(content, from)) pieces.push(piece);
  const landed = pieces.flatMap((piece) => (piece.kind === 'records' ? [piece] : []));
  return {
    records: landed.flatMap(({ body }) => [...recordsOf(body)].map(({ record }) => record)),
    places: pieces.flatMap((piece) => (piece.kind === 'unreadable' ? piece.places : [])),
    pieces,
  };
}

const CASES = FORMAT_SAMPLES.map((sample) => {
  const format = uploadFormats.get(sample.contentType);
  if (format === undefined) throw new Error(sample.contentType);
  return { name: format.name, format, sample };
});

test('every format of the catalogue is asked', () => {
  expect(new Set(CASES.map(({ name }) => name))).toEqual(new Set([...uploadFormats.values()].map(({ name }) => name)));
});

describe.each(CASES)('$name', ({ format, sample }) => {
  test('good content becomes its records', async () => {
    const { records, places } = await read(format, inPieces(sample.write(RECORDS), 1_000));
    expect(places).toEqual([]);
    expect(records).toEqual(RECORDS);
  });

  test('what lands is canonical JSON, in pieces of at most so many records, that together are the content', async () => {
    const content = sample.write(RECORDS);
    const { pieces } = await read(format, inPieces(content, 777));
    if (format.convert === null) return;
    const landed = pieces.flatMap((piece) => (piece.kind === 'records' ? [piece] : []));
    expect(landed.map(({ records }) => records)).toEqual([4, 4, 2]);
    expect(landed.reduce((sum, { sourceBytes }) => sum + sourceBytes, 0)).toBe(content.length);
    expect(Buffer.concat(landed.map(({ body }) => body)).toString()).toBe(
      RECORDS.map((record) => `${canonicalLine(record)}\n`).join(''),
    );
  });

  test('one byte at a time it is the same', async () => {
    const content = sample.write(RECORDS);
    const whole = await read(format, inPieces(content, content.length));
    const bytewise = await read(format, inPieces(content, 1));
    const bodies = ({ pieces }: Read) => pieces.flatMap((piece) => (piece.kind === 'records' ? [piece.body] : []));
    expect(bytewise.records).toEqual(RECORDS);
    expect(bodies(bytewise)).toEqual(bodies(whole));
  });

  test('one broken record in the middle is named; those behind it are read for their own faults', async () => {
    const { places } = await read(format, inPieces(sample.withBroken(RECORDS, 6), 500));
    expect(places.map(({ record }) => record)).toEqual([7]);
    expect(JSON.stringify(places)).not.toContain(String(RECORDS[6]?.['name']));
  });

  test('a field that the contract does not have becomes an unknown field: a finding, never dropped', async () => {
    const wider = RECORDS.map((record) => ({ ...record, nation: 'Yi' }));
    const { records, places } = await read(format, inPieces(sample.write(wider), 999));
    expect(places).toEqual([]);
    expect(records).toEqual(wider);
  });

  test('nothing at all is no record', async () => {
    expect(await read(format, inPieces(Buffer.alloc(0), 1))).toEqual({ records: [], places: [], pieces: [] });
  });

  test('a record that is too long is named', async () => {
    const long = RECORDS.map((record, index) => (index === 5 ? { ...record, remark: 'x'.repeat(20_000) } : record));
    const { places } = await read(format, inPieces(sample.write(long), 4_096));
    expect(places.map(({ record }) => record)).toEqual([6]);
    expect(JSON.stringify(places)).not.toContain('xxxx');
  });

  test('a value of the wrong type is named by record and field', async () => {
    const wrong = RECORDS.map((record, index) => (index === 8 ? { ...record, skillScore: 'eighty' } : record));
    const { places } = await read(format, inPieces(sample.write(wrong), 4_096));
    expect(places).toEqual([expect.objectContaining({ record: 9, field: 'skillScore' })]);
    expect(JSON.stringify(places)).not.toContain('eighty');
  });

  test('a connection that breaks is no fault of the content, and leaves whole pieces only', async () => {
    const content = sample.write(RECORDS);
    const half = content.subarray(0, Math.floor(content.length / 2));
    const broken = async function* (): AsyncGenerator<Buffer> {
      yield half;
      throw new Error('The connection is gone.');
    };
    const pieces: FormatPiece[] = [];
    const from = { state: null, firstRecord: 1, recordsMax: RECORDS_MAX, sender: 'one', isResubmission: false };
    const reading = async (): Promise<void> => {
      for await (const piece of format.convert?.(broken(), from) ?? broken()) {
        if (!Buffer.isBuffer(piece)) pieces.push(piece);
      }
    };
    await expect(reading()).rejects.toThrow('The connection is gone.');
    for (const piece of pieces) expect(piece).toMatchObject({ kind: 'records', records: RECORDS_MAX });
  });

  test('a content that goes on behind each piece is the same as the whole', async () => {
    if (format.convert === null || !format.resumable) return;
    const content = sample.write(RECORDS);
    const { pieces } = await read(format, inPieces(content, 300));
    let at = 0;
    let before = 0;
    for (const piece of pieces) {
      if (piece.kind !== 'records' || piece.state === null) continue;
      at += piece.sourceBytes;
      before += piece.records;
      const state = JSON.parse(JSON.stringify(piece.state)) as FormatState;
      const rest = await read(format, inPieces(content.subarray(at), 300), { state, firstRecord: before + 1 });
      expect(rest.records).toEqual(RECORDS.slice(before));
    }
    expect(before).toBe(RECORDS.length);
  });

  test('bytes that fit no encoding are told, without them', async () => {
    const { misfit } = sample;
    const content = misfit?.(RECORDS, 4) ?? Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(200, 0xff)]);
    const { places } = await read(format, inPieces(content, 256));
    expect(places.length).toBeGreaterThan(0);
    expect(JSON.stringify(places)).not.toContain(String(RECORDS[3]?.['name']));
  });

  test('what was cut off and says so by its form is told', async () => {
    if (['NDJSON', 'CSV'].includes(format.name)) return;
    const content = sample.write(RECORDS);
    const { places } = await read(format, inPieces(content.subarray(0, content.length - 40), 256));
    expect(places).toHaveLength(1);
  });
});

test('a small workbook that unpacks to more than the limit is refused on the way', async () => {
  const xlsx = uploadFormats.get('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
  if (xlsx === undefined) throw new Error('There is no XLSX.');
  const bomb = workbookWithTexts(49 * 1024 * 1024);
  expect(bomb.length).toBeLessThan(100_000);
  const { places, records } = await read(xlsx, inPieces(bomb, 10_000));
  expect(records).toEqual([]);
  expect(places.map(({ message }) => message.en)).toEqual([expect.stringContaining('The workbook is too large')]);
});
