import type { RawRecord } from '../certificate/record';

/** The record that the hub keeps as JSON text: one object, as it was received. */
export function recordIn(data: string): RawRecord {
  const record: RawRecord = JSON.parse(data);
  return record;
}
