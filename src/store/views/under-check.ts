/**
 * Batches under check, oldest first, of one institution or of all in turns. Each look walks an index in the order that it
 * asks for and stops after its window, however much waits. What is asked about the chunks of a batch stands in subqueries
 * that a plan cannot turn around: the statistics hardly ever know what waits now.
 */
import { MIDDLE_BATCH_RECORDS_MAX, SMALL_BATCH_RECORDS_MAX } from '../../app/limits';
import type { SettledSize } from '../../app/work-views';

/** Checks know two sizes, settlements three. Constants, for the indexes are made for each. */
const RECORDS = {
  small: `batch.records <= ${SMALL_BATCH_RECORDS_MAX}`,
  middle: `batch.records > ${SMALL_BATCH_RECORDS_MAX} AND batch.records <= ${MIDDLE_BATCH_RECORDS_MAX}`,
  large: `batch.records > ${MIDDLE_BATCH_RECORDS_MAX}`,
  middleOrLarge: `batch.records > ${SMALL_BATCH_RECORDS_MAX}`,
} as const satisfies Record<SettledSize, string> & Record<string, string>;
export type Size = keyof typeof RECORDS;

export const underCheck = (size: Size): string => `batch.state = 'CHECKING' AND ${RECORDS[size]}`;

/** What has failed waits for the sweep: whoever reminds of it at once would try it for ever. */
export type Which = 'fresh' | 'failed';

/** SQL of the institution and of the most rows. */
export interface Ask {
  readonly institution: string;
  readonly window: string;
}

export const OF_BATCH: Ask = {
  institution: '(SELECT institution_code FROM batch WHERE id = $1)',
  window: '$2',
};

export interface Turns {
  readonly columns: string;
  readonly size: Size;
  /** Rows of one institution, numbered by `place`. */
  readonly rowsOf: (ask: Ask) => string;
}

/** The first of each institution, then the second of each: `$1` rows of each, `$2` in all. */
export const inTurns = ({ columns, size, rowsOf }: Turns): string => `
SELECT ${columns}
  FROM (SELECT DISTINCT institution_code FROM batch WHERE ${underCheck(size)}) AS sender
 CROSS JOIN LATERAL (${rowsOf({ institution: 'sender.institution_code', window: '$1' })}) AS due
 ORDER BY due.place, sender.institution_code LIMIT $2`;
