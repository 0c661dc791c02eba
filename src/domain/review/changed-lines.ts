/** The content of a batch with some of its lines replaced or taken out: the others stay byte for byte as they were received. */
const LF = 0x0a;
/** U+FEFF in UTF-8: it may open a chunk and belongs to no record. */
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const;

/** By 1-based line of the old batch: the bytes that come instead, without a line end; `null` takes the line out. */
export type LineChanges = ReadonlyMap<number, Buffer | null>;

/** Lines of one chunk, without their ends: views, not copies. */
export function* linesOf(body: Buffer): Generator<Buffer> {
  const isMarked = BYTE_ORDER_MARK.every((byte, at) => body[at] === byte);
  for (let from = isMarked ? BYTE_ORDER_MARK.length : 0; from < body.length;) {
    const end = body.indexOf(LF, from);
    const to = end === -1 ? body.length : end;
    yield body.subarray(from, to);
    from = to + 1;
  }
}

export interface ChangedChunk {
  readonly lines: readonly Buffer[];
  /** Line of the old batch at which its next chunk begins. */
  readonly next: number;
}

/** What of one chunk is sent again; `firstLine` is the line of the batch at which it begins. */
export function changedLines(body: Buffer, firstLine: number, changes: LineChanges): ChangedChunk {
  const lines: Buffer[] = [];
  let line = firstLine;
  for (const bytes of linesOf(body)) {
    const change = changes.get(line);
    if (change !== null) lines.push(change ?? bytes);
    line += 1;
  }
  return { lines, next: line };
}

export const joinedLines = (lines: readonly Buffer[]): Buffer =>
  Buffer.concat(lines.flatMap((line) => [line, LINE_END]));
const LINE_END = Buffer.from([LF]);
