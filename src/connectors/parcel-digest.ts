/** One digest of a parcel for every way out; a hub that is handed one takes the same (`app/forwarding/receive-parcel.ts`). */
export { parcelDigest } from '../app/forwarding/parcel-digest';
