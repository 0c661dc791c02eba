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
/** What stands without a record (blank rows) and is held back for its neighbour, in bytes of the content. */
export const BLANK_BYTES_CUT = 8 * MEBIBYTE;

interface Held extends Omit<Stretch, 'places' | 'notes'> {
  /** Bytes behind the last record. */
  readonly blankBytes: number;
}

const pieceOf = ({ lines, sourceBytes, state }: Held): FormatPiece => ({
  kind: 'records',
  body: Buffer.from(lines.map((line) => `${line}\n`).join('')),
  records: lines.length,
  sourceBytes,
  state,
});

/** A stretch without records (headings, blank rows) belongs to its neighbour. */
function joined(held: Held | undefined, { lines, sourceBytes, state }: Stretch): Held {
  const before = held ?? { lines: [], sourceBytes: 0, blankBytes: 0 };
  return {
    lines: lines.length > 0 ? lines : before.lines,
    sourceBytes: before.sourceBytes + sourceBytes,
    blankBytes: lines.length > 0 ? 0 : before.blankBytes + sourceBytes,
    state,
  };
}

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
 * Each piece waits until more records come or the content ends, so that what lies behind the last record goes with it; of
 * blank rows without end a piece goes every so often. Once something cannot be read, no more records are handed on: none
 * would stay. `isContinued`: bytes without a record at all are then still a piece.
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
      const { places, notes, lines } = stretch;
      if (places.length > 0) {
        yield { kind: 'unreadable', places };
        isReadable = false;
        held = undefined;
      }
      if (notes.length > 0) yield notedPiece(notes);
      if (!isReadable) continue;
      if (held !== undefined && held.lines.length > 0 && lines.length > 0) {
        yield pieceOf(held);
        held = undefined;
      }
      held = joined(held, stretch);
      if (held.blankBytes < BLANK_BYTES_CUT) continue;
      if (held.lines.length === 0 && !isBehindRecords) throw noRecordYet();
      yield pieceOf(held);
      held = undefined;
      isBehindRecords = true;
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) {
      // The content broke off: what came before is whole all the same, and need not be sent again.
      if (held !== undefined && held.lines.length > 0) yield pieceOf(held);
      throw error;
    }
    yield { kind: 'unreadable', places: [{ record: error.record, field: null, message: error.said }] };
    return;
  }
  if (held !== undefined && (held.lines.length > 0 || (isBehindRecords && held.sourceBytes > 0))) yield pieceOf(held);
}
