/** Forms are kept under their digest: a parcel is sent again in the form that it was made by. */
import type { EntityManager } from 'typeorm';
import type { FeedForm } from '../domain/forwarding/form';
import { canonicalDigest } from '../domain/reference/canonical-digest';
import { rows } from './rows';

export async function formDigest(manager: EntityManager, form: FeedForm): Promise<Buffer> {
  const digest = Buffer.from(canonicalDigest(form), 'hex');
  await rows(manager, `INSERT INTO feed_form (digest, form) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING`, [
    digest,
    JSON.stringify(form),
  ]);
  return digest;
}
