/** Where an upload stands, asked by whoever goes on with it: from the rows themselves, so that an answer is never behind; and
 * without a lock, so that it waits for nobody. */
import { isUuid } from '../domain/intake/check-header';
import type { Caller } from './caller';
import { placeOf, type UploadPlace } from './intake/upload-place';
import { ABANDONED_AFTER_DAYS, STREAM_BYTES_MAX } from './limits';
import type { Hub } from './ports';
import { type Refusal, refuse } from './refusal';
import { formatNamed, RAW_FORMAT } from './upload-format';

const DAY_SECONDS = 24 * 60 * 60;

/** What holds for every upload. */
export const UPLOAD_BOUNDS = {
  sizeMaxBytes: STREAM_BYTES_MAX,
  /** Without anything received. */
  ageMaxSeconds: ABANDONED_AFTER_DAYS * DAY_SECONDS,
} as const;

export async function uploadStanding(hub: Hub, caller: Caller, uploadId: string): Promise<UploadPlace | Refusal> {
  const { institutionCode } = caller;
  if (caller.role !== 'INSTITUTION' || institutionCode === null) return refuse('FORBIDDEN');
  if (!isUuid(uploadId)) return refuse('UPLOAD_NOT_FOUND');
  return hub.transaction(async (stores) => {
    const upload = await stores.uploads.find(uploadId, institutionCode);
    if (!upload) return refuse('UPLOAD_NOT_FOUND');
    if (upload.state === 'ABANDONED') return refuse('UPLOAD_ABANDONED', { existingId: upload.id });
    const format = formatNamed(hub.formats, upload.format ?? RAW_FORMAT);
    return placeOf(upload, await stores.chunks.standing(upload.id), format);
  });
}
