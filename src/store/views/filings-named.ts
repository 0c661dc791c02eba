/** The filings that a list of ids names, as they stand now. `ids` is SQL. */
export const FILINGS = (ids: string): string => `(SELECT coalesce(jsonb_agg(jsonb_build_object(
                  'id', filing.id, 'occupationCode', filing.occupation_code, 'workTypes', filing.work_types,
                  'levels', filing.levels, 'siteCodes', filing.site_codes, 'audience', filing.audience,
                  'from', filing.from_day, 'to', filing.to_day) ORDER BY filing.occupation_code, filing.id), '[]')
                  FROM filing WHERE filing.id = ANY(${ids}))`;
