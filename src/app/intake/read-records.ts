/**
 * The records of a chunk that the door found nothing wrong with: its bytes need not be proved to be UTF-8, or JSON, again. They throw
 * where they are not.
 */
import type { RawRecord } from '../../domain/certificate/record';
import { utf8Text } from '../utf8';

const LF = 0x0a;
const COMMA = 0x2c;
const OPEN = 0x5b;
const CLOSE = 0x5d;
/** The brackets of a list. */
const LIST_ENDS = 2;

/** U+FEFF in UTF-8. */
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const;

const isMarked = (body: Buffer): boolean => BYTE_ORDER_MARK.every((byte, at) => body[at] === byte);

export interface ReadRecord {
  readonly record: RawRecord;
  /** The line as received, without its end: a view of the chunk, not a copy. */
  readonly bytes: Buffer;
}

/**
 * Whole lines read at one go. A longer text, and what is made of it, outlives the young generation of the heap: a chunk
 * of 1.3 MB as one piece takes a third longer.
 */
const PIECE_BYTES = 64 * 1024;

interface Piece {
  readonly records: readonly RawRecord[];
  /** Where its first line begins, behind a byte order mark. */
  readonly from: number;
}

/** One for all pieces, because each is read in one go: memory outside of V8's heap counts as if it were inside. */
let scratch = Buffer.allocUnsafe(2 * PIECE_BYTES);

function scratchOf(bytes: number): Buffer {
  if (bytes > scratch.length) scratch = Buffer.allocUnsafe(bytes);
  return scratch.subarray(0, bytes);
}

/**
 * As no JSON text holds a bare line end, lines are read as one list: half the time of line by line. The list is made of the
 * bytes, because each change of the decoded text would copy it once more.
 */
function readPiece(body: Buffer, from: number, to: number): Piece {
  const begin = from === 0 && isMarked(body) ? BYTE_ORDER_MARK.length : from;
  const end = body[to - 1] === LF ? to - 1 : to;
  const list = scratchOf(end - begin + LIST_ENDS);
  body.copy(list, 1, begin, end);
  for (let at = list.indexOf(LF, 1); at !== -1; at = list.indexOf(LF, at + 1)) list[at] = COMMA;
  list[0] = OPEN;
  list[list.length - 1] = CLOSE;
  return { records: JSON.parse(utf8Text(list)), from: begin };
}

function* piecesOf(body: Buffer): Generator<Piece> {
  for (let from = 0; from < body.length;) {
    const end = body.indexOf(LF, from + PIECE_BYTES);
    const to = end === -1 ? body.length : end + 1;
    yield readPiece(body, from, to);
    from = to;
  }
}

/** One by one, each with its bytes. */
export function* recordsOf(body: Buffer): Generator<ReadRecord> {
  for (const { records, from } of piecesOf(body)) {
    let at = from;
    for (const record of records) {
      const end = body.indexOf(LF, at);
      yield { record, bytes: body.subarray(at, end === -1 ? body.length : end) };
      at = end + 1;
    }
  }
}
