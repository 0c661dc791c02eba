/** What a worker process cannot work with it refuses when it starts, before it takes any work. */
import { startRole } from '../kit/role-process';

jest.setTimeout(60_000);

const DATABASE_URL = 'postgres://nobody:nothing@127.0.0.1:1/none';

test.each([
  [['worker'], 32],
  [['worker', '--jobs', 'long'], 16],
  [['worker', '--jobs', 'short'], 16],
  [['start'], 16],
] as const)('certhub %j refuses fewer than %d connections, in both languages', async (command, least) => {
  const few = startRole(command, { DATABASE_URL, CERTHUB_DATABASE_CONNECTIONS: `${least - 1}` });
  await expect(few).rejects.toThrow('ended with 2');
  await expect(few).rejects.toThrow(
    new RegExp(`CERTHUB_DATABASE_CONNECTIONS 对本进程不得小于 ${least}.* must be at least ${least} for this process`),
  );
});
