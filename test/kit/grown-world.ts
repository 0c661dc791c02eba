/** The walked world with at least one row in every list, and then with fifty more of each. */
import type { TestHub } from './hub';
import { multiplyRows, type Multiplied } from './multiply-rows';
import type { WalkedWorld } from './root-operations';

const PUBLICATION = '0190a000-0000-7000-8000-0000000000a1';
export const PUBLICATION_ID = PUBLICATION;

/** What the walk itself leaves empty; $1 the approved batch, $2 its certificate, $3 its plan, $4 a trial, $5 a recall. */
const SEEDS: readonly (readonly [sql: string, ...parameters: (keyof Seeded)[]])[] = [
  [
    `INSERT INTO finding (id, batch_id, line, code, severity, dimension, path, message_zh, message_en, source, basis, subject, created_at)
     VALUES (1000000, $1, 1, 'AUT-009', 'confirm', 'authenticity', '/name', '样例', 'sample', 'hub', '{样例}', 'sample', now())`,
    'batchId',
  ],
  [
    `INSERT INTO declaration (institution_code, rule, subject, reason, batch_id, line, declared_by, declared_at, state)
     VALUES ('0001', 'AUT-009', 'sample', '样例', $1, 1, 'walk', now(), 'OPEN')`,
    'batchId',
  ],
  [
    `INSERT INTO plan_case (plan_no, institution_code, region_code, state, revision, through_hub, audience, remarks, filed_by, filed_at)
     VALUES ($1, '0001', '510100', 'FILED', 1, true, '{OWN_STUDENT}', '[]', 'walk', now())`,
    'planNo',
  ],
  [
    `INSERT INTO pack_trial_flip (trial_id, batch_id, line, before, after, appeared, gone)
     VALUES ($1, $2, 1, 'PASSED', 'HELD', '{AUT-009}', '{}')`,
    'trialId',
    'batchId',
  ],
  [
    `INSERT INTO publication (id, region_code, published_on, published_by, published_at)
     VALUES ('${PUBLICATION}', '510000', '2026-06-01', 'walk', now())`,
  ],
  [
    `INSERT INTO publication_item (application_id, publication_id, kind, institution_code, institution_name, filing_ids, site_codes)
     VALUES ($1, '${PUBLICATION}', 'TERMINATION', '0001', '样例', '{}', '{}')`,
    'batchId',
  ],
  [
    `INSERT INTO subsidy_recovery (certificate_no, recall_id, institution_code, region_code, state)
     VALUES ($1, $2, '0001', '510100', 'OPEN')`,
    'certificateNo',
    'recallId',
  ],
  [
    `INSERT INTO signing_key (institution_code, key_id, algorithm, public_key, from_day)
     VALUES ('0001', 'walk', 'ED25519', 'sample', '2026-01-01')`,
  ],
  [`UPDATE application SET notice_from = '2026-01-01', notice_to = '2099-01-01' WHERE id = $1`, 'applicationId'],
  [`UPDATE application SET state = 'APPROVED', approved_at = now() WHERE id = $1`, 'draftApplicationId'],
  [
    `UPDATE measure SET notice_from = '2026-01-01', notice_to = '2099-01-01', notice_basis = '{样例}', state = 'CONFIRMED' WHERE id = $1`,
    'measureId',
  ],
  [
    `INSERT INTO filing_interruption (filing_id, kind, from_day)
     SELECT filing_ids[1], 'TERMINATED', from_day FROM measure WHERE id = $1`,
    'measureId',
  ],
];

interface Seeded {
  readonly batchId: string;
  readonly planNo: string;
  readonly trialId: string;
  readonly certificateNo: string;
  readonly recallId: string;
  readonly applicationId: string;
  readonly draftApplicationId: string;
  readonly measureId: string;
}

const seededOf = ({ batchId, planNo, trialId, certificateNo, work }: WalkedWorld): Seeded => {
  const made = (name: string): string => work[name] ?? '';
  return {
    batchId,
    planNo,
    trialId,
    certificateNo,
    recallId: made('recallId'),
    applicationId: made('applicationId'),
    draftApplicationId: made('draftApplicationId'),
    measureId: made('measureId'),
  };
};

export async function seedLists(hub: TestHub, world: WalkedWorld): Promise<void> {
  const seeded = seededOf(world);
  for (const [sql, ...parameters] of SEEDS)
    await hub.query(
      sql,
      parameters.map((name) => seeded[name]),
    );
}

const APART = `to_jsonb('\\x' || md5(n::text))`;

