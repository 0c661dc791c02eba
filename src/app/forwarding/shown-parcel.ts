/** A parcel as its receiver is shown it: each record in the form that the parcel was made by, with its digest. */
import { maskWhole, PERSONAL_MASKS } from '../../domain/certificate/mask';
import { earlierText } from '../../domain/forwarding/earlier-text';
import type { FeedForm } from '../../domain/forwarding/form';
import { dataShower, type DataShower } from '../../domain/forwarding/shown-data';
import type { Parcel } from '../connector';
import type { ClaimedDelivery, OwnCertificate } from '../forwarding-ports';
import type { Hub } from '../ports';
import { heldDigest, saltOf } from './held-digest';

const maskOf = (field: string, text: string): string => (PERSONAL_MASKS[field] ?? maskWhole)(text);

/** How a feed is shown records by a form; digests are keyed with a secret of the feed. */
export function showerFor(hub: Pick<Hub, 'keyedDigest'>, feed: string, form: FeedForm): DataShower {
  const salt = saltOf(hub, feed);
  const digest = (text: string): string => hub.keyedDigest(`${salt} ${text}`).toString('hex');
  return dataShower(form, { mask: maskOf, digest });
}

export function shownParcel(
  hub: Pick<Hub, 'keyedDigest'>,
  { id, batchId, feed, form }: Pick<ClaimedDelivery, 'id' | 'batchId' | 'feed' | 'form'>,
  certificates: readonly OwnCertificate[],
): Parcel {
  const salt = saltOf(hub, feed);
  const show: DataShower = form === null ? (record) => record : showerFor(hub, feed, form);
  return {
    deliveryId: id,
    batchId,
    feed,
    salt,
    certificates: certificates.map((certificate) => {
      const { certificateNo, version, kind, institutionCode, regionCode } = certificate;
      const data = show(certificate.data, certificate);
      // What is sent word for word stands in the receiver's table as that writes it.
      const held = form === null ? earlierText(data) : data;
      const digest = heldDigest(salt, { certificateNo, version, kind, data: held });
      return { certificateNo, version, kind, institutionCode, regionCode, data, digest };
    }),
  };
}
