import type { EntityManager } from 'typeorm';
import type { CalendarStore, RecordedYear } from '../app/deadlines/calendar-ports';
import { row, rows } from './rows';

export const CALENDAR_COLUMNS = `id, year, state, holidays, workdays, notice, recorded_by AS "recordedBy", recorded_at AS "recordedAt",
  confirmed_by AS "confirmedBy", confirmed_at AS "confirmedAt"`;

export const calendarStore = (manager: EntityManager): CalendarStore => ({
  inForce: (at) =>
    rows<RecordedYear>(
      manager,
      `SELECT ${CALENDAR_COLUMNS} FROM calendar_year
        WHERE confirmed_at <= $1 AND (replaced_at IS NULL OR replaced_at > $1) ORDER BY year`,
      [at],
    ),

  byId: (id) => row<RecordedYear>(manager, `SELECT ${CALENDAR_COLUMNS} FROM calendar_year WHERE id = $1`, [id]),

  standing: (from, to) =>
    rows<RecordedYear>(
      manager,
      `SELECT ${CALENDAR_COLUMNS} FROM calendar_year WHERE year >= $1 AND year <= $2 AND state IN ('PROPOSED', 'CONFIRMED') ORDER BY id`,
      [from, to],
    ),

  propose: async (given) => {
    await rows(
      manager,
      `INSERT INTO calendar_year (id, year, state, holidays, workdays, notice, recorded_by, recorded_at)
       VALUES ($1, $2, 'PROPOSED', $3, $4, $5, $6, $7)`,
      [given.id, given.year, given.holidays, given.workdays, given.notice, given.recordedBy, given.recordedAt],
    );
  },

  confirm: async (id, by, at) => {
    const confirmed = await rows(
      manager,
      `UPDATE calendar_year SET state = 'CONFIRMED', confirmed_by = $2, confirmed_at = $3
        WHERE id = $1 AND state = 'PROPOSED' RETURNING id`,
      [id, by, at],
    );
    return confirmed.length > 0;
  },

  replace: async (id, at) => {
    const replaced = await rows(
      manager,
      `UPDATE calendar_year SET state = 'REPLACED', replaced_at = $2 WHERE id = $1 AND state <> 'REPLACED' RETURNING id`,
      [id, at],
    );
    return replaced.length > 0;
  },
});
