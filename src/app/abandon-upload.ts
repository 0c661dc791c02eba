/** Gives up an upload of which nothing came for days: what it held is removed, and its institution is told. */
import type { Hub } from './ports';
import { ABANDONED_AFTER_DAYS } from './limits';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** What came before is too long ago. */
export const abandonedSince = (now: Date): Date => new Date(now.getTime() - ABANDONED_AFTER_DAYS * DAY_MS);

export interface UploadAbandoned {
  readonly kind: 'abandoned' | 'nothing-to-do';
}

export const abandonUpload = (hub: Hub, { uploadId }: { readonly uploadId: string }): Promise<UploadAbandoned> =>
  hub.transaction(async ({ uploads, notifications }) => {
    const at = hub.now();
    const upload = await uploads.lockIdle(uploadId, abandonedSince(at));
    if (!upload) return { kind: 'nothing-to-do' };
    await uploads.clear(uploadId);
    await uploads.markAbandoned(uploadId);
    const { institutionCode, clientBatchNo } = upload;
    await notifications.tell([
      {
        id: hub.newId(),
        audience: { role: 'INSTITUTION', institutionCode },
        topic: 'UPLOAD_ABANDONED',
        subject: { kind: 'UPLOAD', id: uploadId },
        text: {
          zh: `上传(机构批次号 ${clientBatchNo})已 ${ABANDONED_AFTER_DAYS} 天未收到内容,已放弃并删除所收内容;用同一表头可重新开启`,
          en: `Nothing came for the upload of client batch number ${clientBatchNo} for ${ABANDONED_AFTER_DAYS} days. It was given up and what it held is gone; the same header opens it again`,
        },
        at,
      },
    ]);
    return { kind: 'abandoned' };
  });
