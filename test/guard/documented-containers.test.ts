/** One host with containers: cold files lie in a volume that every process of the hub has, at the place that it is told. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const read = (file: string): string => readFileSync(resolve(__dirname, '../..', file), 'utf8');
const compose = read('docker-compose.yml');
const hub = compose.slice(compose.indexOf('x-hub:'), compose.indexOf('services:'));
const folder = /CERTHUB_COLD_DIR: (\S+)/.exec(hub)?.[1] ?? '';

test('the policy reaches every process of the hub, and is off where it is empty', () => {
  expect(hub).toContain('CERTHUB_COLD_AFTER_MONTHS: ${CERTHUB_COLD_AFTER_MONTHS:-}');
  for (const service of ['migrate', 'api', 'worker'])
    expect(compose).toMatch(new RegExp(`\\n  ${service}:[^\\n]*\\n    <<: \\*hub`));
});

test('the folder is a volume of its own or one of the host, and belongs to who runs the hub', () => {
  expect(folder).toBe('/var/lib/certhub-cold');
  expect(hub).toContain(`'\${CERTHUB_COLD_DIR:-cold}:${folder}'`);
  expect(compose.slice(compose.lastIndexOf('\nvolumes:'))).toMatch(/\n {2}cold:/);
  expect(read('Dockerfile')).toMatch(new RegExp(`chown node:node .*${folder}`));
});

test.each(['CERTHUB_COLD_AFTER_MONTHS', 'CERTHUB_COLD_DIR'])('.env.example names %s', (name) => {
  expect(read('.env.example')).toMatch(new RegExp(`^${name}=$`, 'm'));
});
