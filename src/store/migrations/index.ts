/** Append-only: a merged migration is never changed. One more is one file and one line here. */
import { MainFlow1764000000000 } from './1764000000000-main-flow';

export const MIGRATIONS = [MainFlow1764000000000];
