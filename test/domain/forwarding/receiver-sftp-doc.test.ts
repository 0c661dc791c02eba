/** What docs/receiver-sftp.md tells receivers is what the hub does. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sftpAddress, SFTP_PORT } from '../../../src/connectors/sftp-address';
import { RECEIPT_BYTES_MAX, RECEIPTS_MAX } from '../../../src/connectors/sftp-answers';
import { SFTP_REASONS } from '../../../src/connectors/sftp-failure';
import { IDLE_MS } from '../../../src/connectors/sftp-line';
import { receiptIn } from '../../../src/connectors/sftp-receipt';

const DOC = readFileSync(join(__dirname, '../../../docs/receiver-sftp.md'), 'utf8');

test('every property of the address and every reason has its row', () => {
  for (const name of [...Object.keys(sftpAddress), ...SFTP_REASONS]) expect(DOC).toContain(`\n| \`${name}\` |`);
  expect(DOC).toContain(`| \`port\` | ${SFTP_PORT} |`);
});

test('the limits are those of the code', () => {
  expect(DOC).toContain(`up to ${RECEIPT_BYTES_MAX / 1024 / 1024} MiB`);
  expect(DOC).toContain(`at most ${RECEIPTS_MAX} |`);
  expect(DOC).toContain(`each kept for ${IDLE_MS / 1_000} s`);
});

test('the receipt of the example is read as it says', () => {
  const example = /```csv\n([^`]*)```/.exec(DOC)?.[1] ?? '';
  const answeredAt = new Date('2026-07-15T00:00:00Z');
  expect(receiptIn(Buffer.from(example), new Date(0))).toEqual({
    answers: [
      { certificateNo: 'S000151000123263000001', version: 1, state: 'ACCEPTED', code: null, answeredAt },
      { certificateNo: 'S000151000123263000002', version: 1, state: 'REFUSED', code: 'R-PHOTO', answeredAt },
    ],
    oddities: [],
  });
});
