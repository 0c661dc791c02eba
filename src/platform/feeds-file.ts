import { z } from 'zod';
import { type FeedDescription, plainFeed } from '../domain/forwarding/feed';
import type { FeedAddress } from '../connectors/address';
import { postgresAddress } from '../connectors/postgres-address';

const FEEDS_MAX = 32;

const text = (max: number) =>
  z
    .string({ error: 'must be a text' })
    .trim()
    .min(1, 'must not be empty')
    .max(max, `must have at most ${max} characters`);

const feed = z.strictObject(
  {
    /** Known for ever by this name: deliveries refer to it. */
    name: z
      .string({ error: 'must be a text' })
      .regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be 1 to 40 of a-z, 0-9 and -, and start with a letter'),
    connector: z.enum(['postgres'], { error: 'must be postgres' }),
    /** GB/T 2260: the province whose certificates the feed wants, 000000 for all of them. */
    region: z.string({ error: 'must be a text' }).regex(/^\d{6}$/, 'must be six digits, for example 510000 or 000000'),
    title: z.strictObject({ zh: text(100), en: text(100) }, { error: unknownOr('must be an object with zh and en') }),
    ...postgresAddress,
  },
  { error: unknownOr('must be an object') },
);

/** A JSON list of the receivers above. */
export const feedsFile = z
  .array(feed, { error: 'must be a list' })
  .max(FEEDS_MAX, `must have at most ${FEEDS_MAX} entries`)
  .superRefine((feeds, context) => {
    feeds.forEach(({ name }, index) => {
      if (feeds.findIndex((other) => other.name === name) < index) {
        context.addIssue({
          code: 'custom',
          path: [index, 'name'],
          message: 'must be different from the names above it',
        });
      }
    });
  })
  .transform((feeds) =>
    feeds.map(({ url, ...said }): FeedConfig => ({ ...plainFeed(said), address: { connector: 'postgres', url } })),
  );

/** What the hub may know of a feed, and what only its connector does. */
export interface FeedConfig extends FeedDescription {
  readonly address: FeedAddress;
}

/** Names an unknown field by its name: a typing error must not pass in silence. */
function unknownOr(otherwise: string) {
  return (issue: { readonly code?: string | undefined; readonly keys?: readonly string[] | undefined }): string =>
    issue.code === 'unrecognized_keys' ? `has an unknown field: ${(issue.keys ?? []).join(', ')}` : otherwise;
}
