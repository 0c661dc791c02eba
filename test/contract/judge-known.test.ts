/** Hub rules over more lines than one look-up takes. */
import { judgeKnown, withCertificates } from '../../src/app/judge-known';
import { forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import { decisionHub, waitingBatch } from '../kit/waiting-batch';

/** More than two look-ups, whatever their size was before. */
const RECORDS = 45_000;
const TIME_LIMIT_MS = 60_000;

describe('judging what the hub knows', () => {
  let bench: ForwardingBench;
  beforeEach(async () => {
    bench = await forwardingBench();
  });
  afterEach(() => bench.close());

  test(
    'two lines that stand far apart are both returned: the first is not forgotten once it is returned itself',
    async () => {
      const id = await waitingBatch(bench, { records: RECORDS, firstSerial: 1, state: 'CHECKING' });
      await bench.source.query(
        `UPDATE record SET person_key = '\\x01', exam_on = '2026-06-01', site_code = 'site ' || line,
                data = jsonb_set(data::jsonb, '{siteCode}', to_jsonb('S' || lpad(line::text, 12, '0')))::text
          WHERE batch_id = $1 AND line IN (1, $2)`,
        [id, RECORDS],
      );
      await bench.transaction(async (stores) => {
        const batch = await stores.batches.claimIn(id, 'CHECKING');
        if (!batch) throw new Error('The batch is not there.');
        const { hub } = decisionHub(bench, () => 'error');
        const check = await hub.preparedCheck(batch, stores);
        await withCertificates(hub, batch, (certificates) =>
          judgeKnown(stores, batch, { check, chain: [], certificates }),
        );
      });
      expect(
        await bench.source.query(
          `SELECT line, code, verdict FROM finding JOIN record USING (batch_id, line) WHERE batch_id = $1 ORDER BY line`,
          [id],
        ),
      ).toEqual([
        { line: 1, code: 'AUT-012', verdict: 'RETURNED' },
        { line: RECORDS, code: 'AUT-012', verdict: 'RETURNED' },
      ]);
      expect(
        await bench.source.query(`SELECT count(*) FROM record WHERE batch_id = $1 AND verdict <> 'PASSED'`, [id]),
      ).toEqual([{ count: 2 }]);
    },
    TIME_LIMIT_MS,
  );
});
