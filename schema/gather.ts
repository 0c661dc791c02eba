/** Fields of many rows by one statement: what the rows of a list ask at the same time is asked once. */
import DataLoader from 'dataloader';
import { PAGE_ROWS_MAX } from '../src/app/limits';
import type { RequestContext } from './request-context';

/** One statement for these ids; an id without a value is absent. */
export type Load<Value> = (context: RequestContext, ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>;

/** Answers the value of one id. Nothing is kept beyond its request. */
export function gathered<Value>(
  load: Load<Value>,
): (context: RequestContext, id: string) => Promise<Value | undefined> {
  const loaders = new WeakMap<RequestContext, DataLoader<string, Value | undefined>>();
  return (context, id) => {
    let loader = loaders.get(context);
    if (loader === undefined) {
      loader = new DataLoader(
        async (ids) => {
          const values = await load(context, ids);
          return ids.map((each) => values.get(each));
        },
        { maxBatchSize: PAGE_ROWS_MAX },
      );
      loaders.set(context, loader);
    }
    return loader.load(id);
  };
}
