/** The binary COPY encoder against a real PostgreSQL: what goes in comes out, of every type. */
import type { DataSource } from 'typeorm';
import { CopyWriter, copyInto, uuidBytes } from '../../src/store/copy';
import { createDataSource } from '../../src/store/data-source';
import { freshDatabase } from '../kit/database';

const UUID = '0192f0c1-2b3c-7d4e-8f50-a1b2c3d4e5f6';
const TARGET = 'sample (id, number, words, bytes, list, document)';
const FIELDS = 6;

interface Row {
  readonly number: number;
  readonly words: string | null;
  readonly bytes: Buffer | null;
  readonly list: readonly string[];
  readonly document: unknown;
}

describe('binary COPY', () => {
  let source: DataSource;
  beforeAll(async () => {
    const { url } = await freshDatabase();
    source = await createDataSource({ url, poolMax: 2 }).initialize();
    await source.query(
      `CREATE TABLE sample (id uuid, number int, words text, bytes bytea, list text[], document jsonb)`,
    );
  }, 60_000);
  afterAll(() => source.destroy());
  beforeEach(() => source.query('TRUNCATE sample'));

  const copy = (rows: readonly Row[]): Promise<void> =>
    source.transaction(async (manager) => {
      const writer = new CopyWriter();
      for (const row of rows) {
        writer.row(FIELDS);
        writer.uuid(uuidBytes(UUID));
        writer.int(row.number);
        writer.text(row.words);
        writer.bytes(row.bytes);
        writer.texts(row.list);
        writer.json(row.document);
      }
      await copyInto(manager, TARGET, writer);
    });
  const stored = (): Promise<(Row & { id: string })[]> => source.query('SELECT * FROM sample ORDER BY number');
  const row = (number: number, rest: Partial<Row> = {}): Row => ({
    number,
    words: null,
    bytes: null,
    list: [],
    document: null,
    ...rest,
  });

  test.each<[string, Partial<Row>]>([
    ['NULL of every kind that may be NULL, and an empty list', {}],
    ['the empty text, which is no NULL', { words: '' }],
    ['Chinese', { words: '职业技能等级证书', list: ['湘人社函〔2020〕47号', '四(三)'], document: { 名称: '电工' } }],
    ['characters of four bytes', { words: '𠮷野家🎓𪚥', list: ['🎓', '𠮷'], document: ['𠮷', { '🎓': '🎓' }] }],
    [
      'quotes, backslashes, braces and line ends',
      { words: `'"\\{}\t\r\n,`, list: ['{', '}', '"', '\\', ',', 'NULL', ''], document: { a: `"\\\n` } },
    ],
    ['bytes of every value', { bytes: Buffer.from(Array.from({ length: 256 }, (_, value) => value)) }],
    ['no bytes, which is no NULL', { bytes: Buffer.alloc(0) }],
    ['the largest and the smallest numbers', { document: { large: Number.MAX_SAFE_INTEGER, small: -1e-7, zero: 0 } }],
    ['documents inside documents', { document: { a: [{ b: [null, true, false, []] }, {}] } }],
    ['a text longer than the first buffer', { words: '长'.repeat(200_000), document: { long: 'x'.repeat(400_000) } }],
    [
      'bytes longer than the first buffer',
      { bytes: Buffer.alloc(1_000_000, 7), list: Array.from({ length: 5_000 }, (_, at) => `第${at}项`) },
    ],
  ])('%s', async (_, given) => {
    const sent = row(1, given);
    await copy([sent]);
    expect(await stored()).toEqual([{ id: UUID, ...sent }]);
  });

  test('numbers to both ends of their range, in their order', async () => {
    const numbers = [-(2 ** 31), -1, 0, 1, 2 ** 31 - 1];
    await copy(numbers.map((number) => row(number)));
    expect((await stored()).map(({ number }) => number)).toEqual(numbers);
  });

  test('a number beyond the range is an error of ours, not another number', () => {
    expect(() => new CopyWriter().int(2 ** 31)).toThrow(/out of range/);
  });

  test('half a pair becomes the replacement character, as every text encoder does it', async () => {
    await copy([row(1, { words: 'a\ud83d' })]);
    expect((await stored())[0]?.words).toBe('a\ufffd');
  });

  test('many rows across the growth of the buffer', async () => {
    const rows = Array.from({ length: 20_000 }, (_, number) =>
      row(number, { words: `第${number}行`, list: [String(number)] }),
    );
    await copy(rows);
    expect(
      await source.query(
        `SELECT count(*)::int AS rows, count(DISTINCT words)::int AS words FROM sample WHERE words = '第' || number || '行'`,
      ),
    ).toEqual([{ rows: 20_000, words: 20_000 }]);
  });

  test('no rows at all', async () => {
    await copy([]);
    expect(await stored()).toEqual([]);
  });

  test('what goes wrong in the middle leaves nothing', async () => {
    await expect(
      source.transaction(async (manager) => {
        const writer = new CopyWriter();
        writer.row(FIELDS - 1);
        await copyInto(manager, TARGET, writer);
      }),
    ).rejects.toThrow();
    expect(await stored()).toEqual([]);
    await copy([row(1)]);
    expect(await stored()).toHaveLength(1);
  });

  test('outside a transaction it refuses to run', async () => {
    await expect(copyInto(source.manager, TARGET, new CopyWriter())).rejects.toThrow(/transaction/);
  });
});
