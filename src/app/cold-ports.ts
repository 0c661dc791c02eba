/**
 * Cold storage: bodies of chunks whose batch was decided long ago, one file an upload, outside the database. Rows keep digest
 * and place; whoever reads a body need not know where it lies.
 */
export interface ColdFile {
  /** Names the file in the store; follows from its content. */
  readonly place: string;
  /** SHA-256 of the file, hex. */
  readonly digest: string;
  readonly bytes: number;
}

export interface ColdStore {
  /** Complete, durable and read back before it answers; the same content again has the same place. `null`: no pieces. */
  write(pieces: AsyncIterable<Buffer>): Promise<ColdFile | null>;
  /** @throws ColdFileUnreadable */
  read(place: string, from: number, bytes: number): Promise<Buffer>;
}

/** COLD_FILE_MISSING: not where the row says. COLD_FILE_CHANGED: there, and not what was put there. */
export type ColdFileFault = 'COLD_FILE_MISSING' | 'COLD_FILE_CHANGED';

/** For an operator: the file must come back from the backup. Names the place and nothing of its content. */
export class ColdFileUnreadable extends Error {
  constructor(
    readonly code: ColdFileFault,
    readonly place: string,
  ) {
    super(`The cold file ${place} ${code === 'COLD_FILE_MISSING' ? 'is missing' : 'was changed'}.`);
    this.name = 'ColdFileUnreadable';
  }
}

/** A batch whose chunks are to move. */
export interface ColdCandidate {
  readonly uploadId: string;
}

export interface ColdChunkStore {
  /**
   * The batch decided first of those that were decided before `before` and have not moved; nobody else gets one until the
   * transaction ends. `undefined` when there is none, or somebody else is at it.
   */
  next(before: Date): Promise<ColdCandidate | undefined>;
  /** Bodies as they are kept, of the chunks that still have them, in the order of their numbers; held until the end. */
  packed(uploadId: string): AsyncIterable<Buffer>;
  /** Rows give their bodies up and say where they lie. `file` is `null` when no chunk had one. */
  moved(candidate: ColdCandidate, file: ColdFile | null, at: Date): Promise<void>;
}

export interface ColdViews {
  /** Whether a batch decided before `before` still has its chunks in the database. */
  coldDue(before: Date): Promise<boolean>;
}
