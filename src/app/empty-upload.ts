/** Takes everything out of an upload that is not sealed: its sender begins anew, with other content or in another format. */
import { isUuid } from '../domain/intake/check-header';
import type { Caller } from './caller';
import type { Hub } from './ports';
import { type Refusal, refuse } from './refusal';

export interface UploadEmptied {
  readonly kind: 'emptied';
}

export async function emptyUpload(hub: Hub, caller: Caller, uploadId: string): Promise<UploadEmptied | Refusal> {
  const { institutionCode } = caller;
  if (caller.role !== 'INSTITUTION' || institutionCode === null) return refuse('FORBIDDEN');
  if (!isUuid(uploadId)) return refuse('UPLOAD_NOT_FOUND');
  return hub.transaction(async ({ uploads }) => {
    const upload = await uploads.lock(uploadId, institutionCode, 'seal');
    if (!upload) return refuse('UPLOAD_NOT_FOUND');
    if (upload.state === 'SEALED') return refuse('UPLOAD_SEALED', { existingId: upload.id });
    await uploads.clear(upload.id);
    return { kind: 'emptied' };
  });
}
