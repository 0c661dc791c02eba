import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As `planStateOf` of src/domain/plan/plan-state.ts reads a registry row. */
const STATE_OF_PLAN = `CASE WHEN plan.status IN ('FILED', 'CITY_APPROVED', 'APPROVED', 'RETURNED', 'REFUSED', 'CANCELLED', 'VOIDED')
  THEN plan.status ELSE 'FILED' END`;

/** The queue of plans: an index for each who reads it, in its order, and totals that are kept instead of counted. */
const PLAN_QUEUE = `
UPDATE plan_case SET state = ${STATE_OF_PLAN}
  FROM plan WHERE plan.plan_no = plan_case.plan_no AND plan_case.state <> ${STATE_OF_PLAN};
DROP INDEX plan_case_institution_code_filed_at_ix;
DROP INDEX plan_case_state_region_code_filed_at_ix;
CREATE INDEX plan_case_institution_code_state_filed_at_plan_no_ix ON plan_case (institution_code, state, filed_at, plan_no);
CREATE INDEX plan_case_nation_ix ON plan_case (left(region_code, 0), state, filed_at, plan_no);
CREATE INDEX plan_case_city_ix ON plan_case (left(region_code, 4), state, filed_at, plan_no);
CREATE INDEX plan_case_province_ix ON plan_case (left(region_code, 2), state, filed_at, plan_no);
CREATE TABLE plan_count (
  region_code text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  plans integer NOT NULL,
  CONSTRAINT plan_count_pk PRIMARY KEY (region_code, state)
);
INSERT INTO plan_count (region_code, state, plans) SELECT region_code, state, count(*) FROM plan_case GROUP BY region_code, state;
`;

/** In the order of the key, so that two who count the same regions wait for each other and never in a circle. */
const KEEP_COUNT = (rows: string): string => `
    INSERT INTO plan_count AS kept (region_code, state, plans)
    SELECT region_code, state, sum(plans) FROM (${rows}) AS changed
     GROUP BY region_code, state HAVING sum(plans) <> 0 ORDER BY region_code, state
        ON CONFLICT (region_code, state) DO UPDATE SET plans = kept.plans + excluded.plans;`;
const COME = 'SELECT region_code, state, 1 AS plans FROM come';
const GONE = 'SELECT region_code, state, -1 AS plans FROM gone';

const COUNTING = `
CREATE FUNCTION count_plans() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN${KEEP_COUNT(COME)}
  ELSIF TG_OP = 'DELETE' THEN${KEEP_COUNT(GONE)}
  ELSE${KEEP_COUNT(`${COME} UNION ALL ${GONE}`)}
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER plan_case_come AFTER INSERT ON plan_case REFERENCING NEW TABLE AS come
  FOR EACH STATEMENT EXECUTE FUNCTION count_plans();
CREATE TRIGGER plan_case_changed AFTER UPDATE ON plan_case REFERENCING NEW TABLE AS come OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION count_plans();
CREATE TRIGGER plan_case_gone AFTER DELETE ON plan_case REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION count_plans();
ALTER TABLE plan_case ENABLE ALWAYS TRIGGER plan_case_come, ENABLE ALWAYS TRIGGER plan_case_changed,
  ENABLE ALWAYS TRIGGER plan_case_gone;
`;

/**
 * Lists of the registry and of the work around it, in their order and with what they filter by, so that a page and its total
 * are read from the index alone.
 */
const LISTS = `
DROP INDEX plan_institution_code_ix;
CREATE INDEX plan_institution_code_plan_no_ix ON plan (institution_code, plan_no);
CREATE INDEX plan_occupation_code_ix ON plan (occupation_code);
DROP INDEX assessor_institution_code_ix;
CREATE INDEX assessor_institution_code_id_ix ON assessor (institution_code, id);
ALTER TABLE assessor ADD COLUMN home_region text COLLATE "C";
UPDATE assessor SET home_region = coalesce(assessor.region_code,
  (SELECT institution.region_code FROM institution WHERE institution.code = assessor.institution_code));
CREATE INDEX assessor_home_region_id_ix ON assessor (home_region, id);
CREATE INDEX assessor_city_ix ON assessor (left(home_region, 4), id);
CREATE INDEX assessor_province_ix ON assessor (left(home_region, 2), id);
DROP INDEX application_state_step_by_region_code_ix;
CREATE INDEX application_queue_ix ON application
  (region_code, state, step_by, step_since, submitted_at, opened_at, opened_role, institution_code, kind, id);
CREATE INDEX application_since_ix ON application (coalesce(step_since, submitted_at, opened_at), id);
CREATE INDEX deadline_live_ix ON deadline
  (region_code, due_on, id, state, institution_code, term, responsible, escalated_to)
  WHERE state IN ('OPEN', 'WARNED', 'OVERDUE', 'ESCALATED');
CREATE INDEX deadline_own_ix ON deadline (institution_code, due_on, id)
  WHERE state IN ('OPEN', 'WARNED', 'OVERDUE', 'ESCALATED');
CREATE INDEX deadline_urgent_ix ON deadline (coalesce(due_on, 'infinity'::date), id)
  WHERE state IN ('OPEN', 'WARNED', 'OVERDUE', 'ESCALATED');
DROP INDEX notification_role_audience_code_ix;
CREATE INDEX notification_unread_ix ON notification (role, audience_code, at, id) WHERE read_at IS NULL;
CREATE INDEX batch_approved_ix ON batch (institution_code, decided_at) WHERE state = 'APPROVED';
`;

const DOWN = `
DROP INDEX notification_unread_ix;
CREATE INDEX notification_role_audience_code_ix ON notification (role, audience_code) WHERE read_at IS NULL;
DROP INDEX batch_approved_ix, deadline_urgent_ix, deadline_own_ix, deadline_live_ix,
  application_since_ix, application_queue_ix, assessor_province_ix, assessor_city_ix, assessor_home_region_id_ix, assessor_institution_code_id_ix,
  plan_occupation_code_ix, plan_institution_code_plan_no_ix;
ALTER TABLE assessor DROP COLUMN home_region;
CREATE INDEX assessor_institution_code_ix ON assessor (institution_code);
CREATE INDEX plan_institution_code_ix ON plan (institution_code);
CREATE INDEX application_state_step_by_region_code_ix ON application (state, step_by, region_code);
DROP TRIGGER plan_case_gone ON plan_case;
DROP TRIGGER plan_case_changed ON plan_case;
DROP TRIGGER plan_case_come ON plan_case;
DROP FUNCTION count_plans();
DROP TABLE plan_count;
DROP INDEX plan_case_province_ix, plan_case_city_ix, plan_case_nation_ix,
  plan_case_institution_code_state_filed_at_plan_no_ix;
CREATE INDEX plan_case_state_region_code_filed_at_ix ON plan_case (state, region_code, filed_at);
CREATE INDEX plan_case_institution_code_filed_at_ix ON plan_case (institution_code, filed_at);
`;

/** What long lists need to answer at once: indexes in their own order, and totals that are kept. */
export class RegistrySpeed1764680000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PLAN_QUEUE);
    await runner.query(COUNTING);
    await runner.query(LISTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
