/**
 * page    at most `first` rows after a place in a list whose order never changes
 * cursor  that place, as text that only the hub reads; it is no secret and no promise beyond the list it came from
 */
export interface PageRequest {
  /** 1 … PAGE_ROWS_MAX; the face refuses other numbers instead of capping them. */
  readonly first: number;
  readonly after: string | null;
  /** `false` where nobody looks at the total: to count a long list takes longer than to read a page of it. */
  readonly withTotal?: boolean;
}

export interface Page<Row> {
  readonly items: readonly Row[];
  /** Rows of the whole list, whatever the page. NaN where nobody asked: no number, so that nobody takes it for one. */
  readonly total: number;
  /** `null` when the page is empty. */
  readonly endCursor: string | null;
  readonly hasNext: boolean;
}

/** The cursor is none that this list gave out. */
export class CursorInvalid extends Error {
  constructor() {
    super('The cursor does not belong to this list.');
    this.name = 'CursorInvalid';
  }
}

export const encodeCursor = (key: readonly string[]): string =>
  Buffer.from(JSON.stringify(key), 'utf8').toString('base64url');

/** @throws CursorInvalid unless the cursor holds `parts` texts. */
export function decodeCursor(cursor: string, parts: number): readonly string[] {
  let key: unknown;
  try {
    key = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw new CursorInvalid();
  }
  if (!Array.isArray(key) || key.length !== parts || !key.every(isKeyPart)) throw new CursorInvalid();
  return key;
}

/** PostgreSQL text holds no NUL. */
const isKeyPart = (part: unknown): part is string => typeof part === 'string' && !part.includes('\0');
