/**
 * What one feed is told of a certificate: the record as it was received, as JSON text. The one place where the fields
 * for a receiver are chosen; the receiving databases of today take the whole record (docs/record.md).
 */
export const parcelData = (record: string): string => record;
