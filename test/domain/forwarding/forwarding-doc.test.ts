import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXCHANGE_SCHEMA } from '../../../src/connectors/exchange-schema';
import { PARCEL_CERTIFICATES_MAX } from '../../../src/domain/forwarding/feed';
import { ALARM_DEFAULT } from '../../../src/domain/forwarding/feed';
import {
  BREAKER_OPEN_ALARM_MS,
  PAUSED_ALARM_MS,
  REFUSED_ALL_ANSWERS,
  WATCHED_ALARMS,
} from '../../../src/domain/forwarding/alarms';
import { PROBE_DELAYS_MS } from '../../../src/domain/forwarding/breaker';
import { HOLDS } from '../../../src/domain/forwarding/gate';
import { FEED_SLOTS } from '../../../src/app/forwarding/feed-slots';
import { REDRIVE_VERSIONS_MAX } from '../../../src/app/forwarding/redrive-feed';
import { DELIVERY_WINDOW, FEEDS_MAX } from '../../../src/app/limits';
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

test('the life of a feed is told as it is', () => {
  expect(DOC).toContain(`after ${PROBE_DELAYS_MS.map(spoken).join(', ')} and so`);
  expect(DOC).toContain(`Of each feed ${DELIVERY_WINDOW} deliveries stand in the queue`);
  expect(DOC).toContain(`hands over ${FEED_SLOTS} parcels to one feed at a time`);
  expect(DOC).toContain(`has places for ${FEEDS_MAX} such feeds`);
  expect(DOC).toContain(`${REDRIVE_VERSIONS_MAX.toLocaleString('en')} a call`);
  for (const name of [...HOLDS, ...WATCHED_ALARMS]) expect(DOC).toContain(`| \`${name}\` |`);
  expect(DOC).toContain(`more than ${spoken(BREAKER_OPEN_ALARM_MS)} |`);
  expect(DOC).toContain(`more than ${spoken(PAUSED_ALARM_MS)} |`);
  expect(DOC).toContain(`${REFUSED_ALL_ANSWERS} answers or more`);
  expect(DOC).toContain(`(${ALARM_DEFAULT.dueMinutes})`);
  expect(DOC).toContain(`(${ALARM_DEFAULT.answerMinutes.toLocaleString('en')})`);
});
