/** A feed of which nothing was ever said has no row: it is CLOSED and free. */
import type { EntityManager } from 'typeorm';
import type { FeedAlarmRow, FeedPause, FeedStateStore } from '../app/forwarding/feed-state-ports';
import type { FeedStanding } from '../domain/forwarding/gate';
import { feedConditions } from './feed-conditions';
import { row, rows } from './rows';

export const STANDING_COLUMNS = `state.paused_at AS "pausedAt", coalesce(state.breaker, 'CLOSED') AS breaker,
       coalesce(state.failures, 0) AS failures, coalesce(state.probes, 0) AS probes, state.opened_at AS "openedAt",
       state.probe_at AS "probeAt", state.free_at AS "freeAt"`;

export type StandingRow = Omit<FeedStanding, 'state'> & { readonly breaker: FeedStanding['state'] };

export const standingOf = ({ breaker, ...standing }: StandingRow): FeedStanding => ({ ...standing, state: breaker });

/** Sets nothing: it makes the row and locks it. */
const LOCK = `
INSERT INTO feed_state AS state (feed) VALUES ($1) ON CONFLICT (feed) DO UPDATE SET feed = excluded.feed
RETURNING ${STANDING_COLUMNS}`;

const SAVE_BREAKER = `
UPDATE feed_state SET breaker = $2, failures = $3, probes = $4, opened_at = $5, probe_at = $6,
       failed_at = CASE WHEN $7::text IS NULL THEN failed_at ELSE $8::timestamptz END, failure = coalesce($7, failure),
       free_at = greatest(free_at, $9::timestamptz)
 WHERE feed = $1`;

const BEGIN_PROBE = `
UPDATE feed_state SET breaker = 'HALF_OPEN', probe_at = $3
 WHERE feed = $1 AND breaker <> 'CLOSED' AND (probe_at IS NULL OR probe_at <= $2)
RETURNING feed`;

const TAKE_PLACE = `
INSERT INTO feed_state AS state (feed, free_at) VALUES ($1, $3)
ON CONFLICT (feed) DO UPDATE SET free_at = excluded.free_at WHERE state.free_at IS NULL OR state.free_at <= $2
RETURNING feed`;

/** Often enough for who looks at it; each writing of the row makes others wait. */
const NOTED_EVERY = `interval '1 second'`;

const NOTE_TAKEN = `
WITH noted AS (
  INSERT INTO feed_state AS state (feed, taken_at) VALUES ($1, $2)
  ON CONFLICT (feed) DO UPDATE SET taken_at = excluded.taken_at, failures = 0
   WHERE state.breaker = 'CLOSED' AND (state.failures > 0 OR state.taken_at IS NULL
                                       OR state.taken_at NOT BETWEEN excluded.taken_at - ${NOTED_EVERY} AND excluded.taken_at)
)
SELECT breaker FROM feed_state WHERE feed = $1`;

const NOTE_ANSWERS = `
INSERT INTO feed_state AS state (feed, heard_at, refused_in_row) VALUES ($1, $2, CASE WHEN $3 > 0 THEN 0 ELSE $4::int END)
ON CONFLICT (feed) DO UPDATE SET heard_at = excluded.heard_at,
       refused_in_row = CASE WHEN $3 > 0 THEN 0 ELSE state.refused_in_row + $4 END
 WHERE $4 > 0 OR state.refused_in_row > 0 OR state.heard_at IS NULL
    OR state.heard_at NOT BETWEEN excluded.heard_at - ${NOTED_EVERY} AND excluded.heard_at`;

const PAUSE = `
INSERT INTO feed_state AS state (feed, paused_at, paused_by, pause_reason)
SELECT name, $2, $3, $4 FROM feed WHERE name = $1
ON CONFLICT (feed) DO UPDATE SET paused_at = coalesce(state.paused_at, excluded.paused_at),
       paused_by = CASE WHEN state.paused_at IS NULL THEN excluded.paused_by ELSE state.paused_by END,
       pause_reason = CASE WHEN state.paused_at IS NULL THEN excluded.pause_reason ELSE state.pause_reason END
RETURNING paused_at AS "pausedAt", paused_by AS "pausedBy", pause_reason AS reason`;

