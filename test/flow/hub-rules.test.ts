/** Rules that only the hub can ask, through real processes: what one institution has sent is held against another's batch. */
import type { CertificateRecord } from '../../src/domain/certificate/record';
import { type SampleBatch, sampleBatch } from '../../src/domain/sample/sample-batch';
import { startTestHub, type TestHub } from '../kit/hub';
import type { CallerName } from '../kit/hub-clients';
import { approveBatch, idOf, pushBatch, until, type FindingRow } from '../kit/operations';
import { SAMPLE_SEED, sampleDesk } from '../kit/sample-desk';

jest.setTimeout(120_000);

const RECORDS = 8;
const { registry } = sampleDesk();
/** The same occupation and work type: level 5 at the one institution, technicians at the other a fortnight earlier. */
const FIRST_PLAN = 'P2026-0001-019';
const OTHER_PLAN = 'P2026-0002-001';

const batchOf = (institutionCode: string, planNo: string, startSerial = 1): SampleBatch =>
  sampleBatch({ registry, seed: SAMPLE_SEED, institutionCode, planNo, records: RECORDS, faultShare: 0, startSerial });

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub({ queue: 'postgres', workers: 1, receivers: false });
}, 120_000);
afterAll(() => hub.stop());

async function push(caller: CallerName, batch: SampleBatch): Promise<string> {
  const batchId = idOf(await pushBatch(hub, batch.header, batch.records, caller));
  await until(
    () => hub.query<{ state: string }>(`SELECT state FROM batch WHERE id = $1`, [batchId]),
    ([batchRow]) => batchRow !== undefined && batchRow.state !== 'CHECKING',
  );
  return batchId;
}

const HUB_FINDINGS = `query ($id: ID!) { findings(batchId: $id, first: 500) { items { line code severity path source } } }`;
/** Signals are for regulators. */
async function hubFindings(caller: CallerName, id: string): Promise<readonly string[]> {
  const { findings } = await hub.run<{ findings: { items: readonly FindingRow[] } }>(caller, HUB_FINDINGS, { id });
  return findings.items
    .filter(({ source }) => source === 'HUB')
    .map(({ line, code, severity, path }) => `${line ?? 'batch'} ${code} ${severity} ${path}`);
}

describe('what one institution sent, held against the batch of another', () => {
  test('persons, numbers, photos, days, steps and serials', async () => {
    const first = batchOf('0001', FIRST_PLAN);
    const firstId = await push('institution', first);
    for (const regulator of ['city', 'province'] as const) await approveBatch(hub, regulator, firstId);
    const issued = first.records as unknown as readonly CertificateRecord[];
    const personOf = (index: number): Partial<CertificateRecord> => {
      const { name, idType, idNumber, sex, birthDate } = issued[index] as CertificateRecord;
      return { name, idType, idNumber, sex, birthDate };
    };

    const own = batchOf('0002', OTHER_PLAN);
    const changes: readonly Partial<CertificateRecord>[] = [
      { ...personOf(0), level: 'LEVEL_5', eligibilityCondition: '5-1' },
      { certificateNo: issued[1]?.certificateNo ?? '' },
      { ...personOf(2), name: '欧阳样例', eligibilityCondition: '2-1' },
      { photoDigest: issued.find(({ photoDigest }) => photoDigest)?.photoDigest ?? null },
      { ...personOf(4), examDate: issued[4]?.examDate ?? '', eligibilityCondition: '2-1' },
    ];
    const records = own.records.map((record, index) => ({ ...record, ...changes[index] }));
    const ownId = await push('otherInstitution', { ...own, records });
    expect(await hubFindings('province', ownId)).toEqual([
      '1 AUT-009 confirm /idNumber',
      '2 AUT-010 error /certificateNo',
      '3 AUT-014 confirm /name',
      '3 CMP-033 confirm /level',
      '4 AUT-013 signal /photoDigest',
      '5 AUT-012 signal /siteCode',
      '5 CMP-033 confirm /level',
    ]);
  });

  test('a series that goes on with a gap, and one that goes on without', async () => {
    const before = await push('otherInstitution', batchOf('0002', OTHER_PLAN, 1_001));
    expect(await hubFindings('province', before)).toEqual(['batch AUT-017 signal ']);
    expect(await hubFindings('otherInstitution', before)).toEqual([]);
    const next = await push('otherInstitution', batchOf('0002', OTHER_PLAN, 1_001 + RECORDS));
    expect(await hubFindings('province', next)).toEqual([]);
  });
});
