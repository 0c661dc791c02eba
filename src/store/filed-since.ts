/**
 * Since when an institution has been filed without a break: a renewal goes on where the filing before it ended, so that a
 * province of one-year terms sees a quiet year too (湘人社函〔2020〕47号 五(六)).
 */

/** `infinity` where the filing has no last day. */
const lastDay = (filing: string): string => `
  least(coalesce(${filing}.to_day, 'infinity'::date),
        (SELECT min(stop.from_day) - 1 FROM filing_interruption AS stop
          WHERE stop.filing_id = ${filing}.id AND stop.kind IN ('REVOKED', 'TERMINATED')))`;

/** One row with the day as `since`, `NULL` where nothing is in force. `institution` and `today` are SQL; `today` is a date. */
export const filedSince = (institution: string, today: string): string => `
SELECT max(filing.from_day) AS since FROM filing
 WHERE filing.institution_code = ${institution} AND filing.from_day <= ${today}
   AND ${lastDay('filing')} >= filing.from_day
   AND NOT EXISTS (SELECT FROM filing AS earlier
                    WHERE earlier.institution_code = filing.institution_code AND earlier.from_day < filing.from_day
                      AND ${lastDay('earlier')} >= filing.from_day - 1)
   AND EXISTS (SELECT FROM filing AS present
                WHERE present.institution_code = filing.institution_code AND present.from_day <= ${today}
                  AND (present.to_day IS NULL OR present.to_day >= ${today})
                  AND NOT EXISTS (SELECT FROM filing_interruption AS stop
                                   WHERE stop.filing_id = present.id AND stop.from_day <= ${today}
                                     AND (stop.kind IN ('REVOKED', 'TERMINATED') OR stop.to_day IS NULL
                                          OR stop.to_day >= ${today})))`;
