/** Where a front-end database is, as the feeds file says it. */
import { z } from 'zod';

export const postgresAddress = {
  url: z
    .string({ error: 'must be a text' })
    .refine(
      (url) => ['postgres:', 'postgresql:'].includes(URL.parse(url)?.protocol ?? ''),
      'must be a URL like postgres://user:password@host:5432/database',
    ),
};

export interface PostgresAddress {
  readonly connector: 'postgres';
  readonly url: string;
}
