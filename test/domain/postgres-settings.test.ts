/** What the embedded PostgreSQL is told, by the memory of the machine. */
import { settingsFor, usableMemory } from '../../src/platform/postgres/settings';

const GIB = 1024 ** 3;
const settings = (memoryBytes: number): ReadonlyMap<string, string> =>
  new Map(
    settingsFor(memoryBytes)
      .split('\n')
      .filter((line) => line.includes(' = '))
      .map((line) => {
        const [name = '', value = ''] = line.split(' = ');
        return [name, value];
      }),
  );

test.each([
  [GIB / 4, '128MB', '128MB'],
  [GIB, '256MB', '512MB'],
  [8 * GIB, '2048MB', '4096MB'],
  [64 * GIB, '4096MB', '32768MB'],
])('of %d bytes the server takes a quarter, with a least and a most', (memory, buffers, cache) => {
  const told = settings(memory);
  expect([told.get('shared_buffers'), told.get('effective_cache_size')]).toEqual([buffers, cache]);
});

test('what was acknowledged survives a power cut, and the log quotes nobody', () => {
  const told = settings(GIB);
  expect([told.get('fsync'), told.get('synchronous_commit')]).toEqual(['on', 'on']);
  expect([
    told.get('log_min_error_statement'),
    told.get('log_error_verbosity'),
    told.get('log_parameter_max_length'),
  ]).toEqual(['panic', 'terse', '0']);
  expect(told.get('full_page_writes')).toBeUndefined();
});

test('the memory of this machine is known', () => {
  expect(usableMemory()).toBeGreaterThan(GIB / 8);
});
