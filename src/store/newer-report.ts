/** Of a `report`: a later revision of the same period was made for its feed. */
export const HAS_NEWER = `
EXISTS (SELECT FROM tally_report AS newer
         WHERE newer.feed = report.feed AND newer.period = report.period AND newer.revision > report.revision)`;
