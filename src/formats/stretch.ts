/**
 * What a reader makes of a stretch of a content, and how stretches become the pieces that the door lands. A reader cuts
 * its stretches at borders that depend on the content alone, so that the same content comes in the same pieces again.
 */
import type { FormatPiece, FormatState } from '../app/upload-format';
import type { Bilingual } from '../domain/bilingual';
import type { Place } from '../domain/intake/place';
import { Unreadable } from './unreadable';

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

/** Where a reader cuts before it has as many records as it may: canonical lines, in characters. */
export const STRETCH_CHARACTERS_CUT = 8 * 1024 * 1024;

type Held = Omit<Stretch, 'places' | 'notes'>;

const pieceOf = ({ lines, sourceBytes, state }: Held): FormatPiece => ({
  kind: 'records',
  body: Buffer.from(lines.map((line) => `${line}\n`).join('')),
  records: lines.length,
  sourceBytes,
  state,
});

/** A stretch without records (headings, blank rows) belongs to its neighbour. */
const joined = (held: Held | undefined, { lines, sourceBytes, state }: Held): Held => ({
  lines: [...(held?.lines ?? []), ...lines],
  sourceBytes: (held?.sourceBytes ?? 0) + sourceBytes,
  state,
});

/**
 * Each piece waits until more records come or the content ends, so that what lies behind the last record goes with it.
 * `isContinued`: bytes without a record at all are then still a piece.
 */
export async function* piecesOf(
  stretches: AsyncIterable<Stretch>,
  { isContinued }: { readonly isContinued: boolean },
): AsyncGenerator<FormatPiece> {
  let held: Held | undefined;
  try {
    for await (const stretch of stretches) {
      const { places, notes, lines } = stretch;
      if (places.length > 0) yield { kind: 'unreadable', places };
      if (notes.length > 0) {
        yield { kind: 'noted', places: notes.map((message) => ({ record: null, field: null, message })) };
      }
      if (held !== undefined && held.lines.length > 0 && lines.length > 0) {
        yield pieceOf(held);
        held = undefined;
      }
      held = joined(held, stretch);
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
  if (held !== undefined && (held.lines.length > 0 || (isContinued && held.sourceBytes > 0))) yield pieceOf(held);
}
