/** Calendars of single years, recorded by hand: proposed by one person, confirmed by another. */
import type { CalendarYearState } from '../../domain/calendar/calendar-year';
import type { CalendarYear } from '../../domain/packs/parameters';

export interface RecordedYear extends CalendarYear {
  readonly id: string;
  readonly year: number;
  readonly state: CalendarYearState;
  /** Title or number of the notice of the State Council. */
  readonly notice: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
  readonly confirmedBy: string | null;
  readonly confirmedAt: Date | null;
}

/** A change takes the lock of the packs first, so that whoever counts by a calendar counts by one. */
export interface CalendarStore {
  /** Years confirmed at `at`, ascending; they go before the calendar of the release and of the packs. */
  inForce(at: Date): Promise<readonly RecordedYear[]>;
  byId(id: string): Promise<RecordedYear | undefined>;
  /** What is proposed and what is confirmed for these years, both included. */
  standing(from: number, to: number): Promise<readonly RecordedYear[]>;
  propose(year: RecordedYear): Promise<void>;
  /** Compare and set; false when it is not proposed any more. */
  confirm(id: string, by: string, at: Date): Promise<boolean>;
  /** False when it was replaced already. */
  replace(id: string, at: Date): Promise<boolean>;
}
