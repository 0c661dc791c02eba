/** Rules of registry scope over real tables: venues, terms, queues, quiet institutions, and the wall. */
import { registryFindings, type RegistryFinding } from '../../src/app/registry-checks';
import type { Caller } from '../../src/app/caller';
import type { Page } from '../../src/app/paging';
import type { Hub } from '../../src/app/ports';
import type { RegistryDocument, RegistryFiling, RegistrySite } from '../../src/domain/registry/document';
import { packsWith } from '../../src/domain/sample/rule-case';
import { createViews } from '../../src/store/views';
import { forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import { samplePacks } from '../kit/sample-record';
import { CITY, OPERATOR, OTHER_PROVINCE, PROVINCE, waitingBatch } from '../kit/waiting-batch';

const NOW = new Date('2026-06-30T01:00:00Z');
const VENUE = '510104-演武路-1';
const INSTITUTION: Caller = { clientId: 'i', role: 'INSTITUTION', institutionCode: '0001', regionCode: null };
const PAGE = { first: 100, after: null };

const site = (code: string, institutionCode: string, venue?: string): RegistrySite => ({
  code,
  institutionCode,
  regionCode: '510100',
  name: code,
  from: '2024-01-01',
  to: null,
  ...(venue === undefined ? {} : { venue }),
});
const filing = (id: string, institutionCode: string, change: Partial<RegistryFiling> = {}): RegistryFiling => ({
  id,
  institutionCode,
  occupationCode: '6-31-01-03',
  workTypes: ['--'],
  levels: ['LEVEL_5'],
  siteCodes: [],
  audience: ['EXTERNAL'],
  basis: ['NATIONAL_STANDARD'],
  from: '2026-01-01',
  to: '2028-12-31',
  interruptions: [],
  ...change,
});

describe('registry findings', () => {
  let bench: ForwardingBench;
  beforeEach(async () => {
    bench = await forwardingBench();
    await bench.source.query(
      `INSERT INTO institution (code, name, credit_code, kind, region_code, grade)
       VALUES ('0002', '样例二', 'C2', 'EMPLOYER', '510100', 'CITY'), ('0003', '样例三', 'C3', 'EMPLOYER', '510100', 'CITY')`,
    );
  });
  afterEach(() => bench.close());

  const save = (document: RegistryDocument): Promise<unknown> =>
    bench.transaction(({ registry }) => registry.save(document));
  const ask = (
    caller: Caller,
    {
      code = null,
      institutionCode = null,
    }: { readonly code?: string | null; readonly institutionCode?: string | null } = {},
    page = PAGE as { readonly first: number; readonly after: string | null },
  ): Promise<Page<RegistryFinding>> => {
    const packs = packsWith(samplePacks(), { reviewWorkingDays: 5, inactiveMonths: 12, renewalDays: 90 });
    const hub: Partial<Hub> = {
      transaction: bench.transaction,
      views: createViews((sql, parameters = []) => bench.source.query(sql, [...parameters])),
      activePacks: async () => ({ digest: 'd', packs }) as never,
      now: () => NOW,
    };
    return registryFindings(hub as Hub, caller, { code, institutionCode }, page);
  };
  const told = async (caller: Caller): Promise<readonly string[]> =>
    (await ask(caller)).items.map(({ code, subjectId }) => `${code} ${subjectId}`);

  test('a venue and an occupation that two institutions have filed for the same time', async () => {
    await save({
      sites: [
        site('S000151000001', '0001', VENUE),
        site('S000151000002', '0001'),
        site('S000151000003', '0002', VENUE),
        site('S000151000004', '0003', VENUE),
      ],
      filings: [
        filing('F1', '0001'),
        filing('F1-elsewhere', '0001', { siteCodes: ['S000151000002'] }),
        filing('F2', '0002', { siteCodes: ['S000151000003'] }),
        filing('F2-other', '0002', { occupationCode: '4-03-02-01' }),
        filing('F2-revoked', '0002', { interruptions: [{ kind: 'REVOKED', from: '2026-01-01', to: null }] }),
        filing('F3', '0003', { from: '2029-01-01', to: null }),
      ],
    });
    const found = await ask(OPERATOR);
    expect(found.items.map(({ code, subjectId, severity }) => [code, subjectId, severity])).toEqual([
      ['CMP-035', 'F1', 'error'],
      ['CMP-035', 'F2', 'error'],
    ]);
    expect(found.items[0]?.message.en).toContain('0002/F2.');
    expect(found.items[0]?.message.en).not.toContain('F3');
    expect(await told(INSTITUTION)).toEqual(['CMP-035 F1']);
    expect(await told(OTHER_PROVINCE)).toEqual([]);
  });

  test('filings about to expire, institutions that are quiet, reviews that wait too long', async () => {
    await save({
      filings: [
        filing('soon', '0001', { from: '2023-09-01', to: '2026-08-31', occupationCode: '4-03-02-01' }),
        filing('renewed', '0001', { from: '2023-09-01', to: '2026-08-31' }),
        filing('renewal', '0001', { from: '2026-09-01', to: '2029-08-31' }),
        filing('later', '0002', { from: '2025-01-01' }),
        filing('suspended', '0003', {
          from: '2023-01-01',
          interruptions: [{ kind: 'SUSPENDED', from: '2026-06-01', to: null }],
        }),
      ],
    });
    const late = await waitingBatch(bench, { records: 1, firstSerial: 1, state: 'CITY_REVIEW' });
    const inTime = await waitingBatch(bench, { records: 1, firstSerial: 2, state: 'CITY_REVIEW' });
    const atProvince = await waitingBatch(bench, { records: 1, firstSerial: 3, state: 'PROVINCE_REVIEW' });
    const at = (id: string, checkedAt: string, decidedAt: string | null): Promise<unknown> =>
      bench.source.query(`UPDATE batch SET checked_at = $2, decided_at = $3 WHERE id = $1`, [id, checkedAt, decidedAt]);
    // Late in the evening of the 21st in UTC it is the 22nd in China, six working days before the 30th.
    await at(late, '2026-06-21T23:00:00Z', null);
    await at(inTime, '2026-06-23T01:00:00Z', null);
    await at(atProvince, '2026-05-01T01:00:00Z', '2026-06-29T01:00:00Z');
    expect(await told(PROVINCE)).toEqual([`TIM-008 ${late}`, 'TIM-009 0001', 'TIM-009 0002', 'TIM-010 soon']);
    await bench.source.query(`UPDATE batch SET state = 'APPROVED', decided_at = '2025-06-29T17:00:00Z' WHERE id = $1`, [
      atProvince,
    ]);
    expect(await told(CITY)).toEqual([`TIM-008 ${late}`, 'TIM-009 0002', 'TIM-010 soon']);
  });

  test('pages go through the whole list in one order, and filters narrow it with its total', async () => {
    const ids = Array.from({ length: 25 }, (_, index) => `E${String(index).padStart(2, '0')}`);
    await save({
      filings: ids.map((id, index) =>
        filing(id, '0001', {
          from: '2026-01-01',
          to: '2026-07-31',
          occupationCode: `4-03-02-${String(index + 1).padStart(2, '0')}`,
        }),
      ),
    });
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Page<RegistryFinding> = await ask(PROVINCE, {}, { first: 10, after });
      expect(page.total).toBe(25);
      seen.push(...page.items.map(({ subjectId }) => subjectId));
      after = page.hasNext ? page.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(ids);
    expect((await ask(PROVINCE, { code: 'TIM-009' })).total).toBe(0);
    expect((await ask(PROVINCE, { institutionCode: '0002' })).total).toBe(0);
    expect((await ask(PROVINCE, { code: 'TIM-010', institutionCode: '0001' })).total).toBe(25);
  });
});
