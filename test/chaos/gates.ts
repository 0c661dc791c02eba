/**
 * Boundaries between the steps of the flow. A gate is a trigger on the row that the step writes: while it is armed, who comes
 * there stands still inside its open transaction, so that the process can be killed exactly there: all of the step is
 * done, nothing of it is kept. The hub knows nothing of it.
 */
import type { ChaosFeed } from './feeds';
import type { Role } from './stage';

interface Gate {
  readonly step: string;
  readonly table: string;
  readonly event: string;
  readonly when?: string;
  readonly each: 'ROW' | 'STATEMENT';
  /** Who stands there. */
  readonly role: Exclude<Role, 'receiver'>;
}

/** In the order of the flow. */
export const HUB_GATES: readonly Gate[] = [
  { step: 'upload-opened', table: 'upload', event: 'INSERT', each: 'ROW', role: 'api' },
  { step: 'chunk-stored', table: 'chunk', event: 'INSERT', each: 'STATEMENT', role: 'api' },
  { step: 'batch-sealed', table: 'batch', event: 'INSERT', each: 'ROW', role: 'api' },
  {
    step: 'chunk-checked',
    table: 'chunk',
    event: 'UPDATE',
    when: 'old.checked_at IS NULL AND new.checked_at IS NOT NULL',
    each: 'ROW',
    role: 'worker',
  },
  {
    step: 'batch-settled',
    table: 'batch',
    event: 'UPDATE',
    when: `old.state = 'CHECKING' AND new.state <> 'CHECKING'`,
    each: 'ROW',
    role: 'worker',
  },
  {
    step: 'city-approved',
    table: 'batch',
    event: 'UPDATE',
    when: `old.state = 'CITY_REVIEW' AND new.state = 'PROVINCE_REVIEW'`,
    each: 'ROW',
    role: 'api',
  },
  { step: 'certificates-made', table: 'certificate', event: 'INSERT', each: 'STATEMENT', role: 'api' },
  { step: 'deliveries-made', table: 'delivery', event: 'INSERT', each: 'STATEMENT', role: 'api' },
  { step: 'delivery-claimed', table: 'delivery_attempt', event: 'INSERT', each: 'ROW', role: 'worker' },
  {
    step: 'delivery-recorded',
    table: 'delivery',
    event: 'UPDATE',
    when: `old.state = 'DUE' AND new.state = 'SENT'`,
    each: 'ROW',
    role: 'worker',
  },
  {
    step: 'answers-asked',
    table: 'delivery',
    event: 'UPDATE',
    when: `old.state = 'SENT' AND new.state = 'SENT' AND old.due_at <> new.due_at`,
    each: 'ROW',
    role: 'worker',
  },
  { step: 'answers-applied', table: 'delivery_item', event: 'UPDATE OF state', each: 'STATEMENT', role: 'worker' },
  {
    step: 'refusal-fed-back',
    table: 'finding',
    event: 'INSERT',
    when: `new.code = 'FWD-001'`,
    each: 'ROW',
    role: 'worker',
  },
  {
    step: 'delivery-closed',
    table: 'delivery',
    event: 'UPDATE',
    when: `old.state = 'SENT' AND new.state = 'ANSWERED'`,
    each: 'ROW',
    role: 'worker',
  },
  { step: 'tally-recomputed', table: 'tally', event: 'INSERT', each: 'STATEMENT', role: 'worker' },
  { step: 'recall-proposed', table: 'recall', event: 'INSERT', each: 'ROW', role: 'api' },
  {
    step: 'recall-confirmed',
    table: 'recall',
    event: 'UPDATE',
    when: `new.state = 'CONFIRMED' AND old.state <> 'CONFIRMED'`,
    each: 'ROW',
    role: 'api',
  },
];

/** At a receiver that is a PostgreSQL database: the parcel is written and not committed. */
export const FEED_GATE = 'parcel-written';

const GATE_TABLE = `
CREATE SCHEMA IF NOT EXISTS chaos;
CREATE TABLE IF NOT EXISTS chaos.gate (step text PRIMARY KEY, armed boolean NOT NULL);
CREATE OR REPLACE FUNCTION chaos.stand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM chaos.gate WHERE step = TG_ARGV[0] AND armed) THEN
    PERFORM set_config('application_name', 'chaos gate ' || TG_ARGV[0], true);
    FOR turn IN 1..600 LOOP
      PERFORM pg_sleep(0.05);
      EXIT WHEN NOT EXISTS (SELECT FROM chaos.gate WHERE step = TG_ARGV[0] AND armed);
    END LOOP;
  END IF;
  RETURN NULL;
END $$;`;

const triggerOf = ({ step, table, event, when, each }: Omit<Gate, 'role'>): string => `
INSERT INTO chaos.gate VALUES ('${step}', false) ON CONFLICT DO NOTHING;
CREATE TRIGGER "zz_${step}" AFTER ${event} ON ${table} FOR EACH ${each}
  ${when === undefined ? '' : `WHEN (${when})`} EXECUTE FUNCTION chaos.stand('${step}')`;

export async function armableGates(
  query: (sql: string) => Promise<unknown>,
  feeds: readonly ChaosFeed[],
  queryFeed: (feed: ChaosFeed, sql: string) => Promise<unknown>,
): Promise<void> {
  await query(GATE_TABLE);
  for (const gate of HUB_GATES) await query(triggerOf(gate));
  for (const feed of feeds.filter(({ isDatabase }) => isDatabase)) {
    await queryFeed(feed, GATE_TABLE);
    await queryFeed(
      feed,
      triggerOf({ step: FEED_GATE, table: 'certhub_certificate', event: 'INSERT', each: 'STATEMENT' }),
    );
  }
}

export const ARM = `UPDATE chaos.gate SET armed = $2 WHERE step = $1`;
export const STANDING = `
SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'chaos gate ' || $1`;
/** Of a process that was killed, PostgreSQL learns when it next writes to it. */
export const END_STANDING = `
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
 WHERE datname = current_database() AND application_name = 'chaos gate ' || $1`;
