/** What settling needs of the rest of the hub, by bulk look-ups: part of the ports. */
import type { Digests } from '../domain/intake/repeat-keys';
import type { Holding, HubKnown } from '../domain/rules/hub-known';

/** Lines l with from ≤ l < to. */
export interface LineWindow {
  readonly from: number;
  readonly to: number;
}

/** A line about which the hub knows something beyond it. What repeats inside the batch is found apart. */
export interface KnownLine extends Omit<HubKnown, 'repeatsLine'> {
  readonly line: number;
  /** The record as received. */
  readonly data: string;
}

export interface BatchAsked {
  readonly batchId: string;
  /** Batches that do not count: those that mend each other with this one repeat its persons. */
  readonly chain: readonly string[];
}

/** Certificates that the records of a window speak of. */
export interface KnownCertificates {
  /** Numbers that are given, whatever became of them. */
  readonly numbers: ReadonlySet<string>;
  /** Live certificates by person, whose key is hexadecimal. */
  readonly held: ReadonlyMap<string, readonly Holding[]>;
}

/** Of a chunk, before its records are stored. */
export interface StoredBefore {
  /** From 1: whose person or photo stands in a record. */
  readonly positions: readonly number[];
  /** The oldest transaction whose records the look may not have seen. */
  readonly since: string;
}

export interface KnownQuestion {
  readonly window: LineWindow;
  /** Lines of the window, ascending, that may share a person or a photo with another record; all where it is not said. */
  readonly sharing?: readonly number[] | undefined;
  /** Of the window. */
  readonly certificates: Promise<KnownCertificates>;
  /** Lines that are answered for in any case. */
  readonly asked: readonly number[];
}

export interface FirstOfChain {
  readonly id: string;
  readonly planNo: string;
  readonly sealedAt: Date;
}

export interface KnownStore {
  /** Batches that the batch mends or that mend it, over any number of steps, without itself. */
  chainOf(batchId: string): Promise<readonly string[]>;
  /** When the batch, or what came back of it at the check, was returned; `undefined` when nothing was. */
  returnedAt(batchId: string): Promise<Date | undefined>;
  /** The batch at the head of its chain of resubmissions: the batch itself where it mends none; `undefined` without one. */
  firstOfChain(batchId: string): Promise<FirstOfChain | undefined>;
  /**
   * The highest serial that the hub knows below `below`, by series: of certificates, void ones among them, and of other batches' records
   * that no error has returned. A series without one is absent.
   */
  highestSerials(
    batchId: string,
    lowest: readonly { readonly series: string; readonly below: number }[],
  ): Promise<ReadonlyMap<string, number>>;
  storedBefore(digests: Digests): Promise<StoredBefore>;
  /**
   * Lines whose person or photo stands in a record of another batch that was stored by transaction `since` or a later one.
   * `undefined` where more than `atMost` records were: to look at every line is less work then.
   */
  storedBeside(
    batchId: string,
    beside: { readonly since: string; readonly atMost: number },
  ): Promise<readonly number[] | undefined>;
  /**
   * No verdict of the batch plays a part, so that it is asked on another connection, whose transaction is planned for indexes alone from
   * then on.
   */
  certificatesOf(batchId: string, window: LineWindow): Promise<KnownCertificates>;
  /**
   * Opens the question about the lines of one batch, and answers it window by window: lines about which something is
   * known, ascending, in a handful of queries whatever their number. Other records of the batch itself count like those
   * of other batches, unless an error has returned them. What very many records share is gathered for the first window
   * that has it and kept for the others; ask it anew in another transaction.
   */
  linesKnown(batch: BatchAsked): (question: KnownQuestion) => Promise<readonly KnownLine[]>;
}
