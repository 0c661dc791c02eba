import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
ALTER TABLE chunk ADD COLUMN facts jsonb;
ALTER TABLE record ADD COLUMN exam_on date;
ALTER TABLE record ADD COLUMN site_code text COLLATE "C";
ALTER TABLE record ADD COLUMN name_key bytea;
ALTER TABLE record ADD COLUMN photo_key bytea;
CREATE INDEX record_photo_key_ix ON record (photo_key) WHERE photo_key IS NOT NULL;
CREATE INDEX batch_resubmission_of_ix ON batch (resubmission_of) WHERE resubmission_of IS NOT NULL;
ALTER TABLE site ADD COLUMN venue text;
CREATE INDEX site_venue_ix ON site (venue) WHERE venue IS NOT NULL;
`;

const DOWN = `
DROP INDEX site_venue_ix;
ALTER TABLE site DROP COLUMN venue;
DROP INDEX batch_resubmission_of_ix;
DROP INDEX record_photo_key_ix;
ALTER TABLE record DROP COLUMN photo_key, DROP COLUMN name_key, DROP COLUMN site_code, DROP COLUMN exam_on;
ALTER TABLE chunk DROP COLUMN facts;
`;

/**
 * What the rules across the hub look up. Records of before keep their columns empty: they are compared by certificate,
 * number and person as they were, and not by exam day, name or photo.
 */
export class HubLookUps1764100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
