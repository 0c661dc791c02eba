/** `REDIS_URL` names one server or a cluster; what is neither is told before anything connects. */
import { redisAddress } from '../../src/platform/redis-address';

const CLUSTER = { kind: 'cluster', username: undefined, password: undefined, isTls: false };

test.each([
  ['redis://host:6379', { kind: 'server', url: 'redis://host:6379' }],
  ['rediss://:secret@host', { kind: 'server', url: 'rediss://:secret@host' }],
  ['redis-cluster://one:7000', { ...CLUSTER, nodes: [{ host: 'one', port: 7_000 }] }],
  [
    'redis-cluster://one:7000,two,[::1]:7002/',
    {
      ...CLUSTER,
      nodes: [
        { host: 'one', port: 7_000 },
        { host: 'two', port: 6_379 },
        { host: '::1', port: 7_002 },
      ],
    },
  ],
  [
    'rediss-cluster://hub:p%40ss@one:7000',
    { kind: 'cluster', isTls: true, username: 'hub', password: 'p@ss', nodes: [{ host: 'one', port: 7_000 }] },
  ],
  ['redis-cluster://:secret@one', { ...CLUSTER, password: 'secret', nodes: [{ host: 'one', port: 6_379 }] }],
])('%s', (text, address) => {
  expect(redisAddress(text)).toEqual(address);
});

test.each([
  'http://host',
  'host:6379',
  '',
  'redis-cluster://',
  'redis-cluster://one,',
  'redis-cluster://one:x',
  'redis-cluster://one:70000',
  'redis-cluster://one/0',
  'redis-cluster://a:%zz@one',
  'redis-cluster://one two',
])('not an address: %j', (text) => {
  expect(redisAddress(text)).toBeUndefined();
});
