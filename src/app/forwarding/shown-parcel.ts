/** A parcel as its receiver is shown it: each record in the form that the parcel was made by, with its digest. */
import { maskDocumentNumber, maskName } from '../../domain/certificate/mask';
import { dataShower } from '../../domain/forwarding/shown-data';
import type { Parcel } from '../connector';
import type { ClaimedDelivery, OwnCertificate } from '../forwarding-ports';
import type { Hub } from '../ports';
import { heldDigest, saltOf } from './held-digest';

const maskOf = (field: string, text: string): string => (field === 'name' ? maskName(text) : maskDocumentNumber(text));

export function shownParcel(
  hub: Pick<Hub, 'keyedDigest'>,
  { id, batchId, feed, form }: Pick<ClaimedDelivery, 'id' | 'batchId' | 'feed' | 'form'>,
  certificates: readonly OwnCertificate[],
): Parcel {
  const salt = saltOf(hub, feed);
  const digest = (text: string): string => hub.keyedDigest(`${salt} ${text}`).toString('hex');
  const show = form === null ? (record: string) => record : dataShower(form, { mask: maskOf, digest });
  return {
    deliveryId: id,
    batchId,
    feed,
    salt,
    certificates: certificates.map((certificate) => {
      const shown = { ...certificate, data: show(certificate.data) };
      return { ...shown, digest: heldDigest(salt, shown) };
    }),
  };
}
