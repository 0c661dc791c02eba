/** The pre-flight manifest of a check: what may accompany the upload of the same content (docs/pre-flight.md). */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { PREFLIGHT_VERSION, type Preflight } from '../../src/domain/intake/preflight';
import type { BatchSummary } from '../../src/domain/rules/check-batch';
import { ENGINE_VERSION } from '../../src/domain/rules/verdict-digest';
import type { FileItem, RecordFile } from '../input/record-file';
import type { CheckGround } from './prepare';

export interface ContentDigester {
  add(item: FileItem): void;
  /** SHA-256, hex. */
  finish(): Promise<string>;
}

/** Over the content as it is sent: NDJSON may come on standard input and is digested on its way, a table is read once more. */
export function contentDigester({ kind }: RecordFile, path: string): ContentDigester {
  const hash = createHash('sha256');
  const isTable = kind !== 'ndjson';
  return {
    add: ({ source }) => void (isTable || hash.update(source)),
    finish: async () => {
      if (isTable) for await (const bytes of createReadStream(path)) hash.update(bytes);
      return hash.digest('hex');
    },
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
