/** The terms of data of the plan of a results desk. */
import { openTerm } from '../../src/app/deadlines/open-term';
import { PLAN_NO, type ResultsDesk } from './results-desk';

/** The plan came through the hub, and its exam is over: the upload is waited for. */
export async function fileThroughHub(desk: ResultsDesk): Promise<void> {
  await desk.bench.source.query(
    `INSERT INTO plan_case (plan_no, institution_code, region_code, state, revision, through_hub, audience, remarks,
                            content_key, filed_by, filed_at)
     VALUES ($1, '0001', '510100', 'APPROVED', 1, true, '{}', '[]', '\\x00', 'institution', '2025-11-01')`,
    [PLAN_NO],
  );
  const subject = { kind: 'PLAN', id: PLAN_NO } as const;
  const event = { subject, institutionCode: '0001', regionCode: '510100', on: '2025-12-27' };
  await desk.hub.transaction((stores) => openTerm(desk.hub, stores, { ...event, term: 'RESULTS_UPLOAD' }));
}

/** `term state last-day`, the upload first, each as opened. */
export async function planTerms({ bench }: ResultsDesk): Promise<readonly string[]> {
  const rows: Record<string, string>[] = await bench.source.query(
    `SELECT term || ' ' || state || ' ' || due_on AS text FROM deadline WHERE subject_kind = 'PLAN'
      ORDER BY term DESC, opened_at, ended_at NULLS LAST`,
  );
  return rows.map(({ text }) => text ?? '');
}
