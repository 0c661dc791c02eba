/**
 * Checks the records of one chunk. Records, findings and the chunk's completion are one transaction: a worker that
 * dies in the middle leaves nothing, and whoever comes second finds nothing to do.
 */
import { hash } from 'node:crypto';
import { itemOf, personKeyOf } from '../domain/certificate/person-key';
import { type Reading, readRecord } from '../domain/certificate/reading';
import { recordsOf } from '../domain/intake/read-lines';
import type { BatchFacts } from '../domain/rules/batch-facts';
import type { PreparedCheck } from '../domain/rules/check-records';
import { verdictOf } from '../domain/rules/rule';
import type { ClaimedChunk, Hub, RecordRow, StoredFinding } from './ports';

export interface ChunkChecked {
  readonly kind: 'checked' | 'nothing-to-do';
}

export async function checkChunk(
  hub: Hub,
  { batchId, chunkNo }: { readonly batchId: string; readonly chunkNo: number },
): Promise<ChunkChecked> {
  const outcome = await check(hub, batchId, chunkNo);
  if (outcome === 'checked' && (await hub.views.allChunksChecked(batchId))) {
    await hub.reminders.remind('settle-batch', [{ batchId }]);
  }
  return { kind: outcome };
}

async function check(hub: Hub, batchId: string, chunkNo: number): Promise<ChunkChecked['kind']> {
  try {
    return await checkClaimed(hub, batchId, chunkNo);
  } catch (error) {
    await hub.transaction(({ chunks }) => chunks.countFailure(batchId, chunkNo));
    throw error;
  }
}

const checkClaimed = (hub: Hub, batchId: string, chunkNo: number): Promise<ChunkChecked['kind']> =>
  hub.transaction(async (stores) => {
    const chunk = await stores.chunks.claim(batchId, chunkNo);
    const batch = chunk && (await stores.batches.byId(batchId));
    if (!chunk || !batch) return 'nothing-to-do';
    const check = await hub.preparedCheck(batch, stores);
    const { records, findings, facts } = checkLines(hub, check, chunk);
    await stores.records.copyIn(batchId, records);
    await stores.findings.copyIn(batchId, findings);
    await stores.chunks.markChecked(batchId, chunkNo, { packs: check.appliedPacks(), facts, checkedAt: hub.now() });
    return 'checked';
  });

function checkLines(
  hub: Hub,
  check: PreparedCheck,
  { body, firstLine }: ClaimedChunk,
): { records: RecordRow[]; findings: StoredFinding[]; facts: BatchFacts } {
  const records: RecordRow[] = [];
  const findings: StoredFinding[] = [];
  const facts = check.openFacts();
  let line = firstLine;
  for (const { record, bytes } of recordsOf(body)) {
    const reading = readRecord(record);
    facts.add(reading);
    const found = check.checkReading(record, reading, line);
    for (const finding of found) findings.push({ ...finding, source: 'CHECK', declaredReason: null });
    records.push({ line, verdict: verdictOf(found), data: bytes, ...keysOf(hub, reading) });
    line += 1;
  }
  return { records, findings, facts: facts.finish() };
}

/** The longest known form of a number has 22 characters; what is far longer is no number, and no index could hold it. */
const NUMBER_CHARS_MAX = 64;

/** Half of a SHA-256 in hexadecimal digits: as long as the other keys. */
const PHOTO_KEY_DIGITS = 32;

/** Of what could be read only: a column holds no NUL. */
function keysOf(hub: Hub, reading: Reading): Omit<RecordRow, 'line' | 'verdict' | 'data'> {
  const person = personKeyOf(reading);
  const item = itemOf(reading);
  const personKey = person === null ? null : hub.keyedDigest(person);
  const { certificateNo = '', examDate = null, siteCode = null, name, photoDigest } = reading;
  return {
    certificateNo: certificateNo === '' || certificateNo.length > NUMBER_CHARS_MAX ? null : certificateNo,
    personKey,
    holdingKey: personKey === null || item === null ? null : derivedKey(personKey, item),
    examOn: examDate,
    siteCode,
    nameKey: personKey === null || name === undefined ? null : derivedKey(personKey, `\nname\n${spelling(name)}`),
    // The digest of a file tells no more than the record beside it, so it needs no key of the hub.
    photoKey: photoDigest === undefined ? null : Buffer.from(photoDigest.slice(0, PHOTO_KEY_DIGITS), 'hex'),
  };
}

/** Latin names differ in capitals and blanks between two forms of one person. */
const spelling = (name: string): string => name.trim().replace(/\s+/g, ' ').toUpperCase();

/** The person's digest is keyed already, so a plain one over it tells as little, at a third of the time. */
const derivedKey = (personKey: Buffer, item: string): Buffer =>
  hash('sha256', personKey.toString('hex') + item, 'buffer').subarray(0, personKey.length);
