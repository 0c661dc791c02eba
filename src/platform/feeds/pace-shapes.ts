/** When and how fast a feed is sent to, and when somebody is told that nothing moves. */
import { z } from 'zod';
import { ALARM_DEFAULT, type FeedAlarm, type FeedWindow } from '../../domain/forwarding/feed';
import { alongside, closed, oneOf, partOf, wholeNumber } from './reading';

const HOUR_MINUTES = 60;
const SECOND_MS = 1_000;
const RETRIES_MAX = 50;
const RETRY_SECONDS_MAX = 7 * 24 * 60 * 60;
const ALARM_MINUTES_MAX = 90 * 24 * HOUR_MINUTES;
export const CERTIFICATES_PER_MINUTE_MAX = 10_000_000;

const minuteOf = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * HOUR_MINUTES + minutes;
};

const clock = (shape: RegExp, mend: string) => z.string({ error: mend }).regex(shape, mend);
const FROM = clock(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'must be a time from "00:00" to "23:59"');
const UNTIL = clock(/^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$/, 'must be a time from "00:01" to "24:00"');

export const window = alongside(
  closed({ days: oneOf(['all', 'working']).default('all'), from: FROM, until: UNTIL }),
  (given) => {
    const until = partOf(given, 'until');
    const isEmpty = until !== undefined && until === partOf(given, 'from');
    // `00:00` as the end of a day would be its beginning.
    return isEmpty || until === '00:00'
      ? [{ path: ['until'], message: 'must differ from "from"; a day ends at "24:00"' }]
      : [];
  },
).transform(({ days, from, until }): FeedWindow => ({
  days,
  fromMinute: minuteOf(from),
  untilMinute: minuteOf(until),
}));

export const retrySeconds = z
  .array(wholeNumber(1, RETRY_SECONDS_MAX), { error: 'must be a list of whole numbers' })
  .min(1, 'must not be empty')
  .max(RETRIES_MAX, `must have at most ${RETRIES_MAX} entries`)
  .transform((waits) => waits.map((seconds) => seconds * SECOND_MS));

export const alarm = closed({
  dueMinutes: wholeNumber(1, ALARM_MINUTES_MAX).optional(),
  answerMinutes: wholeNumber(1, ALARM_MINUTES_MAX).optional(),
}).transform(({ dueMinutes, answerMinutes }): FeedAlarm => ({
  dueMinutes: dueMinutes ?? ALARM_DEFAULT.dueMinutes,
  answerMinutes: answerMinutes ?? ALARM_DEFAULT.answerMinutes,
}));
