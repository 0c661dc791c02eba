/**
 * Who needs no corrected version: a feed that accepted the former one and to which the correction looks the same, because its form
 * leaves out what changed. That is seen by the digest of what it was handed. Every other feed gets the version: one that refused the
 * former, has not answered it, or is shown the field.
 */
import type { GivenVersion } from '../forwarding-ports';
import { heldDigest, saltOf } from '../forwarding/held-digest';
import { showerFor } from '../forwarding/shown-parcel';
import type { Hub, Stores } from '../ports';
import type { CertificateChange } from './change-ports';

type Change = Pick<CertificateChange, 'kind' | 'certificateNo' | 'newCertificateNo' | 'data'>;

export async function upToDateFeeds(
  hub: Hub,
  stores: Stores,
  { kind, certificateNo, newCertificateNo, data }: Change,
): Promise<readonly string[]> {
  // A certificate issued once more is news to its readers even where it says the same.
  if (kind !== 'CORRECTION' || newCertificateNo !== null || data === null) return [];
  const given = await stores.deliveries.lastGiven(certificateNo);
  return given.filter((former) => isUpToDate(hub, certificateNo, former, data)).map(({ feed }) => feed);
}

function isUpToDate(hub: Hub, certificateNo: string, former: GivenVersion, record: string): boolean {
  const feed = hub.feeds.find(({ name }) => name === former.feed);
  if (feed === undefined || former.state !== 'ACCEPTED' || former.digest === null) return false;
  const { version, kind } = former;
  const data = showerFor(hub, feed.name, feed.form)(record, former);
  return heldDigest(saltOf(hub, feed.name), { certificateNo, version, kind, data }) === former.digest;
}
