import { fieldsOf } from './record-fields';

/** Columns of a certificate that stand in its record: what lists and tallies ask for, and nothing that names a person. */
interface RecordColumn {
  readonly column: string;
  readonly field: string;
  readonly type: 'text' | 'date';
}

export const RECORD_COLUMNS: readonly RecordColumn[] = [
  { column: 'site_code', field: 'siteCode', type: 'text' },
  { column: 'occupation_code', field: 'occupationCode', type: 'text' },
  { column: 'occupation_name', field: 'occupationName', type: 'text' },
  { column: 'work_type', field: 'workType', type: 'text' },
  { column: 'level', field: 'level', type: 'text' },
  { column: 'sex', field: 'sex', type: 'text' },
  { column: 'birth_date', field: 'birthDate', type: 'date' },
  { column: 'candidate_category', field: 'candidateCategory', type: 'text' },
  { column: 'exam_date', field: 'examDate', type: 'date' },
  { column: 'issued_on', field: 'issuedOn', type: 'date' },
];

/** In the order of the columns; a field of another type reads as `null`. */
export function columnValues(data: string): readonly (string | null)[] {
  const { text } = fieldsOf(data);
  return RECORD_COLUMNS.map(({ field }) => text(field));
}
