import type { EntityManager } from 'typeorm';
import type { ClaimedDeadline, Deadline, DeadlineStore } from '../app/deadlines/deadline-ports';
import { cstDate } from '../domain/calendar/cst';
import { LIVE_DEADLINE_STATES } from '../domain/deadlines/deadline-state';
import { nextOn } from '../domain/deadlines/watch-step';
import { rows } from './rows';

export const LIVE = `deadline.state IN (${LIVE_DEADLINE_STATES.map((state) => `'${state}'`).join(', ')})`;

export const DEADLINE_COLUMNS = `deadline.id, deadline.term,
  jsonb_build_object('kind', deadline.subject_kind, 'id', deadline.subject_id) AS subject,
  deadline.institution_code AS "institutionCode", deadline.region_code AS "regionCode", deadline.responsible,
  deadline.escalated_to AS "escalatedTo", deadline.starts_on AS "startsOn", deadline.days, deadline.warning_days AS "warningDays",
  deadline.due_on AS "dueOn", deadline.warn_on AS "warnOn", deadline.escalate_on AS "escalateOn",
  deadline.waits_for_year AS "waitsForYear", deadline.state, deadline.basis, deadline.opened_at AS "openedAt",
  deadline.ended_at AS "endedAt"`;

/** Never falls: what was counted by fewer calendars is counted anew. */
const calendarsBy = (moment: string): string =>
  `(SELECT count(*)::int FROM calendar_year WHERE confirmed_at <= ${moment}::timestamptz)`;

const INSERT = `
INSERT INTO deadline (id, term, subject_kind, subject_id, institution_code, region_code, responsible, escalated_to, starts_on, days,
                      warning_days, due_on, warn_on, escalate_on, waits_for_year, next_on, calendars, state, basis, opened_at)
SELECT id, term, subject_kind, subject_id, institution_code, region_code, responsible, escalated_to, starts_on, days,
       warning_days, due_on, warn_on, escalate_on, waits_for_year, next_on, ${calendarsBy('$2')}, state, basis, $2::timestamptz
  FROM jsonb_to_recordset($1::jsonb) AS opened (id uuid, term text, subject_kind text, subject_id text,
       institution_code text, region_code text, responsible text, escalated_to text, starts_on date, days int,
       warning_days int, due_on date, warn_on date, escalate_on date, waits_for_year int, next_on date, state text,
       basis text[])
    ON CONFLICT (subject_kind, subject_id, term) WHERE state IN ('OPEN', 'WARNED', 'OVERDUE', 'ESCALATED') DO NOTHING`;

/** Waits for a watch that is at the row, and then ends what the watch left of it. */
const END = `
UPDATE deadline SET state = $4, ended_at = $5, next_on = NULL, waits_for_year = NULL
 WHERE subject_kind = $1 AND subject_id = $2 AND term = coalesce($3, term) AND ${LIVE}`;

const CLAIM = `
SELECT ${DEADLINE_COLUMNS}, deadline.calendars < ${calendarsBy('$3')} AS recount FROM deadline
 WHERE next_on <= $1 OR (${LIVE} AND calendars < ${calendarsBy('$3')})
 ORDER BY next_on, id LIMIT $2 FOR UPDATE SKIP LOCKED`;

const SAVE = `
UPDATE deadline SET state = saved.state, escalated_to = saved.escalated_to, due_on = saved.due_on, warn_on = saved.warn_on,
       escalate_on = saved.escalate_on, waits_for_year = saved.waits_for_year, next_on = saved.next_on,
       calendars = ${calendarsBy('$2')}
  FROM jsonb_to_recordset($1::jsonb) AS saved (id uuid, state text, escalated_to text, due_on date, warn_on date,
       escalate_on date, waits_for_year int, next_on date)
 WHERE deadline.id = saved.id`;

export const deadlineStore = (manager: EntityManager): DeadlineStore => ({
  open: async (deadlines, at) => {
    await rows(manager, INSERT, [JSON.stringify(deadlines.map(openedRow)), at]);
  },

  hold: async ({ kind, id }) => {
    await rows(manager, `SELECT pg_advisory_xact_lock(hashtextextended('terms ' || $1::text || ' ' || $2::text, 0))`, [
      kind,
      id,
    ]);
  },

  end: async (subject, term, how, at) => {
    await rows(manager, END, [subject.kind, subject.id, term, how, at]);
  },

  claimDue: (at, limit) => rows<ClaimedDeadline>(manager, CLAIM, [cstDate(at), limit, at]),

  saveAll: async (deadlines, at) => {
    await rows(manager, SAVE, [JSON.stringify(deadlines.map(savedRow)), at]);
  },
});

const savedRow = (deadline: Deadline): object => ({
  id: deadline.id,
  state: deadline.state,
  escalated_to: deadline.escalatedTo,
  due_on: deadline.dueOn,
  warn_on: deadline.warnOn,
  escalate_on: deadline.escalateOn,
  waits_for_year: deadline.waitsForYear,
  next_on: nextOn(deadline),
});

const openedRow = (deadline: Deadline): object => ({
  ...savedRow(deadline),
  term: deadline.term,
  subject_kind: deadline.subject.kind,
  subject_id: deadline.subject.id,
  institution_code: deadline.institutionCode,
  region_code: deadline.regionCode,
  responsible: deadline.responsible,
  starts_on: deadline.startsOn,
  days: deadline.days,
  warning_days: deadline.warningDays,
  basis: deadline.basis,
});
