/** What is wrong with the site of a record by itself (CMP-020); CMP-025 asks too, to stay silent then. */
import type { SnapshotInstitution, SnapshotSite } from '../reference/snapshot';
import { touches } from '../reference/snapshot';
import { holdsAt } from './filing-state';
import type { ExamContext } from './exam-context';
import type { Fault } from './rule';
import { fault } from './rule';

/** Digits of a region code (GB/T 2260) that name the area where an institution may work. */
const AREA_DIGITS = { CITY: 4, PROVINCE: 2 } as const;

const NOT_FILED = fault('/siteCode', {
  zh: '考试日期该站点未备案。',
  en: 'The site is not filed on the exam date.',
});
const OUTSIDE_AREA = fault('/siteCode', {
  zh: '该站点在机构可开展认定的区域之外。',
  en: 'The site lies outside the area where the institution may work.',
});

const isInside = ({ region }: SnapshotSite, institution: SnapshotInstitution): boolean =>
  region.startsWith(institution.region.slice(0, AREA_DIGITS[institution.grade]));

function isInFiling(siteCode: string, { filing }: ExamContext): boolean {
  if (filing.kind !== 'FILED') return true;
  return filing.filings.some((entry) => holdsAt(entry, siteCode));
}

export function siteFault(context: ExamContext): Fault | undefined {
  const { batch, examDate, reading } = context;
  const { siteCode } = reading;
  if (siteCode === undefined) return undefined;
  const sites = batch.sitesByCode.get(siteCode);
  if (sites === undefined) return NOT_FILED;
  if (examDate === undefined) return undefined;
  const site = sites.find((entry) => touches(entry, examDate));
  if (site === undefined || !isInFiling(siteCode, context)) return NOT_FILED;
  return isInside(site, batch.institution) ? undefined : OUTSIDE_AREA;
}
