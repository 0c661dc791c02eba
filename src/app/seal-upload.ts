/**
 * Ends an upload: what was received is compared with what the institution says it sent, the world is frozen in a
 * snapshot, and the batch comes to be. From here on its content never changes.
 */
import { createHash } from 'node:crypto';
import { cstInstant } from '../domain/calendar/cst';
import { snapshotDigest } from '../domain/rules/verdict-digest';
import { isUuid } from '../domain/intake/check-header';
import { checkManifest } from '../domain/intake/check-manifest';
import type { Manifest } from '../domain/intake/header';
import type { PreflightStanding } from '../domain/intake/preflight';
import { missingOf } from '../domain/intake/standing';
import { snapshotFor } from '../domain/registry/snapshot-of';
import type { Caller } from './caller';
import { keepPreflight, type Sealed } from './keep-preflight';
import { refusingWhenFull } from './intake/storage-full';
import { BATCH_RECORDS_MAX } from './limits';
import { usablePacks } from './packs/usable-packs';
import { isVoided } from './plans/is-voided';
import type { Upload } from './intake-ports';
import type { Batch, Hub, Stores } from './ports';
import { type Refusal, refuse } from './refusal';
import { remindOfChecks } from './remind-checks';
import { meetDataTerms } from './review/data-terms';
import { endMending } from './review/end-mending';
import { RAW_FORMAT } from './upload-format';

export interface UploadSealed {
  readonly kind: 'sealed';
  readonly batchId: string;
  readonly repeated: boolean;
  /** Of the manifest that came first; `null` where none came. */
  readonly preflight: PreflightStanding | null;
}

const ALGORITHMS = { SHA256: 'sha256', SM3: 'sm3' } as const;

export async function sealUpload(
  hub: Hub,
  caller: Caller,
  { uploadId, manifest }: { readonly uploadId: string; readonly manifest: Manifest },
): Promise<UploadSealed | Refusal> {
  const { institutionCode } = caller;
  if (caller.role !== 'INSTITUTION' || institutionCode === null) return refuse('FORBIDDEN');
  if (!isUuid(uploadId)) return refuse('UPLOAD_NOT_FOUND');
  const places = checkManifest(manifest);
  if (places.length > 0) return refuse('MANIFEST_INVALID', { places });
  const outcome = await refusingWhenFull(hub, () =>
    hub.transaction(async (stores) => {
      const upload = await stores.uploads.lock(uploadId, institutionCode, 'seal');
      return upload ? sealLocked(hub, stores, caller, upload, manifest) : refuse('UPLOAD_NOT_FOUND');
    }),
  );
  await remindChecks(hub, outcome);
  return sealedAnswer(outcome);
}

export const sealedAnswer = (sealing: Sealing): UploadSealed | Refusal =>
  'batch' in sealing
    ? {
        kind: 'sealed',
        batchId: sealing.batch.id,
        repeated: sealing.repeated,
        preflight: sealing.batch.preflight?.standing ?? null,
      }
    : sealing;

export type Sealing = { readonly batch: Batch; readonly repeated: boolean } | Refusal;

/** For a caller that holds the upload in its own transaction. */
export async function sealLocked(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  upload: Upload,
  manifest: Manifest,
): Promise<Sealing> {
  if (upload.state === 'SEALED') return sealedBefore(stores, upload, manifest);
  if (upload.state === 'ABANDONED') return refuse('UPLOAD_ABANDONED', { existingId: upload.id });
  const content = await compare(stores, upload, manifest);
  if (typeof content !== 'string') return content;
  const contentKey = createHash('sha256')
    .update(JSON.stringify([content, upload.header.planNo, upload.header.resubmissionOf ?? null]))
    .digest('hex');
  const frozen = await frozenBatch(hub, stores, caller, upload, manifest, contentKey);
  if ('kind' in frozen) return frozen;
  const batch = await withPreflight(stores, frozen, manifest, content);
  if (!(await stores.batches.insert(batch))) {
    const existingId = await stores.batches.byContentKey(upload.institutionCode, contentKey);
    return refuse('CONTENT_DUPLICATE', existingId === undefined ? {} : { existingId });
  }
  await stores.chunks.numberLines(upload.id);
  await stores.uploads.markSealed(upload.id);
  await meetDataTerms(stores, batch, batch.sealedAt);
  await endMending(stores, batch);
  return { batch, repeated: false };
}

export async function remindChecks(hub: Hub, sealing: Sealing): Promise<void> {
  if (!('batch' in sealing) || sealing.repeated) return;
  await remindOfChecks(hub, sealing.batch);
}

