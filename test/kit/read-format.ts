/** Runs a content through a way in, whole, and gathers what comes of it. */
import type { FormatPiece, FormatState, UploadFormat } from '../../src/app/upload-format';
import type { RawRecord } from '../../src/domain/certificate/record';
import type { Place } from '../../src/domain/intake/place';
import { recordsOf } from '../../src/app/intake/read-records';

export interface FormatRead {
  readonly pieces: readonly FormatPiece[];
  readonly bodies: readonly string[];
  readonly records: readonly RawRecord[];
  readonly places: readonly Place[];
  /** What the sender should know, both languages. */
  readonly notes: string;
  readonly sourceBytes: number;
}

export interface ReadOptions {
  readonly state?: FormatState | null;
  readonly firstRecord?: number;
  readonly recordsMax?: number;
  readonly isResubmission?: boolean;
  readonly sender?: string;
  /** How the content comes over the net. */
  readonly arrivalBytes?: number;
}

export async function* arriving(content: Uint8Array | string, bytes = 1_000): AsyncGenerator<Buffer> {
  const whole = Buffer.from(content);
  for (let from = 0; from < whole.length; from += bytes) yield whole.subarray(from, from + bytes);
}

export async function readFormat(
  { convert }: UploadFormat,
  content: Uint8Array | string,
  { arrivalBytes, ...given }: ReadOptions = {},
): Promise<FormatRead> {
  const pieces: FormatPiece[] = [];
  const from = { state: null, firstRecord: 1, recordsMax: 4, sender: 'one', isResubmission: false, ...given };
  for await (const piece of convert?.(arriving(content, arrivalBytes), from) ?? []) pieces.push(piece);
  const landed = pieces.flatMap((piece) => (piece.kind === 'records' ? [piece] : []));
  const noted = pieces.flatMap((piece) => (piece.kind === 'noted' ? piece.places : []));
  return {
    pieces,
    bodies: landed.map(({ body }) => body.toString()),
    records: landed.flatMap(({ body }) => [...recordsOf(body)].map(({ record }) => record)),
    places: pieces.flatMap((piece) => (piece.kind === 'unreadable' ? piece.places : [])),
    notes: noted.map(({ message: { zh, en } }) => `${zh}\n${en}`).join('\n'),
    sourceBytes: landed.reduce((sum, { sourceBytes }) => sum + sourceBytes, 0),
  };
}
