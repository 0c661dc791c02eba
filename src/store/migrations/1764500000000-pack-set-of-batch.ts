import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which sets of packs batches name, without reading the batches. */
export class PackSetOfBatch1764500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX batch_pack_set_digest_ix ON batch (pack_set_digest)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX batch_pack_set_digest_ix`);
  }
}