/** In an order in which what is pointed at comes first. */
function grown({
  batchId,
  openBatchId,
  planNo,
  certificateNo,
  deliveryId,
  trialId,
  work,
}: WalkedWorld): readonly Multiplied[] {
  const is = (column: string, value: string | undefined): string => `${column} = '${String(value)}'`;
  const first = (table: string, where: string, change: Multiplied['change']): Multiplied => ({ table, where, change });
  return [
    first('region', `code = '510100'`, { code: 'text' }),
    first('institution', `code = '0001'`, { code: 'text', credit_code: 'text' }),
    first('institution_name', `institution_code = '0001'`, { institution_code: 'text' }),
    first('site', `institution_code = '0001'`, { code: 'text' }),
    first('filing', `institution_code = '0001'`, { id: 'text' }),
    first('signing_key', 'TRUE', { key_id: 'text' }),
    first('assessor', `id = 'WALKED-1'`, { id: 'text' }),
    first('registry_version', `noun = 'INSTITUTION' AND key = '0001'`, {
      recorded_at: `to_jsonb((base ->> 'recorded_at')::timestamptz - n * interval '1 second')`,
      superseded_at: `to_jsonb((base ->> 'recorded_at')::timestamptz)`,
    }),
    first('catalogue_change', 'TRUE', { code: 'text' }),
    first('pack', `state = 'DRAFT'`, { id: 'id', version: 'text' }),
    first('plan', is('plan_no', planNo), { plan_no: 'text' }),
    first('plan', `plan_no = 'P-WALKED-RESULTS'`, { plan_no: 'text' }),
    first('plan_case', is('plan_no', planNo), { plan_no: 'text' }),
    first('upload', is('id', batchId), { id: 'id', client_batch_no: 'text' }),
    first('upload', is('id', openBatchId), { id: 'id', client_batch_no: 'text' }),
    first('batch', is('id', batchId), { id: 'id', client_batch_no: 'text', content_key: APART }),
    first('batch', is('id', openBatchId), {
      id: 'id',
      client_batch_no: 'text',
      content_key: `to_jsonb('\\x' || md5('open' || n))`,
    }),
    first('pack_trial_batch', is('batch_id', batchId), { batch_id: 'id', institution_code: 'text' }),
    first('pack_trial_flip', is('trial_id', trialId), { line: 'number' }),
    first('record', is('certificate_no', certificateNo), { line: `to_jsonb((base ->> 'line')::int + 100 + n)` }),
    first('finding', is('batch_id', batchId), { id: 'number', line: 'number' }),
    first('certificate', is('certificate_no', certificateNo), { certificate_no: 'text' }),
    first('certificate_version', is('certificate_no', certificateNo), { certificate_no: 'text' }),
    first('delivery', is('id', deliveryId), { id: 'id', parcel_no: 'number' }),
    first('delivery_item', `${is('delivery_id', deliveryId)} AND ${is('certificate_no', certificateNo)}`, {
      certificate_no: 'text',
    }),
    first('decision', `institution_code = '0001'`, { id: 'id' }),
    first('notification', `audience_code = '0001'`, { id: 'id', once_key: `'null'::jsonb` }),
    first('deadline', `subject_kind = 'APPLICATION'`, { id: 'id', subject_id: 'id' }),
    first('application', is('id', work['applicationId']), { id: 'id' }),
    first('application', is('id', work['draftApplicationId']), { id: 'id' }),
    first('publication', 'TRUE', { id: 'id' }),
    first('publication_item', 'TRUE', { application_id: 'id' }),
    first('filing_objection', 'TRUE', { id: 'id', objection_no: 'number' }),
    first('measure', is('id', work['measureId']), { id: 'id' }),
    first('results', is('id', work['resultsId']), { id: 'id', plan_no: 'text' }),
    first('results_entry', is('results_id', work['resultsId']), { entry_no: 'number', person_key: APART }),
    first('objection', 'TRUE', { id: 'id' }),
    first('proposal', `kind = 'RESULTS_WITHDRAWAL'`, { id: 'id', subject_id: 'id' }),
    first('certificate_change', 'TRUE', { id: 'id', certificate_no: 'text', content_key: 'text' }),
    first('recall', is('id', work['recallId']), { id: 'id', content_key: 'text' }),
    first('recall_item', is('recall_id', work['recallId']), { certificate_no: 'text' }),
    first('subsidy_recovery', 'TRUE', { certificate_no: 'text' }),
    first('tally', 'TRUE', { occupation_code: 'text' }),
    first('tally_report', is('id', work['tallyReportId']), { id: 'id', revision: 'number' }),
  ];
}

export async function growLists(hub: TestHub, world: WalkedWorld, rows: number): Promise<void> {
  for (const each of grown(world)) await multiplyRows(hub, each, rows);
}
