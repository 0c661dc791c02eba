import type { EntityManager } from 'typeorm';
import type { ApplicationBar, CodeStore } from '../app/applications/code-ports';
import type { SerialRange } from '../domain/filing/site-code';
import { measureStore } from './measure-store';
import { publicationStore } from './publication-store';
import { registryWatchStore } from './registry-watch-store';
import { row, rows } from './rows';

const SERIAL_DIGITS = 6;

/** By the plans of the institution: an approved batch of an exam of the occupation inside the term. */
const NEVER_EXERCISED = `
SELECT filing.id FROM filing
 WHERE filing.id = ANY($1)
   AND NOT EXISTS (SELECT FROM plan JOIN batch ON batch.institution_code = plan.institution_code
                                              AND batch.plan_no = plan.plan_no AND batch.state = 'APPROVED'
                    WHERE plan.institution_code = filing.institution_code
                      AND plan.occupation_code = filing.occupation_code
                      AND plan.exam_to >= filing.from_day
                      AND (filing.to_day IS NULL OR plan.exam_from <= filing.to_day))
 ORDER BY filing.id`;

const REGISTERED = `
SELECT asked.id FROM jsonb_to_recordset($1) AS asked (id text, "certificateNo" text)
 WHERE EXISTS (SELECT FROM assessor WHERE assessor.id = asked.id)
    OR EXISTS (SELECT FROM assessor WHERE assessor.certificate_no = asked."certificateNo"
                  AND (assessor.to_day IS NULL OR assessor.to_day >= $2))`;

export const codeStore = (manager: EntityManager): CodeStore => ({
  ...publicationStore(manager),
  ...measureStore(manager),
  ...registryWatchStore(manager),

  takeSiteSerials: async (province, range, count) => {
    const taken: number[] = [];
    let last = await lockCounter(manager, province, range);
    while (taken.length < count) {
      const next = await freeSerial(manager, province, last + 1);
      if (next > range.to) break;
      taken.push(next);
      last = next;
    }
    await rows(manager, `UPDATE site_serial SET last_serial = $3 WHERE province_code = $1 AND first_serial = $2`, [
      province,
      range.from,
      last,
    ]);
    return taken;
  },

  barOf: (creditCode, day) =>
    row<ApplicationBar>(
      manager,
      `SELECT from_day AS "from", to_day AS "to", reason FROM application_bar
        WHERE credit_code = $1 AND from_day <= $2 AND to_day >= $2
        ORDER BY to_day DESC, measure_id LIMIT 1`,
      [creditCode, day],
    ),

  neverExercised: async (filingIds) => {
    const found = await rows<{ id: string }>(manager, NEVER_EXERCISED, [filingIds]);
    return found.map(({ id }) => id);
  },

  registeredStaff: async (people, day) => {
    const asked = people.map(({ id, certificateNo }) => ({ id, certificateNo }));
    const found = await rows<{ id: string }>(manager, REGISTERED, [JSON.stringify(asked), day]);
    return new Set(found.map(({ id }) => id));
  },
});

/** The last serial given of the range; whoever asks at the same time waits here. */
async function lockCounter(manager: EntityManager, province: string, { from }: SerialRange): Promise<number> {
  await rows(
    manager,
    `INSERT INTO site_serial (province_code, first_serial, last_serial) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
    [province, from, from - 1],
  );
  const counter = await row<{ last: number }>(
    manager,
    `SELECT last_serial AS last FROM site_serial WHERE province_code = $1 AND first_serial = $2 FOR UPDATE`,
    [province, from],
  );
  return counter?.last ?? from - 1;
}

const digitsOf = (serial: number): string => String(serial).padStart(SERIAL_DIGITS, '0');

/**
 * `serial` itself or the next one that no site of the province uses. Sites are never deleted, so what is used once is used
 * for ever; a run of imported serials is passed over in one statement, and once.
 */
async function freeSerial(manager: EntityManager, province: string, serial: number): Promise<number> {
  const found = await row<{ free: number }>(
    manager,
    `SELECT CASE WHEN NOT EXISTS (SELECT FROM site WHERE substr(code, 6, 2) = $1 AND substr(code, 8) = $2) THEN $3::int
                 ELSE (SELECT substr(used.code, 8)::int + 1 FROM site AS used
                        WHERE substr(used.code, 6, 2) = $1 AND substr(used.code, 8) >= $2
                          AND NOT EXISTS (SELECT FROM site WHERE substr(code, 6, 2) = $1
                                             AND substr(code, 8) = lpad((substr(used.code, 8)::int + 1)::text, ${SERIAL_DIGITS}, '0'))
                        ORDER BY substr(used.code, 6, 2), substr(used.code, 8) LIMIT 1) END AS free`,
    [province, digitsOf(serial), serial],
  );
  return found?.free ?? serial;
}
