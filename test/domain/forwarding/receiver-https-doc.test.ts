/** What docs/receiver-https.md shows to receivers is what the hub does. */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { heldDigest } from '../../../src/app/forwarding/held-digest';
import { httpsAddress } from '../../../src/connectors/https-address';
import { parcelBody } from '../../../src/connectors/parcel-body';
import { contentDigest } from '../../../src/platform/http-signature';

const DOC = readFileSync(join(__dirname, '../../../docs/receiver-https.md'), 'utf8');
const found = (pattern: RegExp): string => pattern.exec(DOC)?.[1] ?? '';

test('every property of the address has its row', () => {
  for (const name of Object.keys(httpsAddress)) expect(DOC).toMatch(new RegExp(`^\\| .*\`${name}\`.* \\|`, 'm'));
});

test('the parcel is the one that the hub writes', () => {
  const data = '{"name": "张三", "certificateNo": "S000151000123263000001"}';
  const certificate = {
    certificateNo: 'S000151000123263000001',
    version: 1,
    kind: 'ISSUED',
    institutionCode: '0001',
    regionCode: '510100',
    data,
  };
  const salt = '00112233445566778899aabbccddeeff';
  const { body } = parcelBody('json', {
    deliveryId: '019f64e5-7c00-7000-8000-000000000001',
    batchId: '019f64e5-7c00-7000-8000-000000000002',
    feed: 'province',
    salt,
    certificates: [{ ...certificate, digest: heldDigest(salt, certificate) }],
  });
  expect(DOC).toContain(`\n${body.toString()}\n`);
  expect(DOC).toContain(`\ncontent-digest: ${contentDigest(body)}\n`);
});

test('the signature of the example is good, by nothing but what the page says', () => {
  const base = found(/```\n("@method": PUT\n[^`]*)\n```/);
  expect(base.split('\n')).toHaveLength(5);
  const body = found(/\n(\{"parcelId":.*\})\n/);
  expect(base).toContain(`sha-256=:${createHash('sha256').update(body).digest('base64')}:`);
  const key = createPublicKey({
    key: Buffer.from(found(/Public key of the example: `([^`]+)`/), 'base64'),
    format: 'der',
    type: 'spki',
  });
  const signature = Buffer.from(found(/\nsignature: certhub=:([^:]+):/), 'base64');
  expect(verify(null, Buffer.from(base), key, signature)).toBe(true);
  expect(verify(null, Buffer.from(`${base} `), key, signature)).toBe(false);
});
