import type { DataSource } from 'typeorm';
import type { Hub, Stores } from '../app/ports';
import { storesOf } from './stores';

const isRefusal = (outcome: unknown): boolean =>
  typeof outcome === 'object' && outcome !== null && Reflect.get(outcome, 'kind') === 'refused';

/** A refusal rolls back like an error, but is answered, not thrown. */
export const transactionOf =
  (source: DataSource): Hub['transaction'] =>
  async <T>(work: (stores: Stores) => Promise<T>): Promise<T> => {
    const runner = source.createQueryRunner();
    try {
      await runner.connect();
      await runner.startTransaction();
      const outcome = await work(storesOf(runner.manager));
      if (isRefusal(outcome)) await runner.rollbackTransaction();
      else await runner.commitTransaction();
      return outcome;
    } catch (error) {
      // The connection may be gone with the error; what matters to the caller is the error.
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  };
