/** Which settlements come next, of one institution and of all. */
import { settlementsAtATime } from '../../app/limits';
import type { DueSettlements, SettledSize, WorkViews } from '../../app/work-views';
import type { Query } from './query';
import { type Ask, inTurns, OF_BATCH, type Size, underCheck, type Which } from './under-check';

const ALL_CHECKED = '(SELECT chunk_no FROM chunk WHERE upload_id = batch.id AND checked_at IS NULL LIMIT 1) IS NULL';

const ORDER = {
  fresh: { tries: '= 0', order: 'sealed_at, id' },
  failed: { tries: '> 0', order: 'settle_tries, sealed_at, id' },
} as const;

const settlementsOf =
  (size: Size, which: Which) =>
  ({ institution, window }: Ask): string => `
SELECT next.id AS "batchId", row_number() OVER (ORDER BY ${ORDER[which].order}) AS place
  FROM (
    SELECT id, sealed_at, settle_tries FROM batch
     WHERE ${underCheck(size)} AND institution_code = ${institution} AND settle_tries ${ORDER[which].tries} AND ${ALL_CHECKED}
     ORDER BY ${ORDER[which].order} LIMIT ${window}) AS next`;

const nextOf = (size: SettledSize): string =>
  `SELECT "batchId" FROM (${settlementsOf(size, 'fresh')(OF_BATCH)}) AS due ORDER BY place`;
const NEXT = { middle: nextOf('middle'), large: nextOf('large') } as const;

const UNSETTLED = `
SELECT records FROM batch WHERE id = $1 AND state = 'CHECKING' AND ${ALL_CHECKED}`;

const turnsOf = (size: Size, which: Which): string =>
  inTurns({ columns: 'due."batchId"', size, rowsOf: settlementsOf(size, which) });

export const nextSettlements = (query: Query): Pick<WorkViews, 'unsettledRecords' | 'nextSettlements'> => ({
  unsettledRecords: async (batchId) => {
    const [found] = await query<{ records: number }>(UNSETTLED, [batchId]);
    return found?.records;
  },
  nextSettlements: (batchId, size, most) => query(NEXT[size], [batchId, most]),
});

type Settling = DueSettlements['largeSettlements'][number];

export async function dueSettlements(
  query: Query,
  { limit, window }: { readonly limit: number; readonly window: number },
): Promise<DueSettlements> {
  const ofSize = async (size: Size): Promise<readonly Settling[]> => [
    ...(await query<Settling>(turnsOf(size, 'fresh'), [settlementsAtATime(window), limit])),
    ...(await query<Settling>(turnsOf(size, 'failed'), [settlementsAtATime(window), limit])),
  ];
  return {
    smallSettlements: await ofSize('small'),
    middleSettlements: await ofSize('middle'),
    largeSettlements: await ofSize('large'),
  };
}
