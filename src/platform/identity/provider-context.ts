/**
 * oidc-provider keeps the request that it answers in an AsyncLocalStorage. From its first use on Node 20 follows every promise of
 * the process, and every other request costs a tenth more; so it is switched off whenever no token is being made.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

/** Inside the package, whose version is exact; typed nowhere. */
const STORAGE: string = 'oidc-provider/lib/helpers/als.js';

/** Does some work of the provider. */
export type DuringToken = (work: () => Promise<void>) => Promise<void>;

/** @throws when the package has its storage elsewhere */
export async function providerContext(): Promise<DuringToken> {
  const { default: storage }: { readonly default?: unknown } = await import(STORAGE);
  if (!(storage instanceof AsyncLocalStorage)) throw new Error('oidc-provider keeps its requests elsewhere.');
  let underWay = 0;
  return async (work) => {
    underWay += 1;
    try {
      await work();
    } finally {
      underWay -= 1;
      if (underWay === 0) storage.disable();
    }
  };
}
