/**
 * Cold storage: bodies of chunks whose batch was decided long ago, and of the content as it was sent, one file an upload,
 * outside the database. Rows keep digest and place; whoever reads a body need not know where it lies.
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
  /**
   * Whether this is the storage of the hub that asks: its name stands there. `isFirst`: nothing has moved yet, so that a name
   * may be written. A folder that is not mounted is an empty one, and nothing would look wrong until something is read.
   */
  claim(hub: string, isFirst: boolean): Promise<ColdStoreFault | undefined>;
  /** Takes away what no row names. What nobody claims is set aside first, and still read, before it is forgotten. */
  sweep(rule: ColdSweep): Promise<ColdSwept>;
}

/** COLD_STORE_UNMARKED: no hub's name stands there. COLD_STORE_OF_OTHER: that of another one. */
export type ColdStoreFault = 'COLD_STORE_UNMARKED' | 'COLD_STORE_OF_OTHER';

export interface ColdSweep {
  readonly at: Date;
  /** Drafts and files that were written before it, and that no row names, have no writer any more. */
  readonly writtenBefore: Date;
  /** What was set aside before it is deleted. */
  readonly asideBefore: Date;
  claimed(places: readonly string[]): Promise<ReadonlySet<string>>;
}
export interface ColdSwept {
  readonly drafts: number;
  readonly setAside: number;
  readonly broughtBack: number;
  readonly forgotten: number;
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
  /** Nobody else moves or sweeps until the transaction ends. False: somebody else is at it. */
  hold(): Promise<boolean>;
  /** Whether anything lies in files. */
  hasMoved(): Promise<boolean>;
  /** The batch decided first of those that were decided before `before` and have not moved. */
  next(before: Date): Promise<ColdCandidate | undefined>;
  /** Which of the files a row names. */
  claimed(places: readonly string[]): Promise<ReadonlySet<string>>;
  /**
   * Bodies as they are kept, of the chunks that still have them, in the order of their numbers, and then of the content as it
   * was sent; held until the end.
   */
  packed(uploadId: string): AsyncIterable<Buffer>;
  /** Rows give their bodies up and say where they lie. `file` is `null` when no row had one. */
  moved(candidate: ColdCandidate, file: ColdFile | null, at: Date): Promise<void>;
}

export interface ColdViews {
  /** Whether a batch decided before `before` still has its chunks in the database. */
  coldDue(before: Date): Promise<boolean>;
}
