import type { Bilingual } from '../bilingual';

/** Where something that was sent is at fault. It never repeats what was sent, because that can be personal data. */
export interface Place {
  /** 1-based line of the chunk, or index + 1 of the typed list; `null` when the place is no record. */
  readonly record: number | null;
  readonly field: string | null;
  readonly message: Bilingual;
}
