/**
 * Chunks on their way into their rows: made ready side by side, landed in the order of the content, several to a short
 * transaction, while the next ones flow in. No more is taken while `LANDING_CHUNKS_MAX` or `LANDING_BYTES_MAX` are under way.
 */
import type { ChunkReceipt, Upload } from '../intake-ports';
import { LANDING_BYTES_MAX, LANDING_CHUNKS_MAX } from '../limits';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { freeAtOnce } from '../spent-bytes';
import { type PackedChunk, storeChunks, type StoredChunks } from '../store-chunk';
import { refusingWhenFull } from './storage-full';
import { type PackedPart, storeOriginals } from './store-originals';

/** While one half lands, the other is made ready. */
const GROUP_MAX = LANDING_CHUNKS_MAX / 2;

/** A chunk, with what it was made of where the content is converted; or parts of the content alone. */
export interface Landed {
  readonly chunk: PackedChunk | null;
  readonly parts: readonly PackedPart[];
}

interface Coming {
  readonly landed: Promise<Landed | Refusal>;
  readonly bytes: number;
}

export class Landing {
  readonly receipts: ChunkReceipt[] = [];
  /** True while the upload held everything already. */
  repeated = true;
  private readonly waiting: Coming[] = [];
  private waitingBytes = 0;
  private running: Promise<void> | undefined;
  private refusal: Refusal | undefined;
  private failure: { readonly error: unknown } | undefined;

  constructor(
    private readonly hub: Hub,
    private readonly upload: Upload,
    /** What lands carries it, so that it can be taken back. */
    readonly id: string,
  ) {}

  /** Waits while too much is under way. `bytes`: what is held until it has landed. Answers why nothing more need come. */
  async add(landed: Promise<Landed | Refusal>, bytes: number): Promise<Refusal | undefined> {
    // Told where its group is awaited; until then it must not count as unhandled.
    landed.catch(() => undefined);
    this.waiting.push({ landed, bytes });
    this.waitingBytes += bytes;
    this.begin();
    while (this.isFull() && this.running !== undefined) await this.running;
    return this.answer();
  }

  private isFull(): boolean {
    return this.waiting.length >= LANDING_CHUNKS_MAX || this.waitingBytes >= LANDING_BYTES_MAX;
  }

  /** Waits until everything has landed. */
  async finish(): Promise<Refusal | undefined> {
    await this.settle();
    return this.answer();
  }

  /** Waits until nothing is under way any more, whatever became of it. */
  async settle(): Promise<void> {
    while (this.running !== undefined) await this.running;
    await Promise.allSettled(this.waiting.map(({ landed }) => landed));
  }

  private answer(): Refusal | undefined {
    if (this.failure !== undefined) throw this.failure.error;
    return this.refusal;
  }

  private begin(): void {
    const isStopped = this.refusal !== undefined || this.failure !== undefined;
    if (isStopped || this.running !== undefined || this.waiting.length === 0) return;
    this.running = this.landGroup().then(() => {
      this.running = undefined;
      this.begin();
    });
  }

  private async landGroup(): Promise<void> {
    const group = this.waiting.slice(0, GROUP_MAX);
    try {
      this.refusal = await this.land(await Promise.all(group.map(({ landed }) => landed)));
    } catch (error) {
      this.failure = { error };
    }
    for (const { bytes } of this.waiting.splice(0, group.length)) this.waitingBytes -= bytes;
  }

  private async land(group: readonly (Landed | Refusal)[]): Promise<Refusal | undefined> {
    const landed: Landed[] = [];
    for (const item of group) {
      if ('kind' in item) return item;
      landed.push(item);
    }
    const chunks = landed.flatMap(({ chunk }) => chunk ?? []);
    const parts = landed.flatMap((item) => item.parts);
    if (chunks.length === 0 && parts.length === 0) return undefined;
    const stored = await this.stored(chunks, parts);
    if ('kind' in stored) return stored;
    // The transaction is over: PostgreSQL has all of it.
    for (const packed of [...chunks, ...parts].map((item) => item.packed)) if (packed !== null) freeAtOnce(packed);
    this.receipts.push(...stored.receipts);
    this.repeated &&= stored.repeated;
    return undefined;
  }

  private stored(chunks: readonly PackedChunk[], parts: readonly PackedPart[]): Promise<StoredChunks | Refusal> {
    const { hub, id } = this;
    const storedUnder = (purpose: 'append' | 'seal') =>
      hub.transaction(async (stores) => {
        const upload = await this.lockedSame(stores, purpose);
        if (upload === 'formatless' || 'code' in upload) return upload;
        const outcome = await storeChunks(hub, stores, upload, chunks, id);
        if ('kind' in outcome) return outcome;
        return (await storeOriginals(hub, stores, upload, parts, id)) ?? outcome;
      });
    return refusingWhenFull(hub, async () => {
      const stored = await storedUnder('append');
      if (stored !== 'formatless') return stored;
      const fixed = await storedUnder('seal');
      return fixed === 'formatless' ? refuse('UPLOAD_CHANGED') : fixed;
    });
  }

  /**
   * The upload as this stream began it. Another one that was refused may have left it without a format: then it is that of
   * this stream again, which takes the lock of those who alone change an upload. Emptied or begun in another format: refused.
   */
  private async lockedSame(stores: Stores, purpose: 'append' | 'seal'): Promise<Upload | Refusal | 'formatless'> {
    const { id, institutionCode, epoch, format } = this.upload;
    const locked = await stores.uploads.lock(id, institutionCode, purpose);
    if (!locked) return refuse('UPLOAD_NOT_FOUND');
    if (locked.state === 'ABANDONED') return refuse('UPLOAD_ABANDONED', { existingId: id });
    if (locked.epoch !== epoch) return refuse('UPLOAD_CHANGED');
    if (locked.format === format) return locked;
    if (locked.format !== null || format === null) return refuse('UPLOAD_CHANGED');
    if (purpose === 'append') return 'formatless';
    if (locked.state === 'OPEN') await stores.uploads.fixFormat(id, format);
    return { ...locked, format };
  }
}
