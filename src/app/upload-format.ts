/**
 * Ways in: what an institution may send as the content of an upload, and how it becomes records. Implementations are in
 * src/formats, one file each; the content type of a request names one of them.
 */
import type { Place } from '../domain/intake/place';

/** Name of the format without `convert`: what numbered chunks and typed lists are, too. */
export const RAW_FORMAT = 'NDJSON';

/** What a reader must remember to go on in the middle of a content: headings, encoding, the number of the next row. Plain JSON. */
export type FormatState = Readonly<Record<string, unknown>>;

/** Records read from a stretch of the content. */
export interface ConvertedPiece {
  readonly kind: 'records';
  /** NDJSON: canonical JSON (RFC 8785), each line ended by LF. */
  readonly body: Buffer;
  readonly records: number;
  /**
   * Bytes of the content, uncompressed, that belong to this piece; the pieces together are the whole content. Blank rows
   * behind the last record are carried by pieces of no record.
   */
  readonly sourceBytes: number;
  /** How to go on behind this piece; `null` where the format cannot. */
  readonly state: FormatState | null;
}

/** What cannot be read. More faults may follow, to be named before the content is refused; no more records do. */
export interface UnreadablePiece {
  readonly kind: 'unreadable';
  readonly places: readonly Place[];
}

/**
 * What the sender should know although the content can be used: told in the answer, once. For instance an encoding that
 * was recognised, or a column that no field of the record is called by.
 */
export interface NotedPiece {
  readonly kind: 'noted';
  readonly places: readonly Place[];
}

/**
 * What a format makes of a content. No records at all: the content holds none. It throws only what the content itself
 * throws (a broken connection): what cannot be read is answered, and then nothing that comes of this content may stay.
 */
export type FormatPiece = ConvertedPiece | UnreadablePiece | NotedPiece;

export interface ReadingFrom {
  /** `null`: from the beginning of the content. */
  readonly state: FormatState | null;
  /** Number of the next record, from 1. */
  readonly firstRecord: number;
  /** Most records of one piece. */
  readonly recordsMax: number;
  /** Whose content it is: what of one sender takes room waits for itself, not others for it. */
  readonly sender: string;
  /** The header names a batch that this one mends (`resubmissionOf`): only then may records be updates of earlier ones. */
  readonly isResubmission: boolean;
}

export interface UploadFormat {
  /** As rows keep it and callers see it. */
  readonly name: string;
  /** Media types without parameters, lower case. */
  readonly contentTypes: readonly string[];
  /** A broken connection may go on behind the last piece that landed. */
  readonly resumable: boolean;
  /** `null`: the content is NDJSON and lands as it is. */
  readonly convert: ((content: AsyncIterable<Buffer>, from: ReadingFrom) => AsyncGenerator<FormatPiece>) | null;
}

/** Media type (`text/csv; charset=…` without its parameters) → format. */
export type UploadFormats = ReadonlyMap<string, UploadFormat>;

export function formatNamed(formats: UploadFormats, name: string): UploadFormat {
  const format = [...formats.values()].find((known) => known.name === name);
  if (!format) throw new Error(`An upload is of a format that this release does not know: ${name}.`);
  return format;
}
