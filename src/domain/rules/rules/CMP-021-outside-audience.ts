import type { SnapshotFiling } from '../../reference/snapshot';
import { fujian, hunan, sichuan } from '../documents';
import { defineRecordRule, fault } from '../rule';

const holdsAt = ({ siteCodes }: SnapshotFiling, siteCode: string | undefined): boolean =>
  siteCode === undefined || siteCodes.length === 0 || siteCodes.includes(siteCode);

/** Asks the filings of the record's own site; where none names the site, CMP-020 speaks. */
export const outsideAudience = defineRecordRule({
  code: 'CMP-021',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '评价对象超范围', en: 'Candidate outside the audience' },
  basis: [sichuan('五'), hunan('一(一)'), fujian('第二条')],
  check: (_record, { filing, reading: { affiliation, siteCode } }) => {
    if (filing.kind !== 'FILED' || affiliation === undefined) return undefined;
    const filings = filing.filings.filter((entry) => holdsAt(entry, siteCode));
    if (filings.length === 0 || filings.some(({ audience }) => audience.includes(affiliation))) return undefined;
    return fault(
      '/affiliation',
      { zh: '考生不属于备案的评价对象范围。', en: 'The candidate is outside the filed audience.' },
      { expected: [...new Set(filings.flatMap(({ audience }) => audience))] },
    );
  },
});
