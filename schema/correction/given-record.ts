import type { RawRecord } from '../../src/domain/certificate/record';
import { recordShapeProblems } from '../../src/domain/intake/record-shape';
import { refuse, type Refusal } from '../../src/app/refusal';

export type GivenRecord = { readonly kind: 'record'; readonly record: RawRecord } | Refusal;

const isRecord = (value: unknown): value is RawRecord => typeof value === 'object' && value !== null;

/** A wrong shape is a refusal with its places, never an error: an error would repeat the values. */
export function readGivenRecord(value: unknown): GivenRecord {
  const places = recordShapeProblems(value, 1);
  return places.length === 0 && isRecord(value)
    ? { kind: 'record', record: value }
    : refuse('CORRECTION_INVALID', { places });
}
