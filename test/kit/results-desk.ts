/** One plan whose exam is over, its institution and its offices, on a real database with a clock that a test sets. */
import { createHash } from 'node:crypto';
import type { Caller } from '../../src/app/caller';
import type { Hub } from '../../src/app/ports';
import type { Results } from '../../src/app/results/results-ports';
import { submitResults, type GivenResults } from '../../src/app/results/submit-results';
import { checkCharacter } from '../../src/domain/certificate/identity-document';
import type { Parameters } from '../../src/domain/packs/parameters';
import type { ResultsEntry } from '../../src/domain/results/results-entry';
import { packsWith } from '../../src/domain/sample/rule-case';
import { createViews } from '../../src/store/views';
import { forwardingBench, type ForwardingBench } from './approved-batch';
import { samplePacks } from './sample-record';
import { decisionHub, waitingBatch } from './waiting-batch';
import { testSealer } from './test-sealer';

export const PLAN_NO = 'P1';
export const OWN: Caller = { clientId: 'institution', role: 'INSTITUTION', institutionCode: '0001', regionCode: null };
export const FOREIGN: Caller = { ...OWN, clientId: 'foreign', institutionCode: '0002' };
export const SECOND_CITY: Caller = { clientId: 'city-2', role: 'CITY', institutionCode: null, regionCode: '510100' };
export const OTHER_CITY: Caller = { clientId: 'other-city', role: 'CITY', institutionCode: null, regionCode: '510300' };

export interface ResultsDesk {
  readonly bench: ForwardingBench;
  readonly hub: Hub;
  /** Noon in China on that day, from now on. */
  setDay(day: string): void;
  submit(change?: Partial<GivenResults>): Promise<Results>;
  stateOf(id: string): Promise<string | undefined>;
}

const idOf = (serial: number): string => {
  const digits = `51010119900101${String(serial).padStart(3, '0')}`;
  return digits + checkCharacter(digits);
};
export const entryOf = (serial: number, passed = true): ResultsEntry => ({
  name: `张三${serial}`,
  idType: 'RESIDENT_ID',
  idNumber: idOf(serial),
  theoryScore: passed ? 60 : 30,
  skillScore: 80,
  passed,
});
export const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest().subarray(0, 16);

/** `pack`: what the nation’s pack says otherwise. The exam was on 26 and 27 December 2025. */
export async function resultsDesk(pack: Partial<Parameters> = {}): Promise<ResultsDesk> {
  const bench = await forwardingBench();
  await bench.source.query(
    `INSERT INTO plan (plan_no, institution_code, status, province_approved, filed_on, occupation_code, work_type, level,
                       site_code, exam_from, exam_to, headcount, assessors, internal_supervisors, invigilators, trainers)
     VALUES ($1, '0001', 'APPROVED', true, '2025-11-01', '6-31-01-03', '--', 'LEVEL_3', 'S000051000123', '2025-12-26',
             '2025-12-27', 10, '{}', '{}', '{}', '{}')`,
    [PLAN_NO],
  );
  let day = '2025-12-29';
  const packs = packsWith(samplePacks(), { noticeDays: 7, noticeUnit: 'DAY', ...pack });
  const { hub: parts } = decisionHub(bench, undefined, () => new Date(`${day}T04:00:00Z`));
  const hub: Hub = {
    ...parts,
    views: createViews((sql, parameters = []) => bench.source.query(sql, [...parameters]), testSealer),
    activePacks: async () => ({ digest: 'd', packs }),
    keyedDigest: digestOf,
  };
  return {
    bench,
    hub,
    setDay: (to) => {
      day = to;
    },
    submit: async (change = {}) => {
      const given = {
        planNo: PLAN_NO,
        entries: [entryOf(1), entryOf(2), entryOf(3, false)],
        noticeFrom: null,
        noticeTo: null,
      };
      const answer = await submitResults(hub, OWN, { ...given, ...change });
      if (answer.kind === 'refused') throw new Error(answer.code);
      return answer.results;
    },
    stateOf: async (id) => {
      const [row] = await bench.source.query('SELECT state FROM results WHERE id = $1', [id]);
      return row?.state;
    },
  };
}

/** The notice of results that are submitted without wishes. */
export const HELD = { noticeFrom: '2025-12-29', noticeTo: '2026-01-04' };

/** A batch at the city with records of the persons with these serials; its header names the notice that was held. */
export async function shownBatch(
  { bench }: ResultsDesk,
  serials: readonly number[],
  header: object = HELD,
): Promise<string> {
  const id = await waitingBatch(bench, { records: serials.length, firstSerial: 1, state: 'CITY_REVIEW' });
  await bench.source.query('UPDATE upload SET header = header || $2::jsonb WHERE id = $1', [
    id,
    JSON.stringify({ planNo: PLAN_NO, ...header }),
  ]);
  for (const [index, serial] of serials.entries()) {
    await bench.source.query('UPDATE record SET person_key = $3 WHERE batch_id = $1 AND line = $2', [
      id,
      index + 1,
      digestOf(`RESIDENT_ID\n${entryOf(serial).idNumber}`),
    ]);
  }
  return id;
}
