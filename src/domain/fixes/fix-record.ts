/** Applies the fixes of a record's findings: JSON Patch (RFC 6902), of which one step deep is all that a record has. */
import type { RawRecord } from '../certificate/record';
import type { Finding, JsonPatch } from '../rules/rule';
import { fieldOfPointer, isMechanical } from './mechanical';

/** What was mended, by rule and place; never the value. */
export interface AppliedFix {
  readonly line: number | null;
  readonly code: string;
  readonly path: string;
}

export interface FixedRecord {
  /** The same object as was given when nothing was mended. */
  readonly record: RawRecord;
  readonly applied: readonly AppliedFix[];
}

/**
 * The record with the patch applied; `undefined` when it does not fit: not mechanical, or a step replaces or removes what
 * is not there. Fields keep their places; a field that is added comes last.
 */
export function applyPatch(record: RawRecord, patch: JsonPatch): RawRecord | undefined {
  if (!isMechanical(patch)) return undefined;
  const fields = new Map(Object.entries(record));
  for (const { op, path, value } of patch) {
    const field = fieldOfPointer(path) ?? '';
    if (op !== 'add' && !fields.has(field)) return undefined;
    if (op === 'remove') fields.delete(field);
    else fields.set(field, value);
  }
  return Object.fromEntries(fields);
}

/** Two fixes of one field are not both applied: the second was made for the value that the first has changed. */
export function fixRecord(record: RawRecord, findings: readonly Finding[]): FixedRecord {
  const touched = new Set<string>();
  const applied: AppliedFix[] = [];
  let mended = record;
  for (const { line, code, path, fix } of findings) {
    if (fix === null || fix.some((step) => touched.has(step.path))) continue;
    const patched = applyPatch(mended, fix);
    if (patched === undefined) continue;
    mended = patched;
    for (const step of fix) touched.add(step.path);
    applied.push({ line, code, path });
  }
  return { record: mended, applied };
}
