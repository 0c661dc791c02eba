/** What a stream brings, as pieces to land: NDJSON as it is, any other format converted and kept as it was sent besides. */
import { createHash } from 'node:crypto';
import {
  CHUNK_BYTES_CUT,
  CHUNK_BYTES_MAX,
  CHUNK_RECORDS_CUT,
  CHUNK_RECORDS_MAX,
  LANDING_CHUNKS_MAX,
  STREAM_BYTES_MAX,
} from '../limits';
import type { Hub } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { packChunk } from '../store-chunk';
import type { ConvertedPiece, FormatPiece, UploadFormat } from '../upload-format';
import type { BegunStream, GivenStream, StreamPart } from './begin-stream';
import { ContentRefused, PartEnded } from './content-refused';
import { type ChunkSize, cutLines } from './cut-lines';
import { OriginalKeeper } from './keep-original';
import type { Landed, Landing } from './landing';
import { slabsOf } from './slabs';
import { packOriginal } from './store-originals';

export interface ContentSource {
  readonly pieces: AsyncIterable<FormatPiece>;
  /** What the piece lands as. */
  ready(piece: ConvertedPiece, chunkNo: number): Promise<Landed | Refusal>;
  /** Of a piece that is not to land. */
  leave(piece: ConvertedPiece): void;
  /** Nothing that is still to come will land: nothing more of it is kept. */
  refuse(): void;
  /** What is still to land when the last piece has come. */
  rest(): Promise<Landed>;
  /** SHA-256, hex, over all that came. */
  digest(): string;
  /** Nothing more is asked of it: the memory that it kept is given back. */
  end(): void;
}

export interface SourceParts {
  readonly hub: Hub;
  readonly begun: BegunStream;
  readonly part: StreamPart;
  readonly body: AsyncIterable<Buffer>;
  readonly spent: GivenStream['spent'];
  readonly landing: Landing;
}

type Convert = NonNullable<UploadFormat['convert']>;

export const sourceOf = (parts: SourceParts): ContentSource => {
  const { convert } = parts.begun.format;
  return convert === null ? rawSource(parts) : convertedSource(parts, convert);
};

const NOTHING: Landed = { chunk: null, parts: [] };

function rawSource({ hub, begun: { held, border }, part, body, spent }: SourceParts): ContentSource {
  const slabs = slabsOf(LANDING_CHUNKS_MAX);
  const hash = createHash('sha256');
  const isChunk = part.kind === 'chunk';
  const cut = {
    // What is held already is met again in the chunks that it came in, however those were cut.
    sizeOf: (place: number): ChunkSize => {
      if (isChunk) return { lines: CHUNK_RECORDS_MAX, bytes: CHUNK_BYTES_MAX };
      const met = held.get(border.chunkNo + 1 + place);
      return met
        ? { lines: met.records, bytes: CHUNK_BYTES_MAX }
        : { lines: CHUNK_RECORDS_CUT, bytes: CHUNK_BYTES_CUT };
    },
    firstRecord: border.records + 1,
    isLast: isChunk || part.isLast,
    slabs,
    spent,
  };
  const pieces = cutLines(limited(body, border.offset), cut);
  return {
    pieces: isChunk ? onlyPiece(pieces) : pieces,
    ready: async (piece, chunkNo) => {
      const given = { chunkNo, records: piece.records, body: piece.body };
      // Taken before the slab is given back, and in the order of the content.
      hash.update(piece.body);
      const chunk = await packChunk(hub, given, held.get(chunkNo)).finally(() => slabs.giveBack(piece.body));
      return 'kind' in chunk ? chunk : { chunk, parts: [] };
    },
    leave: ({ body: slab }) => slabs.giveBack(slab),
    refuse: () => undefined,
    rest: async () => NOTHING,
    digest: () => hash.digest('hex'),
    end: () => slabs.close(),
  };
}

function convertedSource({ hub, begun, part, body, landing }: SourceParts, convert: Convert): ContentSource {
  const { upload, format, held, border, state } = begun;
  const packed = async ({ fromByte, bytes }: { readonly fromByte: number; readonly bytes: Buffer }) =>
    packOriginal(hub, bytes, fromByte);
  const keeper = new OriginalKeeper(
    border.offset,
    format.resumable ? null : async (cut) => refusing(await landing.add(landedParts(packed(cut)), cut.bytes.length)),
  );
  const whole = limited(body, border.offset);
  const content = part.kind === 'content' && !part.isLast ? unended(whole) : whole;
  return {
    pieces: convert(keeper.keeping(content), {
      state,
      firstRecord: border.records + 1,
      recordsMax: CHUNK_RECORDS_CUT,
      sender: upload.institutionCode,
      isResubmission: (upload.header.resubmissionOf ?? null) !== null,
    }),
    ready: async (piece, chunkNo) => {
      const original = format.resumable ? packed(keeper.taken(piece.sourceBytes)) : [];
      const source = { bytes: piece.sourceBytes, state: piece.state };
      const given = { chunkNo, records: piece.records, body: piece.body, source };
      const chunk = piece.records === 0 ? null : await packChunk(hub, given, held.get(chunkNo));
      return chunk !== null && 'kind' in chunk ? chunk : { chunk, parts: await original };
    },
    leave: () => undefined,
    refuse: () => keeper.drop(),
    rest: () => landedParts(packed(keeper.rest())),
    digest: () => keeper.digest(),
    end: () => undefined,
  };
}

const landedParts = async (parts: ReturnType<typeof packOriginal>): Promise<Landed> => ({
  chunk: null,
  parts: await parts,
});

function refusing(refusal: Refusal | undefined): void {
  if (refusal !== undefined) throw new ContentRefused(refusal);
}

async function* limited(body: AsyncIterable<Buffer>, offset: number): AsyncGenerator<Buffer> {
  let bytes = offset;
  for await (const arrived of body) {
    bytes += arrived.length;
    if (bytes > STREAM_BYTES_MAX) throw new ContentRefused(refuse('BATCH_TOO_LARGE'));
    yield arrived;
  }
}

/** A reader that met the end here would take half a row for a whole one. */
async function* unended(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* content;
  throw new PartEnded('More of the content is to come.');
}

/** A numbered chunk is one piece; its records are not handed on before it is known that no other follows. */
async function* onlyPiece(pieces: AsyncIterable<FormatPiece>): AsyncGenerator<FormatPiece> {
  let count = 0;
  let only: FormatPiece | undefined;
  for await (const piece of pieces) {
    count += 1;
    if (count > 1) throw new ContentRefused(refuse('CHUNK_TOO_LARGE'));
    if (piece.kind === 'records') only = piece;
    else yield piece;
  }
  if (only !== undefined) yield only;
}
