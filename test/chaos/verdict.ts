/** Once everything is quiet: does every feed hold exactly what the hub approved, each once, and does the hub know it? */
import type { ChaosFeed } from './feeds';
import type { Stage } from './stage';

export interface FeedVerdict {
  /** Approved versions that the feed does not hold, or never answered. */
  readonly lost: number;
  /** Versions that took effect at the feed more than once. */
  readonly doubled: number;
  /** Against what the hub says that it handed over. */
  readonly missing: number;
  readonly extra: number;
}

export interface Verdict {
  readonly feeds: Readonly<Record<string, FeedVerdict>>;
  /** What else is not as it should be, in words. */
  readonly complaints: readonly string[];
}

interface Row {
  readonly key: string;
}

export async function judge(stage: Stage): Promise<Verdict> {
  const feeds: Record<string, FeedVerdict> = {};
  for (const feed of stage.feeds) feeds[feed.name] = await judgeFeed(stage, feed);
  return { feeds, complaints: await complaintsOf(stage) };
}

async function judgeFeed(stage: Stage, feed: ChaosFeed): Promise<FeedVerdict> {
  const approved = keysOf(
    await stage.query<Row>(`SELECT certificate_no || '/' || version || '/' || kind AS key FROM certificate_version`),
  );
  const answered = keysOf(
    await stage.query<Row>(
      `SELECT item.certificate_no || '/' || item.version || '/' || version.kind AS key
         FROM delivery_item AS item JOIN certificate_version AS version USING (certificate_no, version)
        WHERE item.feed = $1 AND item.state IN ('ACCEPTED', 'REFUSED')`,
      [feed.name],
    ),
  );
  const held = keysOf(
    await stage.queryFeed<Row>(
      feed,
      `SELECT certificate_no || '/' || version || '/' || kind AS key FROM certhub_certificate`,
    ),
  );
  const [doubled] = await stage.queryFeed<{ doubled: number }>(
    feed,
    `SELECT count(*)::int AS doubled FROM (
       SELECT FROM receiver_effect GROUP BY certificate_no, version HAVING count(*) > 1) AS twice`,
  );
  const without = (from: ReadonlySet<string>, those: ReadonlySet<string>): number =>
    [...from].filter((key) => !those.has(key)).length;
  return {
    lost: [...approved].filter((key) => !held.has(key) || !answered.has(key)).length,
    doubled: doubled?.doubled ?? -1,
    missing: without(answered, held),
    extra: without(held, answered),
  };
}

const keysOf = (rows: readonly Row[]): ReadonlySet<string> => new Set(rows.map(({ key }) => key));

/** Each question counts what must not be. */
const MUST_BE_NONE: Readonly<Record<string, string>> = {
  'passed records of approved batches without a certificate': `
    SELECT count(*)::int AS found FROM record JOIN batch ON batch.id = record.batch_id AND batch.state = 'APPROVED'
     WHERE record.verdict = 'PASSED' AND NOT EXISTS (
       SELECT FROM certificate_version AS version WHERE version.certificate_no = record.certificate_no)`,
  'certificates of no passed record': `
    SELECT count(*)::int AS found FROM certificate
     WHERE NOT EXISTS (SELECT FROM record WHERE record.batch_id = certificate.batch_id AND record.line = certificate.line
                          AND record.verdict = 'PASSED')`,
  'batches that are not decided': `SELECT count(*)::int AS found FROM batch WHERE state NOT IN ('APPROVED', 'RETURNED')`,
  'deliveries that are not answered': `SELECT count(*)::int AS found FROM delivery WHERE state <> 'ANSWERED'`,
  'refusals without their finding, or with two': `
    SELECT count(*)::int AS found FROM (
      SELECT version.batch_id, version.line, item.feed FROM delivery_item AS item
        JOIN certificate_version AS version USING (certificate_no, version) WHERE item.state = 'REFUSED'
    ) AS refused WHERE (SELECT count(*) FROM finding WHERE finding.batch_id = refused.batch_id
        AND finding.line = refused.line AND finding.code = 'FWD-001' AND finding.source = refused.feed) <> 1`,
  'live certificates that the tallies miss or count twice': `
    SELECT abs((SELECT count(*) FROM certificate WHERE state = 'LIVE')
             - (SELECT coalesce(sum(certificates), 0) FROM tally))::int AS found`,
  'tallies that are due': `SELECT count(*)::int AS found FROM tally_due`,
};

async function complaintsOf({ query }: Stage): Promise<readonly string[]> {
  const complaints: string[] = [];
  for (const [what, sql] of Object.entries(MUST_BE_NONE)) {
    const [row] = await query<{ found: number }>(sql);
    if (row?.found !== 0) complaints.push(`${row?.found ?? 'unknown'} ${what}`);
  }
  return complaints;
}

/** How much is still under way; nothing when it is quiet. */
export async function underWay({ query }: Stage): Promise<number> {
  const [row] = await query<{ open: number }>(
    `SELECT (SELECT count(*) FROM batch WHERE state NOT IN ('APPROVED', 'RETURNED'))
          + (SELECT count(*) FROM delivery WHERE state <> 'ANSWERED')
          + (SELECT count(*) FROM tally_due) AS open`,
  );
  return Number(row?.open ?? 1);
}