async function sealedBefore(stores: Stores, upload: Upload, manifest: Manifest): Promise<Sealing> {
  const batch = await stores.batches.byId(upload.id);
  if (!batch) throw new Error('A sealed upload has no batch.');
  const same =
    batch.records === manifest.records &&
    batch.chunks === manifest.chunks &&
    batch.digest === manifest.digest.toLowerCase() &&
    batch.signature === (manifest.signature ?? null) &&
    batch.keyId === (manifest.keyId ?? null);
  return same ? { batch, repeated: true } : refuse('UPLOAD_SEALED', { existingId: batch.id });
}

/** SHA-256 of the content, whatever the algorithm of the manifest, if all is as the manifest says. */
async function compare(stores: Stores, upload: Upload, manifest: Manifest): Promise<string | Refusal> {
  const receipts = await stores.chunks.receipts(upload.id);
  if (receipts.length === 0) return refuse('CHUNK_EMPTY');
  const records = receipts.reduce((sum, receipt) => sum + receipt.records, 0);
  if (records > BATCH_RECORDS_MAX) return refuse('BATCH_TOO_LARGE');
  const gapless = receipts.every(({ chunkNo }, index) => chunkNo === index + 1);
  if (!gapless || receipts.length !== manifest.chunks || records !== manifest.records) {
    return refuse('COUNT_MISMATCH', {
      places: countPlaces(
        receipts.map(({ chunkNo }) => chunkNo),
        records,
      ),
    });
  }
  const algorithm = ALGORITHMS[manifest.algorithm ?? 'SHA256'];
  const sha256 = createHash('sha256');
  const other = algorithm === 'sha256' ? undefined : createHash(algorithm);
  const known = upload.content?.chunks === receipts.length && !other ? upload.content.digest : null;
  if (known === null) {
    for await (const body of contentOf(stores, upload)) {
      sha256.update(body);
      other?.update(body);
    }
  }
  const content = known ?? sha256.digest('hex');
  const asked = other?.digest('hex') ?? content;
  return asked === manifest.digest.toLowerCase() ? content : refuse('DIGEST_MISMATCH');
}

/** The content as it was sent. */
const contentOf = ({ chunks, originals }: Stores, { id, format }: Upload): AsyncIterable<Buffer> =>
  (format ?? RAW_FORMAT) === RAW_FORMAT ? chunks.bodies(id) : originals.bodies(id);

/** What the hub holds, so that the sender sees what is missing. */
function countPlaces(chunkNos: readonly number[], records: number): Refusal['places'] {
  return [
    {
      record: null,
      field: 'chunks',
      message: { zh: `已收到 ${chunkNos.length} 个分块`, en: `${chunkNos.length} chunks were received` },
    },
    {
      record: null,
      field: 'records',
      message: { zh: `已收到 ${records} 条记录`, en: `${records} records were received` },
    },
    ...missingOf(chunkNos).map((chunkNo) => ({
      record: null,
      field: 'chunks',
      message: { zh: `缺少第 ${chunkNo} 个分块`, en: `Chunk ${chunkNo} is missing` },
    })),
  ];
}

type FrozenBatch = Omit<Sealed, 'contentDigest'>;

async function frozenBatch(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  upload: Upload,
  manifest: Manifest,
  contentKey: string,
): Promise<FrozenBatch | Refusal> {
  const { id, institutionCode, regionCode, clientBatchNo, header } = upload;
  const sealedAt = hub.now();
  const packs = await usablePacks(hub, stores, sealedAt);
  if ('kind' in packs) return packs;
  const registry = await stores.registry.documentOf(institutionCode, header.planNo, sealedAt);
  if (registry.institutions?.length !== 1) return refuse('REGISTRY_NOT_KNOWN_THEN');
  // As it is now: a recall that was waited for may have voided it after `sealedAt`. From here on a recall waits, and finds the batch.
  if (await isVoided(stores, header.planNo)) return refuse('PLAN_VOIDED');
  const snapshot = snapshotFor(registry, institutionCode, header.planNo, cstInstant(sealedAt));
  const digest = snapshotDigest(snapshot);
  await stores.snapshots.save(digest, snapshot, sealedAt);
  const batch = {
    id,
    institutionCode,
    regionCode,
    planNo: header.planNo,
    clientBatchNo,
    resubmissionOf: header.resubmissionOf ?? null,
    state: 'CHECKING',
    chunks: manifest.chunks,
    records: manifest.records,
    digest: manifest.digest.toLowerCase(),
    algorithm: manifest.algorithm ?? 'SHA256',
    signature: manifest.signature ?? null,
    keyId: manifest.keyId ?? null,
    contentKey,
    snapshotDigest: digest,
    packSetDigest: packs.digest,
    sealedAt,
    sealedBy: caller.clientId,
  } as const;
  return { batch, snapshot, packs: packs.packs };
}

async function withPreflight(
  stores: Stores,
  frozen: FrozenBatch,
  { preflight }: Manifest,
  contentDigest: string,
): Promise<Batch> {
  const kept = preflight ? await keepPreflight(stores, preflight, { ...frozen, contentDigest }) : null;
  return { ...frozen.batch, preflight: kept };
}