const RESUME = `
WITH resumed AS (
  UPDATE feed_state SET paused_at = NULL, paused_by = NULL, pause_reason = NULL, resumed_at = $2
   WHERE feed = $1 AND paused_at IS NOT NULL RETURNING feed
)
SELECT EXISTS (SELECT FROM resumed) AS "wasPaused" FROM feed WHERE name = $1`;

/** `xmax` is 0 of a row that was not there before. */
const RAISE = `
INSERT INTO feed_alarm (id, feed, kind, since, raised_at, facts)
SELECT id, feed, kind, since, $2, facts
  FROM jsonb_to_recordset($1::jsonb) AS found (id uuid, feed text, kind text, since timestamptz, facts jsonb)
ON CONFLICT (feed, kind) WHERE ended_at IS NULL DO UPDATE SET facts = excluded.facts
RETURNING feed, kind, since, facts, xmax = 0 AS "isNew"`;

const END = `
UPDATE feed_alarm SET ended_at = $3
  FROM unnest($1::text[], $2::text[]) AS gone (feed, kind)
 WHERE feed_alarm.feed = gone.feed AND feed_alarm.kind = gone.kind AND feed_alarm.ended_at IS NULL`;

export const feedStateStore = (manager: EntityManager): FeedStateStore => ({
  isKnown: async (feed) => (await rows(manager, `SELECT FROM feed WHERE name = $1`, [feed])).length > 0,

  lock: async (feed) => {
    const [locked] = await rows<StandingRow>(manager, LOCK, [feed]);
    if (locked === undefined) throw new Error('The state of a feed was not kept.');
    return standingOf(locked);
  },

  saveBreaker: async (feed, { state, failures, probes, openedAt, probeAt }, { at, failure, freeAt }) => {
    await rows(manager, SAVE_BREAKER, [feed, state, failures, probes, openedAt, probeAt, failure, at, freeAt]);
  },

  beginProbe: async (feed, at, until) => (await rows(manager, BEGIN_PROBE, [feed, at, until])).length > 0,

  takePlace: async (feed, at, freeAt) => (await rows(manager, TAKE_PLACE, [feed, at, freeAt])).length > 0,

  noteTaken: async (feed, at) => {
    const noted = await row<{ breaker: string }>(manager, NOTE_TAKEN, [feed, at]);
    // The first word of a feed stands in no row that this statement could read.
    return noted === undefined || noted.breaker === 'CLOSED';
  },

  noteAnswers: async (feed, at, { accepted, refused }) => {
    await rows(manager, NOTE_ANSWERS, [feed, at, accepted, refused]);
  },

  pause: (feed, { pausedAt, pausedBy, reason }) => row<FeedPause>(manager, PAUSE, [feed, pausedAt, pausedBy, reason]),

  resume: async (feed, at) => (await row<{ wasPaused: boolean }>(manager, RESUME, [feed, at]))?.wasPaused,

  conditions: () => feedConditions(manager),

  openAlarms: () =>
    rows(manager, `SELECT feed, kind, since, facts FROM feed_alarm WHERE ended_at IS NULL ORDER BY feed, kind`),

  raise: async (alarms, at, newId) => {
    if (alarms.length === 0) return [];
    const found = alarms.map((alarm) => ({ ...alarm, id: newId() }));
    const raised = await rows<FeedAlarmRow & { isNew: boolean }>(manager, RAISE, [JSON.stringify(found), at]);
    return raised.filter(({ isNew }) => isNew).map(({ isNew: _, ...alarm }) => alarm);
  },

  end: async (alarms, at) => {
    await rows(manager, END, [alarms.map(({ feed }) => feed), alarms.map(({ kind }) => kind), at]);
  },
});
