/** Which commits wait until they lie on the disk: those that somebody was answered by, and none that is done again. */
import { checkingHub, type CheckingHub } from '../kit/checking-hub';
import { sampleDesk } from '../kit/sample-desk';

jest.setTimeout(60_000);

const START = new Date('2026-06-30T01:00:00Z');

/** What a commit that changed a row of the table waits for, and who made the change. */
const NOTED = (table: string): string => `
CREATE CONSTRAINT TRIGGER commit_noted AFTER INSERT OR UPDATE ON ${table} DEFERRABLE INITIALLY DEFERRED
   FOR EACH ROW EXECUTE FUNCTION note_commit()`;

describe('commits on the way from the seal to the verdicts', () => {
  const desk = sampleDesk();
  let checking: CheckingHub;
  beforeEach(async () => {
    checking = await checkingHub(desk, START);
    await checking.bench.source.query(`
      CREATE TABLE commit_seen (source text, place serial, waits text);
      CREATE FUNCTION note_commit() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO commit_seen (source, waits) VALUES (TG_TABLE_NAME, current_setting('synchronous_commit'));
        RETURN NULL;
      END $$;`);
    for (const table of ['batch', 'chunk_key']) await checking.bench.source.query(NOTED(table));
  });
  afterEach(() => checking.bench.close());

  test('the check of a chunk does not wait; the seal before it and the settlement after it do', async () => {
    const { header, records } = desk.batch({ records: 20, faultShare: 0.2 });
    await checking.checked({ header, records });
    const seen: { source: string; waits: string }[] = await checking.bench.source.query(
      `SELECT source, waits FROM commit_seen ORDER BY place`,
    );
    expect(seen).toEqual([
      { source: 'batch', waits: 'on' },
      { source: 'chunk_key', waits: 'off' },
      { source: 'batch', waits: 'on' },
    ]);
  });
});
