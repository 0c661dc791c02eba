/** Declarations of a batch that the planner's statistics do not know: in the time that its lines need. */
import type { Caller } from '../../src/app/caller';
import { declareOnBatch } from '../../src/app/declare-on-batch';
import { decideDeclarations } from '../../src/app/decide-declarations';
import { approveBatch } from '../../src/app/review-batch';
import { DECLARATIONS_MAX } from '../../src/domain/intake/check-header';
import { createViews } from '../../src/store/views';
import { forwardingBench, INSTITUTION, type ForwardingBench } from '../kit/approved-batch';
import { CITY, decisionHub, waitingBatch } from '../kit/waiting-batch';
import { testSealer } from '../kit/test-sealer';

const SENDER: Caller = { clientId: 'sender', role: 'INSTITUTION', institutionCode: INSTITUTION, regionCode: null };
const RULE = 'AUT-009';
const RECORDS = 10_000;
/** Where the planner is misled the same work takes minutes. */
const PLAN_LIMIT_MS = 60_000;
const EVERYTHING = { institutionCode: null, regionPrefix: '' };

describe('declarations of a batch that the statistics do not know', () => {
  let bench: ForwardingBench;
  beforeEach(async () => {
    bench = await forwardingBench();
  });
  afterEach(() => bench.close());

  const held = async (records: number, firstSerial: number): Promise<string> => {
    const id = await waitingBatch(bench, { records, firstSerial, state: 'CITY_REVIEW' });
    await bench.source.query(
      `UPDATE record SET verdict = 'HELD', data = (data::jsonb || jsonb_build_object('remark', $2 || line))::text WHERE batch_id = $1`,
      [id, `${firstSerial} `],
    );
    await bench.source.query(
      `INSERT INTO finding (batch_id, line, code, severity, dimension, path, message_zh, message_en, basis, source)
       SELECT $1, line, $2, 'confirm', 'authenticity', '/idNumber', '样例', 'sample', '{}', 'HUB'
         FROM generate_series(1, $3::int) AS line`,
      [id, RULE, records],
    );
    return id;
  };
  const declareAll = async (batchId: string, records: number): Promise<void> => {
    const { hub } = decisionHub(bench);
    for (let from = 1; from <= records; from += DECLARATIONS_MAX) {
      const lines = Array.from({ length: Math.min(DECLARATIONS_MAX, records - from + 1) }, (_, index) => from + index);
      const declarations = lines.map((line) => ({ line, rule: RULE, reason: '遗失补证' }));
      expect(await declareOnBatch(hub, SENDER, { batchId, declarations })).toMatchObject({ kind: 'declared' });
    }
  };
  const misleadPlanner = async (): Promise<void> => {
    for (const table of ['record', 'finding', 'declaration', 'batch'])
      await bench.source.query(`ALTER TABLE ${table} SET (autovacuum_enabled = false)`);
    const before = await held(50, 1);
    await declareAll(before, 50);
    await bench.source.query('ANALYZE');
  };

  test(
    'are made, listed, counted, decided and accepted with the batch',
    async () => {
      await misleadPlanner();
      const batchId = await held(RECORDS, 100_000);
      const { hub } = decisionHub(bench);
      await declareAll(batchId, RECORDS);
      const views = createViews((sql, parameters = []) => bench.source.query(sql, [...parameters]), testSealer);
      expect(await views.declarationsOfBatch(EVERYTHING, batchId)).toMatchObject({ undecided: RECORDS });
      const page = { first: 50, after: null };
      expect(await views.declarations(EVERYTHING, batchId, null, page)).toMatchObject({ total: RECORDS });
      await decideDeclarations(hub, CITY, { batchId, decision: 'REFUSE', lines: [1], reason: '材料不足' });
      expect(await approveBatch(hub, CITY, { batchId })).toMatchObject({ state: 'PROVINCE_REVIEW' });
      expect(await views.declarationsOfBatch(EVERYTHING, batchId)).toEqual({
        total: RECORDS,
        undecided: 0,
        accepted: RECORDS - 1,
        refused: 1,
      });
    },
    PLAN_LIMIT_MS,
  );
});
