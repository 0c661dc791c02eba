import type { DataSource, QueryRunner } from 'typeorm';
import type { Hub, Stores } from '../app/ports';
import type { Sealer } from '../app/sealer';
import { rows } from './rows';
import { type StoreOptions, storesOf } from './stores';

const isRefusal = (outcome: unknown): boolean =>
  typeof outcome === 'object' && outcome !== null && Reflect.get(outcome, 'kind') === 'refused';

/** Awaited after a commit that changed something, before the outcome is answered. */
export type Committed = () => Promise<void>;

export interface TransactionOptions extends StoreOptions {
  readonly committed?: Committed;
}

/** A refusal rolls back like an error, but is answered, not thrown. */
export const transactionOf =
  (source: DataSource, sealer: Sealer, { committed, ...options }: TransactionOptions = {}): Hub['transaction'] =>
  async <T>(work: (stores: Stores) => Promise<T>): Promise<T> => {
    const runner = source.createQueryRunner();
    let told: Committed | undefined;
    try {
      await runner.connect();
      await runner.startTransaction();
      const outcome = await work(storesOf(runner.manager, sealer, options));
      if (isRefusal(outcome)) {
        await runner.rollbackTransaction();
        return outcome;
      }
      if (committed !== undefined && (await hasWritten(runner))) told = committed;
      await runner.commitTransaction();
      return outcome;
    } catch (error) {
      told = undefined;
      // The connection may be gone with the error; what matters to the caller is the error.
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
      await told?.();
    }
  };

/** Only what writes is given a transaction id. */
async function hasWritten(runner: QueryRunner): Promise<boolean> {
  const [found] = await rows<{ written: boolean }>(
    runner.manager,
    'SELECT pg_current_xact_id_if_assigned() IS NOT NULL AS written',
  );
  return found?.written ?? true;
}
