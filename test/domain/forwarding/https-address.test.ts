import { generateKeyPairSync } from 'node:crypto';
import { feedsFile } from '../../../src/platform/feeds-file';

const { publicKey } = generateKeyPairSync('ed25519');
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const base64 = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const otherKind = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' });

const FEED = {
  name: 'province',
  connector: 'https',
  region: '510000',
  title: { zh: '省级', en: 'Province' },
  url: 'https://feeds.province.example.cn/certhub',
  signingKeyFile: '/etc/certhub/hub.pem',
};

const problemsWith = (more: object): readonly string[] =>
  (feedsFile.safeParse([{ ...FEED, ...more }]).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')} ${message}`,
  );

test('an address needs where and by which key; the rest has defaults', () => {
  const [feed] = feedsFile.parse([FEED]);
  const { url, signingKeyFile } = FEED;
  expect(feed?.address).toEqual({ connector: 'https', url, signingKeyFile, answers: 'ask' });
});

test.each([
  ['everything', { answers: 'callback', receiverKey: pem, signingKeyId: 'hub-2026', caFile: 'ca.pem' }],
  ['a key in Base64', { answers: 'callback', receiverKey: base64 }],
  ['both files of a certificate', { clientCertificateFile: 'a.pem', clientKeyFile: 'a.key' }],
  ['plain HTTP on this machine', { url: 'http://127.0.0.1:8080/x' }],
  ['plain HTTP by name', { url: 'http://localhost:8080' }],
  ['plain HTTP on IPv6', { url: 'http://[::1]:8080' }],
  ['CSV', { format: 'csv' }],
])('%s', (_, more) => {
  expect(problemsWith(more)).toEqual([]);
});

const WRONG: readonly (readonly [string, object, readonly string[]])[] = [
  ['no TLS', { url: 'http://feeds.province.example.cn' }, ['0.url must be a URL like https://']],
  [
    'no TLS, by a name that only begins so',
    { url: 'http://127.0.0.1.example.cn' },
    ['0.url must be a URL like https://'],
  ],
  ['a password', { url: 'https://u:hunter2@feeds.example.cn' }, ['0.url must be a URL like https://']],
  ['a query', { url: 'https://feeds.example.cn/?a=1' }, ['0.url must be a URL like https://']],
  ['no key', { signingKeyFile: undefined }, ['0.signingKeyFile must be the path of a file']],
  ['answers in a way that there is none of', { answers: 'push' }, ['0.answers must be ask or callback']],
  ['callback without a key', { answers: 'callback' }, ['0.receiverKey must be there, because']],
  ['a key of another kind', { receiverKey: otherKind }, ['0.receiverKey must be an Ed25519 public key']],
  ['a certificate without its key', { clientCertificateFile: 'a.pem' }, ['0.clientKeyFile must be there, because']],
  ['a key without its certificate', { clientKeyFile: 'a.key' }, ['0.clientCertificateFile must be there, because']],
  ['an unknown property', { signingKey: 'x' }, ['0 has an unknown field: signingKey']],
  [
    'several at once',
    { url: 'x', answers: 'callback', format: 'yaml' },
    ['0.format', '0.url must be a URL', '0.receiverKey must be there'],
  ],
];
test.each(WRONG)('%s is named by its place, without its value', (_, more, starts) => {
  const problems = problemsWith(more);
  expect(problems).toHaveLength(starts.length);
  for (const start of starts) expect(problems.some((problem) => problem.startsWith(start))).toBe(true);
  expect(problems.join()).not.toContain('hunter2');
});
