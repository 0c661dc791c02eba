import { feedsFile } from '../../../src/platform/feeds-file';

const FINGERPRINT = `SHA256:${'Ab3+/'.repeat(8)}Ab3`;
const FEED = {
  name: 'province',
  connector: 'sftp',
  region: '510000',
  title: { zh: '省级', en: 'Province' },
  host: 'sftp.province.example.cn',
  user: 'certhub',
  hostKeys: [FINGERPRINT],
  privateKeyFile: '/etc/certhub/province',
  inbox: '/certhub/inbox',
  outbox: '/certhub/outbox',
};

const problemsWith = (more: object): readonly string[] =>
  (feedsFile.safeParse([{ ...FEED, ...more }]).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')} ${message}`,
  );

test('an address needs where, whom and as whom; the port is that of SSH', () => {
  const { host, user, hostKeys, privateKeyFile, inbox, outbox } = FEED;
  expect(feedsFile.parse([FEED])[0]?.address).toEqual({
    connector: 'sftp',
    host,
    port: 22,
    user,
    hostKeys,
    privateKeyFile,
    inbox,
    outbox,
  });
});

test.each([
  ['an address by number and another port', { host: '2001:db8::1', port: 2_222 }],
  ['a password', { privateKeyFile: undefined, passwordFile: '/etc/certhub/password' }],
  ['two host keys', { hostKeys: [FINGERPRINT, `SHA256:${'z'.repeat(43)}`] }],
  ['folders from where the login begins', { inbox: 'inbox', outbox: '来文/outbox' }],
  ['CSV', { format: 'csv' }],
  ['tallies as XML', { format: 'xml', cargo: 'tallies' }],
])('%s', (_, more) => {
  expect(problemsWith(more)).toEqual([]);
});

const WRONG: readonly (readonly [string, object, readonly string[]])[] = [
  ['no host key', { hostKeys: undefined }, ['0.hostKeys must be a list of fingerprints']],
  ['an empty list of them', { hostKeys: [] }, ['0.hostKeys must not be empty']],
  ['a key in place of its fingerprint', { hostKeys: ['ssh-ed25519 AAAA'] }, ['0.hostKeys.0 must be the fingerprint']],
  ['an MD5 fingerprint', { hostKeys: ['MD5:aa:bb'] }, ['0.hostKeys.0 must be the fingerprint']],
  ['a host with its port', { host: 'sftp.example.cn/22' }, ['0.host must be a host name']],
  ['a user in the host', { host: 'u:hunter2@sftp.example.cn' }, ['0.host must be a host name']],
  ['no such port', { port: 65_536 }, ['0.port must be a whole number from 1 to 65535']],
  ['neither key nor password', { privateKeyFile: undefined }, ['0.privateKeyFile must be there, or passwordFile']],
  ['both of them', { passwordFile: 'p' }, ['0.privateKeyFile must be there, or passwordFile']],
  ['a way upwards', { inbox: '/certhub/../etc' }, ['0.inbox must not lead upwards']],
  ['a folder that is none', { inbox: '/certhub//inbox' }, ['0.inbox must be a folder at the receiver']],
  ['a slash at the end', { outbox: 'outbox/' }, ['0.outbox must be a folder at the receiver']],
  ['one folder for both', { outbox: FEED.inbox }, ['0.outbox must be another folder than inbox']],
  ['an unknown property', { password: 'hunter2' }, ['0 has an unknown field: password']],
];

test.each(WRONG)('%s is told with its place and without its value', (_, more, expected) => {
  const problems = problemsWith(more);
  expect(problems).toHaveLength(expected.length);
  expected.forEach((beginning, index) => expect(problems[index]).toMatch(beginning));
  expect(problems.join()).not.toContain('hunter2');
});
