import type { Hub } from '../../../src/app/ports';
import type { Views } from '../../../src/app/views';
import type { WorkViews } from '../../../src/app/work-views';
import { hubsOfCallers } from '../../../src/store/replicas/hubs-of-callers';
import type { Replicas } from '../../../src/store/replicas/replicas';
import type { Query } from '../../../src/store/views/query';

/** Views that say from where they were read. */
const viewsOn = (query: Query): Views =>
  ({ regions: () => query('regions'), allChunksChecked: () => query('work') }) as unknown as Views;

function callers() {
  const noted: string[] = [];
  const replicas: Replicas = {
    queryFor: (clientId) => async (sql) => [`${sql} for ${clientId ?? 'the public'}`] as never[],
    committed: async (clientId) => void noted.push(clientId),
    count: () => ({ configured: 1, used: 1 }),
    close: async () => undefined,
  };
  const primary: Query = async (sql) => [`${sql} of the primary`] as never[];
  const hub = { views: viewsOn(primary), newId: () => 'id' } as unknown as Hub;
  const hubOf = hubsOfCallers(hub, replicas, {
    viewsOn,
    work: { allChunksChecked: () => primary('work') } as unknown as WorkViews,
    transactionTold: (committed) => async (work) => {
      const outcome = await work({} as never);
      await committed();
      return outcome;
    },
  });
  return { hubOf, noted };
}

const regionsOf = ({ views }: Hub): Promise<unknown> => (views.regions as () => Promise<unknown>)();

test('each client reads for itself, the public for nobody', async () => {
  const { hubOf } = callers();
  await expect(regionsOf(hubOf('a'))).resolves.toEqual(['regions for a']);
  await expect(regionsOf(hubOf('b'))).resolves.toEqual(['regions for b']);
  await expect(regionsOf(hubOf(null))).resolves.toEqual(['regions for the public']);
  expect(hubOf('a')).toBe(hubOf('a'));
});

test('a commit is noted for the client whose verb it was', async () => {
  const { hubOf, noted } = callers();
  await hubOf('a').transaction(async () => 'done');
  expect(noted).toEqual(['a']);
});

test('what is due next is asked of the primary, whoever called', async () => {
  const { hubOf } = callers();
  await expect(hubOf('a').views.allChunksChecked('b1')).resolves.toEqual(['work of the primary']);
});
