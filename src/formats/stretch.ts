/**
 * What a reader makes of a stretch of a content, and how stretches become the pieces that the door lands. A reader cuts
 * its stretches at borders that depend on the content alone, so that the same content comes in the same pieces again.
 */
import { CHUNK_BYTES_CUT } from '../app/limits';
import type { FormatPiece, FormatState } from '../app/upload-format';
import type { Bilingual } from '../domain/bilingual';
import type { Place } from '../domain/intake/place';
import { Unreadable, unreadable } from './unreadable';

export interface Stretch {
  /** Canonical JSON (RFC 8785), without line ends. */
  readonly lines: readonly string[];
  /** What could not be read. */
  readonly places: readonly Place[];
  /** What the sender should know. */
  readonly notes: readonly Bilingual[];
  readonly sourceBytes: number;
  readonly state: FormatState | null;
}

const MEBIBYTE = 1024 * 1024;
/** Where a reader cuts before it has as many records as it may: canonical lines, in characters. */
export const STRETCH_CHARACTERS_CUT = CHUNK_BYTES_CUT;
/** What stands without a record (blank rows) is handed on when it has so many bytes of the content. */
export const BLANK_BYTES_CUT = 8 * MEBIBYTE;

type Held = Omit<Stretch, 'places' | 'notes'>;

const pieceOf = ({ lines, sourceBytes, state }: Held): FormatPiece => ({
  kind: 'records',
  body: Buffer.from(lines.map((line) => `${line}\n`).join('')),
  records: lines.length,
  sourceBytes,
  state,
});

/** What stands before the first record (headings) goes with it. */
const joined = (held: Held | undefined, { lines, sourceBytes, state }: Held): Held => ({
  lines,
  sourceBytes: (held?.sourceBytes ?? 0) + sourceBytes,
  state,
});

const noRecordYet = (): Error =>
  unreadable(
    `前 ${BLANK_BYTES_CUT / MEBIBYTE} MiB 中没有一条记录。`,
    `There is no record in the first ${BLANK_BYTES_CUT / MEBIBYTE} MiB.`,
  );

const notedPiece = (notes: readonly Bilingual[]): FormatPiece => ({
  kind: 'noted',
  places: notes.map((message) => ({ record: null, field: null, message })),
});

/**
 * A piece goes as soon as it has records. Blank rows behind the last of them are pieces of their own, without a record, of
 * a size that depends on them alone: so a piece is the same wherever a line broke. Once something cannot be read, no more
 * records are handed on: none would stay. `isContinued`: bytes without a record at all are then a piece.
 */
export async function* piecesOf(
  stretches: AsyncIterable<Stretch>,
  { isContinued }: { readonly isContinued: boolean },
): AsyncGenerator<FormatPiece> {
  let held: Held | undefined;
  let isBehindRecords = isContinued;
  let isReadable = true;
  try {
    for await (const stretch of stretches) {
      const { places, notes } = stretch;
      if (places.length > 0) {
        yield { kind: 'unreadable', places };
        isReadable = false;
      }
      if (notes.length > 0) yield notedPiece(notes);
      if (!isReadable) continue;
      held = joined(held, stretch);
      if (held.lines.length === 0 && held.sourceBytes < BLANK_BYTES_CUT) continue;
      if (held.lines.length === 0 && !isBehindRecords) throw noRecordYet();
      yield pieceOf(held);
      held = undefined;
      isBehindRecords = true;
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    yield { kind: 'unreadable', places: [{ record: error.record, field: null, message: error.said }] };
    return;
  }
  if (isReadable && isBehindRecords && held !== undefined && held.sourceBytes > 0) yield pieceOf(held);
}
