/** Opens an upload, or finds the one that the same header opened before. */
import { isDeepStrictEqual } from 'node:util';
import { checkHeader } from '../domain/intake/check-header';
import type { BatchHeader } from '../domain/intake/header';
import type { Caller } from './caller';
import type { ChunkReceipt, Upload } from './intake-ports';
import { isVoided } from './plans/is-voided';
import type { Hub, Stores } from './ports';
import { type Refusal, refuse } from './refusal';
import { noticeOfHeader } from './results/notice-of-header';

export interface UploadOpened {
  readonly kind: 'opened';
  readonly upload: Upload;
  /** What the upload holds already: a client that lost its connection goes on from here. */
  readonly receipts: readonly ChunkReceipt[];
  readonly repeated: boolean;
}

export const openUpload = (hub: Hub, caller: Caller, header: BatchHeader): Promise<UploadOpened | Refusal> =>
  hub.transaction((stores) => openWithin(hub, stores, caller, header));

/** For a caller that opens inside its own transaction. */
export async function openWithin(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  given: BatchHeader,
): Promise<UploadOpened | Refusal> {
  const { institutionCode } = caller;
  if (caller.role !== 'INSTITUTION' || institutionCode === null) return refuse('FORBIDDEN');
  const header = plainHeader(given);
  const places = checkHeader(header);
  if (places.length > 0) return refuse('HEADER_INVALID', { places });
  const problem = await unknownReference(stores, institutionCode, header);
  if (problem) return problem;
  const regionCode = (await stores.registry.institutionRegions([institutionCode])).get(institutionCode);
  if (regionCode === undefined) return refuse('FORBIDDEN');
  const upload: Upload = {
    id: hub.newId(),
    institutionCode,
    regionCode,
    clientBatchNo: header.clientBatchNo,
    header,
    state: 'OPEN',
    openedAt: hub.now(),
    openedBy: caller.clientId,
    format: null,
    epoch: 0,
    content: null,
  };
  if (await stores.uploads.insert(upload)) return { kind: 'opened', upload, receipts: [], repeated: false };
  return openedBefore(hub, stores, upload);
}

/** What the header names and the institution does not have, or the notice that the hub held on other days. */
export async function unknownReference(
  stores: Stores,
  institutionCode: string,
  header: BatchHeader,
): Promise<Refusal | undefined> {
  const { planNo, resubmissionOf } = header;
  if ((await stores.registry.planOwner(planNo)) !== institutionCode) return refuse('PLAN_UNKNOWN');
  if (await isVoided(stores, planNo)) return refuse('PLAN_VOIDED');
  const otherNotice = await noticeOfHeader(stores, header);
  if (otherNotice) return otherNotice;
  if (!resubmissionOf) return undefined;
  const mended = await stores.batches.byId(resubmissionOf);
  return mended?.institutionCode === institutionCode ? undefined : refuse('BATCH_NOT_FOUND');
}

async function openedBefore(hub: Hub, stores: Stores, upload: Upload): Promise<UploadOpened | Refusal> {
  const existing = await stores.uploads.byClientBatchNo(upload.institutionCode, upload.clientBatchNo);
  if (!existing) throw new Error('An upload that stood in the way is gone.');
  if (!isDeepStrictEqual(existing.header, upload.header)) {
    return refuse('CLIENT_BATCH_NO_USED', { existingId: existing.id });
  }
  if (existing.state === 'ABANDONED') {
    await stores.uploads.reopen(existing.id, hub.now());
    return { kind: 'opened', upload: { ...existing, state: 'OPEN' }, receipts: [], repeated: true };
  }
  return { kind: 'opened', upload: existing, receipts: await stores.chunks.receipts(existing.id), repeated: true };
}

/** Only what the contract names, absent and null alike, so that one header is one value however it was sent. */
export const plainHeader = (header: BatchHeader): BatchHeader => ({
  planNo: header.planNo,
  clientBatchNo: header.clientBatchNo,
  noticeFrom: header.noticeFrom,
  noticeTo: header.noticeTo,
  resultsApprovedOn: header.resultsApprovedOn ?? null,
  resubmissionOf: header.resubmissionOf?.toLowerCase() ?? null,
  declarations: (header.declarations ?? []).map(({ recordDigest, line, rule, reason }) => ({
    recordDigest: recordDigest ?? null,
    line: line ?? null,
    rule,
    reason,
  })),
  // Left out where nothing is said, so that a header of before this field is still the same header.
  ...(header.acceptance ? { acceptance: header.acceptance } : {}),
});
