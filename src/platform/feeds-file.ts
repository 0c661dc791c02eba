/** The feeds file: a JSON list of the receivers above (docs/feeds.md). It holds passwords; no problem repeats a value of it. */
import { z } from 'zod';
import { FEEDS_MAX } from '../app/limits';
import type { FeedAddress } from '../connectors/address';
import { FEED_CARGOES, type FeedDescription, PARCEL_CERTIFICATES_MAX, plainFeed } from '../domain/forwarding/feed';
import { RECEIVED_CODES } from '../domain/forwarding/received-certificate';
import { PARCEL_FORMATS } from '../domain/forwarding/form';
import { ADDRESSES, CONNECTORS, isConnector } from './feeds/addresses';
import { codes } from './feeds/code-shapes';
import { problemsBetween } from './feeds/entry-problems';
import { fields } from './feeds/form-shape';
import { alarm, CERTIFICATES_PER_MINUTE_MAX, retrySeconds, window } from './feeds/pace-shapes';
import { alongside, closed, listIn, oneOf, partOf, repeatedIn, text, wholeNumber } from './feeds/reading';
import { wants } from './feeds/wants-shape';

const TITLE_MAX = 100;

/** What the hub may know of a feed, and what only its connector does. */
export interface FeedConfig extends FeedDescription {
  readonly address: FeedAddress;
}

const SHAPE = {
  /** Known for ever by this name: deliveries refer to it. */
  name: z
    .string({ error: 'must be a text' })
    .regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be 1 to 40 of a-z, 0-9 and -, and start with a letter'),
  connector: z.enum(CONNECTORS, { error: `must be one of ${CONNECTORS.join(', ')}` }),
  /** GB/T 2260: the province or city whose certificates the feed wants, 000000 for all of them. */
  region: z.string({ error: 'must be a text' }).regex(/^\d{6}$/, 'must be six digits, for example 510000 or 000000'),
  title: closed({ zh: text(TITLE_MAX), en: text(TITLE_MAX) }, 'must be an object with zh and en'),
  cargo: oneOf(FEED_CARGOES).optional(),
  wants: wants.optional(),
  fields: fields.optional(),
  format: oneOf(PARCEL_FORMATS).optional(),
  window: window.optional(),
  parcelCertificates: wholeNumber(1, PARCEL_CERTIFICATES_MAX).optional(),
  certificatesPerMinute: wholeNumber(1, CERTIFICATES_PER_MINUTE_MAX).optional(),
  order: oneOf(['certificate', 'any']).optional(),
  retrySeconds: retrySeconds.optional(),
  codes: codes.optional(),
  alarm: alarm.optional(),
};

/** Those of every feed, whatever its connector. */
export const FEED_PROPERTIES = Object.keys(SHAPE);

const described = z.object(SHAPE, { error: 'must be an object' }).transform((given): FeedDescription => {
  const plain = plainFeed(given);
  return {
    ...plain,
    cargo: given.cargo ?? plain.cargo,
    wants: given.wants ?? plain.wants,
    form: { fields: given.fields ?? plain.form.fields, format: given.format ?? plain.form.format },
    window: given.window ?? plain.window,
    parcelCertificates: given.parcelCertificates ?? plain.parcelCertificates,
    certificatesPerMinute: given.certificatesPerMinute ?? plain.certificatesPerMinute,
    order: given.order ?? plain.order,
    retryDelaysMs: given.retrySeconds ?? plain.retryDelaysMs,
    codes: { ...plain.codes, ...(given.connector === 'hub' ? RECEIVED_CODES : {}), ...given.codes },
    alarm: given.alarm ?? plain.alarm,
  };
});

/** Description and address are read side by side, so that a problem of one hides none of the other. */
const feed = z.unknown().transform((given, context): FeedConfig => {
  const connector = partOf(given, 'connector');
  const description = described.safeParse(given);
  const address = isConnector(connector) ? ADDRESSES[connector].address.safeParse(given) : undefined;
  const between = problemsBetween(given, FEED_PROPERTIES);
  const problems = [...(description.error?.issues ?? []), ...(address?.error?.issues ?? []), ...between];
  for (const { path, message } of problems) context.addIssue({ code: 'custom', path: [...path], message });
  return description.success && address?.success === true && between.length === 0
    ? { ...description.data, address: address.data }
    : z.NEVER;
});

export const feedsFile = alongside(
  z.array(feed, { error: 'must be a list' }).max(FEEDS_MAX, `must have at most ${FEEDS_MAX} entries`),
  (given) =>
    repeatedIn(listIn(given).map((entry) => partOf(entry, 'name'))).map((index) => ({
      path: [index, 'name'],
      message: 'must be different from the names above it',
    })),
);
