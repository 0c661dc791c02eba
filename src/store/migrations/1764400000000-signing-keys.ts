import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
CREATE TABLE signing_key (
  institution_code text COLLATE "C" NOT NULL,
  key_id text COLLATE "C" NOT NULL,
  algorithm text COLLATE "C" NOT NULL,
  public_key text COLLATE "C" NOT NULL,
  from_day date NOT NULL,
  to_day date,
  revoked_on date,
  CONSTRAINT signing_key_pk PRIMARY KEY (institution_code, key_id)
);
ALTER TABLE signing_key ADD CONSTRAINT signing_key_institution_code_fk FOREIGN KEY (institution_code) REFERENCES institution(code) ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE batch ADD COLUMN preflight jsonb;
`;

/** Keys with which institutions sign, and what their own check said of a batch. */
export class SigningKeys1764400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE batch DROP COLUMN preflight; DROP TABLE signing_key;`);
  }
}
