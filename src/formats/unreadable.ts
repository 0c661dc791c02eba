import type { Bilingual } from '../domain/bilingual';

/** Ends the reading of a content: what lies behind the place cannot be made out. Never repeats what the content holds. */
export class Unreadable extends Error {
  constructor(
    readonly said: Bilingual,
    /** 1-based, where the fault lies in or behind a record that can be counted. */
    readonly record: number | null = null,
  ) {
    super(`${said.zh} ${said.en}`);
    this.name = 'Unreadable';
  }
}

export const unreadable = (zh: string, en: string, record: number | null = null): Unreadable =>
  new Unreadable({ zh, en }, record);

/** What whoever sends a content should know although it can be used. */
export type Say = (said: Bilingual) => void;
