import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * UNLOGGED: noted after each commit of a client, and worth nothing once the server has fallen, because what replicas have
 * replayed afterwards includes every commit of before. Room in its pages, so that a new position is written beside the old.
 */
const UP = `
CREATE UNLOGGED TABLE client_position (
  client_id text COLLATE "C" NOT NULL,
  position bigint NOT NULL,
  CONSTRAINT client_position_pk PRIMARY KEY (client_id)
) WITH (fillfactor = 50);

CREATE TABLE key_print (
  purpose text COLLATE "C" NOT NULL,
  print bytea NOT NULL,
  CONSTRAINT key_print_pk PRIMARY KEY (purpose)
);
`;

const DOWN = `
DROP TABLE key_print;
DROP TABLE client_position;
`;

/** Several API processes read their own writes from replicas; every host brings the same keys. */
export class SeveralHosts1764840000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
