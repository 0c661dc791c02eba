/** What a declaration about a record is kept by: a digest of the content that needs the key of the hub. */
import { decideDeclarations } from '../../src/app/decide-declarations';
import { declareFindings } from '../../src/app/declare-findings';
import { declareOnBatch } from '../../src/app/declare-on-batch';
import type { Hub } from '../../src/app/ports';
import { recordDigest } from '../../src/domain/rules/declarations';
import { forwardingBench, INSTITUTION, type ForwardingBench } from '../kit/approved-batch';
import { heldBatch, RULE } from '../kit/held-batch';
import { CITY, decisionHub } from '../kit/waiting-batch';

const SENDER = { clientId: 'sender', role: 'INSTITUTION', institutionCode: INSTITUTION, regionCode: null } as const;

describe('the subject of a declaration', () => {
  let bench: ForwardingBench;
  let hub: Hub;
  beforeEach(async () => {
    bench = await forwardingBench();
    hub = decisionHub(bench).hub;
  });
  afterEach(() => bench.close());

  const declare = (batchId: string): Promise<object> =>
    declareOnBatch(hub, SENDER, { batchId, declarations: [{ line: 2, rule: RULE, reason: '遗失补证' }] });
  const settleDeclarations = (batchId: string): Promise<void> =>
    bench.transaction(async (stores) => {
      const batch = await stores.batches.byId(batchId);
      if (batch) await declareFindings(hub, stores, { ...batch, state: 'CHECKING' });
    });
  /** What anybody can take of the record in line 2. */
  const plainOf = async (batchId: string): Promise<string> => {
    const [{ data }] = await bench.source.query(`SELECT data FROM record WHERE batch_id = $1 AND line = 2`, [batchId]);
    return recordDigest(JSON.parse(data));
  };
  const subjects = async (): Promise<unknown> => {
    const [found] = await bench.source.query(
      `SELECT ARRAY(SELECT subject FROM declaration ORDER BY subject) AS kept,
              ARRAY(SELECT DISTINCT subject FROM finding WHERE subject IS NOT NULL) AS attached`,
    );
    return found;
  };
  const kept = (): Promise<object[]> => bench.source.query('SELECT reason, state FROM declaration');
  const verdicts = async (batchId: string): Promise<string> => {
    const found: { verdict: string }[] = await bench.source.query(
      `SELECT verdict FROM record WHERE batch_id = $1 ORDER BY line`,
      [batchId],
    );
    return found.map(({ verdict }) => verdict[0]).join('');
  };

  test('needs the key: contents cannot be tried out on the database alone', async () => {
    const id = await heldBatch(bench, { held: [2] });
    await declare(id);
    const keyed = hub.keyedDigest(await plainOf(id)).toString('hex');
    expect(await subjects()).toEqual({ kept: [keyed], attached: [keyed] });
  });

  test('needed none in an earlier release: what that kept speaks, is decided on, and is not kept twice', async () => {
    const id = await heldBatch(bench, { held: [2, 3] });
    const plain = await plainOf(id);
    await bench.source.query(
      `INSERT INTO declaration (institution_code, rule, subject, reason, batch_id, line, declared_by, declared_at, state)
       VALUES ($1, $2, $3, '早先说明', $4, 2, 'sender', now(), 'OPEN')`,
      [INSTITUTION, RULE, plain, id],
    );
    await settleDeclarations(id);
    expect(await verdicts(id)).toBe('PPH');
    await declare(id);
    expect(await subjects()).toEqual({ kept: [plain], attached: [plain] });
    expect(await kept()).toEqual([{ reason: '早先说明', state: 'OPEN' }]);
    await decideDeclarations(hub, CITY, { batchId: id, decision: 'REFUSE', lines: [2], reason: '材料不足' });
    expect(await kept()).toEqual([{ reason: '早先说明', state: 'REFUSED' }]);
    expect(await verdicts(id)).toBe('PHH');
  });
});
