/** The pre-flight manifest of a check: what may accompany the upload of the same content (docs/pre-flight.md). */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { PREFLIGHT_VERSION, type Preflight } from '../../src/domain/intake/preflight';
import type { BatchSummary } from '../../src/domain/rules/check-batch';
import { ENGINE_VERSION } from '../../src/domain/rules/verdict-digest';
import type { FileItem, RecordFile } from '../input/record-file';
import type { CheckGround } from './prepare';

export interface ContentDigester {
  add(item: FileItem): void;
  /** SHA-256, hex. */
  finish(): string;
}

/**
 * As the hub digests it: the bytes of NDJSON; of a table, whose records reach the hub as JSON, the canonical JSON
 * (RFC 8785) of each record and a line feed.
 */
export function contentDigester({ kind }: RecordFile): ContentDigester {
  const hash = createHash('sha256');
  return {
    add: ({ record, source }) => void hash.update(kind === 'ndjson' ? source : `${canonicalize(record) ?? ''}\n`),
    finish: () => hash.digest('hex'),
  };
}

export const preflightOf = (
  { snapshotDigest, receivedAt }: CheckGround,
  { pack, packDigest, records, passed, held, returned, verdictDigest }: BatchSummary,
  digest: string,
): Preflight => ({
  version: PREFLIGHT_VERSION,
  engineVersion: ENGINE_VERSION,
  pack,
  packDigest,
  snapshotDigest,
  digest,
  records,
  passed,
  held,
  returned,
  verdictDigest,
  at: receivedAt,
});
