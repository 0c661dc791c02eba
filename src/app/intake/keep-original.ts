/**
 * Keeps a content that is converted byte for byte as it was sent, beside what is made of it. Where the content can go on in
 * its middle, what belongs to a chunk lands with that chunk; else it lands as it comes, in parts of one size.
 */
import { createHash } from 'node:crypto';
import { ORIGINAL_PART_BYTES } from '../limits';

export interface OriginalCut {
  readonly fromByte: number;
  readonly bytes: Buffer;
}

export class OriginalKeeper {
  private readonly hash = createHash('sha256');
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private isDropped = false;

  /** `land`: takes a part that is cut by its size; `null` where chunks cut. */
  constructor(
    private fromByte: number,
    private readonly land: ((cut: OriginalCut) => Promise<void>) | null,
  ) {}

  /** The same content, remembered on its way. */
  async *keeping(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const arrived of content) {
      if (!this.isDropped) await this.keep(arrived);
      yield arrived;
    }
  }

  /** Nothing more is kept, nor what was not taken yet: the content is refused, however long it goes on. */
  drop(): void {
    this.isDropped = true;
    this.waiting = [];
    this.waitingBytes = 0;
  }

  private async keep(arrived: Buffer): Promise<void> {
    this.hash.update(arrived);
    this.waiting.push(arrived);
    this.waitingBytes += arrived.length;
    while (this.land !== null && this.waitingBytes >= ORIGINAL_PART_BYTES) {
      await this.land(this.taken(ORIGINAL_PART_BYTES));
    }
  }

  /** The next bytes that are not taken yet; fewer, when fewer came. */
  taken(bytes: number): OriginalCut {
    const all = this.waiting.length === 1 ? this.waiting[0] : undefined;
    const whole = all ?? Buffer.concat(this.waiting);
    const taken = whole.subarray(0, bytes);
    const rest = whole.subarray(bytes);
    this.waiting = rest.length > 0 ? [rest] : [];
    this.waitingBytes = rest.length;
    const cut = { fromByte: this.fromByte, bytes: taken };
    this.fromByte += taken.length;
    return cut;
  }

  rest(): OriginalCut {
    return this.taken(this.waitingBytes);
  }

  /** SHA-256, hex, over all that came. */
  digest(): string {
    return this.hash.digest('hex');
  }
}
