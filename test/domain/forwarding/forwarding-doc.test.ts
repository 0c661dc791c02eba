import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXCHANGE_SCHEMA } from '../../../src/connectors/exchange-schema';
import { PARCEL_CERTIFICATES_MAX } from '../../../src/domain/forwarding/feed';
import { ANSWER_POLL_DELAYS_MS, RETRY_DELAYS_MS } from '../../../src/domain/forwarding/retry';

const DOC = readFileSync(join(__dirname, '../../../docs/forwarding.md'), 'utf8');

const spoken = (ms: number): string =>
  ms >= 3_600_000 ? `${ms / 3_600_000} h` : ms >= 60_000 ? `${ms / 60_000} min` : `${ms / 1_000} s`;

test('receivers read the tables that the hub writes', () => {
  expect(DOC).toContain(EXCHANGE_SCHEMA.trim());
});

test('the schedules and sizes of the document are those of the code', () => {
  expect(DOC).toContain(`: ${RETRY_DELAYS_MS.map(spoken).join(', ')}.`);
  const polls = ANSWER_POLL_DELAYS_MS.map(({ waitedMs, delayMs }) =>
    waitedMs === 0 ? `every ${spoken(delayMs)}` : `after ${spoken(waitedMs)} every ${spoken(delayMs)}`,
  );
  expect(DOC).toContain(`: ${polls.join(', ')}.`);
  expect(DOC).toContain(`at most ${PARCEL_CERTIFICATES_MAX.toLocaleString('en')} certificate versions`);
});
