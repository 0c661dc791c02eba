/**
 * Chunks on their way into their rows: made ready side by side, landed in the order of the content, several to a short
 * transaction, while the next ones flow in. Never more than `LANDING_CHUNKS_MAX` are under way.
 */
import type { ChunkReceipt, Upload } from '../intake-ports';
import { LANDING_CHUNKS_MAX } from '../limits';
import type { Hub } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { type PackedChunk, storeChunks } from '../store-chunk';
import { refusingWhenFull } from './storage-full';
import { type PackedPart, storeOriginals } from './store-originals';

/** While one half lands, the other is made ready. */
const GROUP_MAX = LANDING_CHUNKS_MAX / 2;

/** A chunk, with what it was made of where the content is converted; or parts of the content alone. */
export interface Landed {
  readonly chunk: PackedChunk | null;
  readonly parts: readonly PackedPart[];
}

export class Landing {
  readonly receipts: ChunkReceipt[] = [];
  /** True while the upload held everything already. */
  repeated = true;
  private readonly waiting: Promise<Landed | Refusal>[] = [];
  private running: Promise<void> | undefined;
  private refusal: Refusal | undefined;
  private failure: { readonly error: unknown } | undefined;

  constructor(
    private readonly hub: Hub,
    private readonly upload: Upload,
    /** What lands carries it, so that it can be taken back. */
    readonly id: string,
  ) {}

  /** Waits while too much is under way. Answers why nothing more need come. */
  async add(coming: Promise<Landed | Refusal>): Promise<Refusal | undefined> {
    // Told where its group is awaited; until then it must not count as unhandled.
    coming.catch(() => undefined);
    this.waiting.push(coming);
    this.begin();
    while (this.waiting.length >= LANDING_CHUNKS_MAX && this.running !== undefined) await this.running;
    return this.answer();
  }

  /** Waits until everything has landed. */
  async finish(): Promise<Refusal | undefined> {
    await this.settle();
    return this.answer();
  }

  /** Waits until nothing is under way any more, whatever became of it. */
  async settle(): Promise<void> {
    while (this.running !== undefined) await this.running;
    await Promise.allSettled(this.waiting);
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
      this.refusal = await this.land(await Promise.all(group));
    } catch (error) {
      this.failure = { error };
    }
    this.waiting.splice(0, group.length);
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
    const { hub, upload, id } = this;
    const stored = await refusingWhenFull(() =>
      hub.transaction(async (stores) => {
        const locked = await stores.uploads.lock(upload.id, upload.institutionCode, 'append');
        if (!locked) return refuse('UPLOAD_NOT_FOUND');
        const outcome = await storeChunks(hub, stores, locked, chunks, id);
        if ('kind' in outcome) return outcome;
        return (await storeOriginals(hub, stores, locked, parts, id)) ?? outcome;
      }),
    );
    if ('kind' in stored) return stored;
    this.receipts.push(...stored.receipts);
    this.repeated &&= stored.repeated;
    return undefined;
  }
}
