import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As the totals of plans; a person without a region is counted under no code. */
const KEEP_PEOPLE = (rows: string): string => `
    INSERT INTO staff_count AS kept (region_code, people)
    SELECT region_code, sum(people) FROM (${rows}) AS changed
     GROUP BY region_code HAVING sum(people) <> 0 ORDER BY region_code
        ON CONFLICT (region_code) DO UPDATE SET people = kept.people + excluded.people;`;
const PEOPLE_COME = `SELECT coalesce(home_region, '') AS region_code, 1 AS people FROM come`;
const PEOPLE_GONE = `SELECT coalesce(home_region, '') AS region_code, -1 AS people FROM gone`;

const PEOPLE = `
CREATE TABLE staff_count (
  region_code text COLLATE "C" NOT NULL,
  people integer NOT NULL,
  CONSTRAINT staff_count_pk PRIMARY KEY (region_code)
);
INSERT INTO staff_count (region_code, people) SELECT coalesce(home_region, ''), count(*) FROM assessor GROUP BY 1;
CREATE FUNCTION count_staff() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN${KEEP_PEOPLE(PEOPLE_COME)}
  ELSIF TG_OP = 'DELETE' THEN${KEEP_PEOPLE(PEOPLE_GONE)}
  ELSE${KEEP_PEOPLE(`${PEOPLE_COME} UNION ALL ${PEOPLE_GONE}`)}
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER assessor_come AFTER INSERT ON assessor REFERENCING NEW TABLE AS come
  FOR EACH STATEMENT EXECUTE FUNCTION count_staff();
CREATE TRIGGER assessor_changed AFTER UPDATE ON assessor REFERENCING NEW TABLE AS come OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION count_staff();
CREATE TRIGGER assessor_gone AFTER DELETE ON assessor REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION count_staff();
ALTER TABLE assessor ENABLE ALWAYS TRIGGER assessor_come, ENABLE ALWAYS TRIGGER assessor_changed,
  ENABLE ALWAYS TRIGGER assessor_gone;
`;

/**
 * Short indexes, from which long lists are counted: applications that offices see, deadlines by term, notifications by reader;
 * and the days on which the batches of an office are due.
 */
const LISTS = `
CREATE INDEX deadline_summary_ix ON deadline (term, state, due_on, region_code)
  WHERE state IN ('OPEN', 'WARNED', 'OVERDUE', 'ESCALATED');
CREATE INDEX deadline_batch_ix ON deadline (region_code, term, due_on, subject_id)
  WHERE subject_kind = 'BATCH' AND state IN ('OPEN', 'WARNED', 'OVERDUE', 'ESCALATED');
CREATE INDEX batch_queue_ix ON batch (state, region_code, id, decided_at, checked_at, sealed_at)
  WHERE state IN ('CITY_REVIEW', 'PROVINCE_REVIEW');
DROP INDEX site_region_code_ix;
CREATE INDEX site_region_code_institution_code_ix ON site (region_code, institution_code);
CREATE INDEX notification_role_audience_code_ix ON notification (role, audience_code);
CREATE INDEX application_seen_ix ON application (region_code, state, kind)
  WHERE submitted_at IS NOT NULL OR opened_role <> 'INSTITUTION';
`;

const DOWN = `
DROP INDEX application_seen_ix, notification_role_audience_code_ix, site_region_code_institution_code_ix,
  batch_queue_ix, deadline_batch_ix, deadline_summary_ix;
CREATE INDEX site_region_code_ix ON site (region_code);
DROP TRIGGER assessor_gone ON assessor;
DROP TRIGGER assessor_changed ON assessor;
DROP TRIGGER assessor_come ON assessor;
DROP FUNCTION count_staff();
DROP TABLE staff_count;
`;

/** Totals of staff that are kept instead of counted, and indexes for totals that are counted. */
export class RegistryTotals1764690000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PEOPLE);
    await runner.query(LISTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
