import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

const FILE = 'occupations-2022.csv';
/** The project's data folder, seen from the source tree and from `dist`. */
const FOLDERS = ['../../data', '../../../data'];

export interface OccupationRow {
  readonly code: string;
  readonly name: string;
}

/** The occupation codes and names of 职业分类大典（2022年版）. Throws when the file is not there or not as it should be. */
export function readOccupations(): readonly OccupationRow[] {
  const path = FOLDERS.map((folder) => join(__dirname, folder, FILE)).find((candidate) => existsSync(candidate));
  if (path === undefined) throw new Error(`The file data/${FILE} is missing.`);
  const rows: unknown[] = parse(readFileSync(path), { columns: true, bom: true });
  return rows.map((row) => {
    if (!isOccupationRow(row)) throw new Error(`The file data/${FILE} needs the columns code and name.`);
    return row;
  });
}

const isOccupationRow = (row: unknown): row is OccupationRow =>
  typeof row === 'object' &&
  row !== null &&
  'code' in row &&
  typeof row.code === 'string' &&
  'name' in row &&
  typeof row.name === 'string';
