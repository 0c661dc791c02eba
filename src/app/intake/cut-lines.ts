/** NDJSON as it flows in, cut into chunks of whole lines, each line proved on its way. */
import { isUtf8 } from 'node:buffer';
import type { Place } from '../../domain/intake/place';
import { readChunk, readLine } from '../../domain/intake/read-lines';
import { lineScanner, UNSURE } from '../../domain/intake/scan-lines';
import { BATCH_RECORDS_MAX, CHUNK_BYTES_MAX, LINE_BYTES_MAX } from '../limits';
import { refuse } from '../refusal';
import type { ConvertedPiece, UnreadablePiece } from '../upload-format';
import { ContentRefused } from './content-refused';
import type { Slabs } from './slabs';

const LF = 0x0a;
/** A larger arrival is looked at in such steps, so that what belongs to the next chunk is never much. */
const STEP_BYTES = 64 * 1024;

/** A chunk ends behind the line with which it has so many lines, or so many bytes: the content alone says where. */
export interface ChunkSize {
  readonly lines: number;
  readonly bytes: number;
}

export interface LineCut {
  /** Of a chunk, by its place among those that are cut here, from 0. */
  readonly sizeOf: (place: number) => ChunkSize;
  /** Number of the first line in the whole content. */
  readonly firstRecord: number;
  /** Whether the content ends with the stream: then its last line may lack its LF. */
  readonly isLast: boolean;
  readonly slabs: Slabs;
  /** Told of each piece of the content when it was copied. */
  readonly spent?: ((arrived: Buffer) => void) | undefined;
}

/** The body of a piece is a view of a slab: whoever takes it gives it back. */
export async function* cutLines(
  content: AsyncIterable<Buffer>,
  cut: LineCut,
): AsyncGenerator<ConvertedPiece | UnreadablePiece> {
  const cutter = new LineCutter(cut);
  try {
    for await (const arrived of content) {
      for (let from = 0; from < arrived.length; from += STEP_BYTES) {
        cutter.add(arrived.subarray(from, from + STEP_BYTES));
        for (let piece = cutter.next(); piece !== undefined; piece = cutter.next()) yield piece;
      }
      cut.spent?.(arrived);
    }
    const rest = cutter.rest();
    if (rest !== undefined) yield rest;
  } catch (error) {
    // What ends the reading takes nothing away of what was found before it.
    const places = cutter.faults();
    if (places.length > 0) yield { kind: 'unreadable', places };
    throw error;
  }
}

class LineCutter {
  private readonly scanner = lineScanner();
  private slab: Buffer;
  private filled = 0;
  private chunks = 0;
  private size: ChunkSize;
  /** Lines of the chunk that is being gathered, and where the next one begins. */
  private lines = 0;
  private lineFrom = 0;
  private places: Place[] = [];
  /** Number of the first one of them in the whole content. */
  private firstRecord: number;
  private hasNewLines = false;

  constructor(private readonly cut: LineCut) {
    this.slab = cut.slabs.take(0);
    this.size = cut.sizeOf(0);
    this.firstRecord = cut.firstRecord;
  }

  add(arrived: Buffer): void {
    // One byte more than what counts: the scanner wants a line end behind it.
    const wanted = this.filled + arrived.length + 1;
    if (wanted > this.slab.length) this.slab = this.cut.slabs.grow(this.slab, this.filled, wanted);
    arrived.copy(this.slab, this.filled);
    this.filled += arrived.length;
    this.hasNewLines ||= arrived.includes(LF);
  }

  /** The next chunk that is whole. */
  next(): ConvertedPiece | UnreadablePiece | undefined {
    if (this.hasNewLines) this.scan();
    if (this.isFull()) return this.finished();
    if (this.filled - this.lineFrom > LINE_BYTES_MAX) throw this.tooLong();
    if (this.filled > CHUNK_BYTES_MAX) throw new ContentRefused(refuse('CHUNK_TOO_LARGE'));
    return undefined;
  }

  /** Of the chunk that is being gathered. */
  faults(): readonly Place[] {
    return this.places;
  }

  /** What is left when the stream has ended. */
  rest(): ConvertedPiece | UnreadablePiece | undefined {
    if (this.cut.isLast && this.lineFrom < this.filled) this.lineDone(this.filled, this.scanned() === this.filled + 1);
    const piece = this.lines === 0 ? undefined : this.finished();
    this.cut.slabs.giveBack(this.slab);
    return piece;
  }

  private isFull(): boolean {
    return this.lines >= this.size.lines || this.lineFrom >= this.size.bytes;
  }

  private scan(): void {
    this.hasNewLines = false;
    while (this.lineFrom < this.filled && !this.isFull()) {
      const end = this.scanned();
      const lineEnd = end === UNSURE ? this.slab.indexOf(LF, this.lineFrom) + 1 : end;
      // Only the line end that was put behind the last byte was met: the line goes on in what is still to come.
      if (lineEnd > this.filled) return;
      this.lineDone(lineEnd, end !== UNSURE);
    }
  }

  private scanned(): number {
    this.slab[this.filled] = LF;
    return this.scanner.scan(this.slab, this.lineFrom);
  }

  private lineDone(end: number, isGood: boolean): void {
    const text = this.slab.subarray(this.lineFrom, this.slab[end - 1] === LF ? end - 1 : end);
    if (text.length > LINE_BYTES_MAX) throw this.tooLong();
    const record = this.firstRecord + this.lines;
    if (record > BATCH_RECORDS_MAX) throw new ContentRefused(refuse('BATCH_TOO_LARGE'));
    if (!isGood) this.read(text, record);
    this.lines += 1;
    this.lineFrom = end;
  }

  private read(text: Buffer, record: number): void {
    const { problems, names } = readLine(text, record, this.lines === 0);
    if (problems.length > 0) this.places.push(...problems);
    else this.scanner.learn(names);
  }

  private finished(): ConvertedPiece | UnreadablePiece {
    const { slab, lineFrom, filled, lines, firstRecord } = this;
    const body = slab.subarray(0, lineFrom);
    const places = isUtf8(body) ? this.places : readChunk(body, firstRecord).problems;
    const isReadable = places.length === 0;
    this.slab = isReadable ? this.cut.slabs.take(0) : slab;
    slab.copy(this.slab, 0, lineFrom, filled);
    this.filled = filled - lineFrom;
    this.hasNewLines = this.filled > 0;
    this.places = [];
    this.chunks += 1;
    this.size = this.cut.sizeOf(this.chunks);
    this.lines = 0;
    this.lineFrom = 0;
    this.firstRecord = firstRecord + lines;
    return isReadable
      ? { kind: 'records', body, records: lines, sourceBytes: body.length, state: null }
      : { kind: 'unreadable', places };
  }

  private tooLong(): ContentRefused {
    const message = { zh: `一行超过 ${LINE_BYTES_MAX} 字节`, en: `A line of more than ${LINE_BYTES_MAX} bytes` };
    const places = [{ record: this.firstRecord + this.lines, field: null, message }];
    return new ContentRefused(refuse('CHUNK_MALFORMED', { places }));
  }
}
