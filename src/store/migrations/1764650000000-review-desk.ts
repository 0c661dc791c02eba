import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
CREATE TABLE review_assignment (
  batch_id uuid NOT NULL,
  step text COLLATE "C" NOT NULL,
  reviewer text COLLATE "C" NOT NULL,
  assigned_by text COLLATE "C" NOT NULL,
  assigned_at timestamptz NOT NULL,
  CONSTRAINT review_assignment_pk PRIMARY KEY (batch_id, step)
);
CREATE TABLE returned_record (
  batch_id uuid NOT NULL,
  line integer NOT NULL,
  step text COLLATE "C" NOT NULL,
  reason text NOT NULL,
  returned_by text COLLATE "C" NOT NULL,
  returned_at timestamptz NOT NULL,
  CONSTRAINT returned_record_pk PRIMARY KEY (batch_id, line)
);
CREATE TABLE chunk_recheck (
  batch_id uuid NOT NULL,
  chunk_no integer NOT NULL,
  rechecked integer NOT NULL,
  reused integer NOT NULL,
  reason text COLLATE "C",
  CONSTRAINT chunk_recheck_pk PRIMARY KEY (batch_id, chunk_no)
);
ALTER TABLE review_assignment ADD CONSTRAINT review_assignment_batch_id_fk FOREIGN KEY (batch_id) REFERENCES batch(id) ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE returned_record ADD CONSTRAINT returned_record_batch_id_fk FOREIGN KEY (batch_id) REFERENCES batch(id) ON DELETE NO ACTION ON UPDATE NO ACTION;
`;

const DOWN = `
DROP TABLE chunk_recheck;
DROP TABLE returned_record;
DROP TABLE review_assignment;
`;

/** Who reviews what, and single records that were returned. */
export class ReviewDesk1764650000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
