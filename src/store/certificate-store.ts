import type { EntityManager } from 'typeorm';
import type { CertificateStore } from '../app/ports';
import { rows } from './rows';

/**
 * Every passed record becomes a certificate; a number taken meanwhile is left out, not overwritten. In the order of
 * numbers: two batches that hold the same numbers would otherwise wait for each other in a circle.
 */
const PROMOTE = `
WITH passed AS (
  SELECT record.line, record.certificate_no, record.person_key, record.holding_key, record.data::jsonb AS data
    FROM record WHERE record.batch_id = $1 AND record.verdict = 'PASSED'
)
INSERT INTO certificate (certificate_no, state, version, institution_code, institution_kind, school_type, site_code,
    region_code, person_key, holding_key, occupation_code, occupation_name, work_type, level, sex, birth_date,
    candidate_category, exam_date, issued_on, batch_id, line, approved_at)
SELECT passed.certificate_no, 'LIVE', 1, batch.institution_code, institution.kind, institution.school_type,
       passed.data ->> 'siteCode', batch.region_code, passed.person_key, passed.holding_key,
       passed.data ->> 'occupationCode', passed.data ->> 'occupationName', passed.data ->> 'workType',
       passed.data ->> 'level', passed.data ->> 'sex', (passed.data ->> 'birthDate')::date,
       passed.data ->> 'candidateCategory', (passed.data ->> 'examDate')::date, (passed.data ->> 'issuedOn')::date,
       batch.id, passed.line, $2
  FROM passed, batch JOIN institution ON institution.code = batch.institution_code
 WHERE batch.id = $1
 ORDER BY passed.certificate_no
ON CONFLICT (certificate_no) DO NOTHING`;

export const certificateStore = (manager: EntityManager): CertificateStore => ({
  promote: async (batchId, at) => {
    await rows(manager, PROMOTE, [batchId, at]);
    await rows(
      manager,
      `INSERT INTO certificate_version (certificate_no, version, kind, batch_id, line, data, created_at)
       SELECT certificate.certificate_no, 1, 'ISSUED', record.batch_id, record.line, record.data, $2
         FROM certificate JOIN record ON record.batch_id = certificate.batch_id AND record.line = certificate.line
        WHERE record.batch_id = $1 AND record.verdict = 'PASSED'`,
      [batchId, at],
    );
    const left = await rows<{ line: number }>(
      manager,
      `SELECT record.line FROM record
        WHERE record.batch_id = $1 AND record.verdict = 'PASSED'
          AND NOT EXISTS (SELECT FROM certificate
                           WHERE certificate.certificate_no = record.certificate_no
                             AND certificate.batch_id = record.batch_id AND certificate.line = record.line)
        ORDER BY record.line`,
      [batchId],
    );
    return left.map(({ line }) => line);
  },
});
