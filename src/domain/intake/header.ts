import type { Acceptance } from '../decision/acceptance';
import type { Preflight } from './preflight';

/** What an institution says about a batch when it opens an upload (docs/record.md, “Batch header”). */
export interface Declaration {
  /** SHA-256 (hex) over the canonical JSON (RFC 8785) of the record; or `line`; or neither for the whole batch. */
  readonly recordDigest?: string | null;
  /** 1-based line of the batch. */
  readonly line?: number | null;
  readonly rule: string;
  readonly reason: string;
}

export interface BatchHeader {
  readonly planNo: string;
  /** The institution's own number, unique per institution for ever. */
  readonly clientBatchNo: string;
  /** Public notice of results, first and last day. */
  readonly noticeFrom: string;
  readonly noticeTo: string;
  readonly resultsApprovedOn?: string | null;
  /** Id of the batch that this one mends. */
  readonly resubmissionOf?: string | null;
  readonly declarations?: readonly Declaration[] | null;
  /** PARTIAL where it is absent. */
  readonly acceptance?: Acceptance | null;
}

/** What an institution says when it seals an upload. */
export interface Manifest {
  readonly chunks: number;
  readonly records: number;
  /** Hex digest over all bytes of all chunks, in the order of their numbers. */
  readonly digest: string;
  readonly algorithm?: 'SHA256' | 'SM3' | null;
  /** Base64 over the UTF-8 bytes of `signedText` (docs/signatures.md). */
  readonly signature?: string | null;
  readonly keyId?: string | null;
  readonly preflight?: Preflight | null;
}
