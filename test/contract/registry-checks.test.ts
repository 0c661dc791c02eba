/** Rules of registry scope over real tables: venues, terms, queues, quiet institutions, and the wall. */
import { registryFindings, type RegistryFinding, type RegistryFindingFilter } from '../../src/app/registry-checks';
import type { Caller } from '../../src/app/caller';
import { REGISTRY_SUBJECTS_MAX, VENUE_FILINGS_MAX } from '../../src/app/limits';
import type { Page } from '../../src/app/paging';
import type { Hub } from '../../src/app/ports';
import type { Refusal } from '../../src/app/refusal';
import type { RegistryDocument, RegistryFiling, RegistrySite } from '../../src/domain/registry/document';
import { packsWith } from '../../src/domain/sample/rule-case';
import { createViews } from '../../src/store/views';
import { forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import { samplePacks } from '../kit/sample-record';
import { CITY, OPERATOR, OTHER_PROVINCE, PROVINCE, waitingBatch } from '../kit/waiting-batch';
import { testSealer } from '../kit/test-sealer';

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
    bench.transaction(({ registry }) => registry.save(document, { at: new Date(), by: 'test' }));
  const answer = (
    caller: Caller,
    filter: Partial<RegistryFindingFilter> = {},
    page = PAGE as { readonly first: number; readonly after: string | null },
  ): Promise<Page<RegistryFinding> | Refusal> => {
    const packs = packsWith(samplePacks(), { reviewWorkingDays: 5, inactiveMonths: 12, renewalDays: 90 });
    const hub: Partial<Hub> = {
      transaction: bench.transaction,
      views: createViews((sql, parameters = []) => bench.source.query(sql, [...parameters]), testSealer),
      activePacks: async () => ({ digest: 'd', packs }) as never,
      now: () => NOW,
    };
    return registryFindings(
      hub as Hub,
      caller,
      { code: null, institutionCode: null, regionCode: null, ...filter },
      page,
    );
  };
  const ask = async (...asked: Parameters<typeof answer>): Promise<Page<RegistryFinding>> => {
    const page = await answer(...asked);
    if (!('items' in page)) throw new Error(`Refused: ${page.code}.`);
    return page;
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
        // A renewal that was revoked before it began goes on after nothing.
        filing('alone', '0001', { from: '2023-09-01', to: '2026-08-31', occupationCode: '4-03-02-02' }),
        filing('revoked', '0001', {
          from: '2026-09-01',
          to: '2029-08-31',
          occupationCode: '4-03-02-02',
          interruptions: [{ kind: 'REVOKED', from: '2026-09-01', to: null }],
        }),
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
    expect(await told(PROVINCE)).toEqual([
      `TIM-008 ${late}`,
      'TIM-009 0001',
      'TIM-009 0002',
      'TIM-010 alone',
      'TIM-010 soon',
    ]);
    await bench.source.query(`UPDATE batch SET state = 'APPROVED', decided_at = '2025-06-29T17:00:00Z' WHERE id = $1`, [
      atProvince,
    ]);
    expect(await told(CITY)).toEqual([`TIM-008 ${late}`, 'TIM-009 0002', 'TIM-010 alone', 'TIM-010 soon']);
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

  test('many filings of one venue: each is compared with some, and the others are counted', async () => {
    const OTHERS = VENUE_FILINGS_MAX + 7;
    const owners = Array.from({ length: OTHERS }, (_, index) => String(index + 1000));
    await bench.source.query(
      `INSERT INTO institution (code, name, credit_code, kind, region_code, grade)
       SELECT code, code, code, 'EMPLOYER', '510100', 'CITY' FROM unnest($1::text[]) AS code`,
      [owners],
    );
    await save({
      sites: owners.map((owner) => site(`S00015100${owner}`, owner, VENUE)),
      filings: [
        ...owners.map((owner) => filing(`F${owner}`, owner)),
        filing('F9999', '1000', { from: '2020-01-01', to: '2020-12-31' }),
      ],
    });
    const { items, total } = await ask(OPERATOR, { code: 'CMP-035' });
    expect(total).toBe(OTHERS);
    // Of the hundred that are compared, one is its own.
    expect(items[0]?.message.en).toContain('and 79 more. 8 further filings were not compared one by one.');
    expect(items[0]?.message.zh).toContain('另有 8 项备案未逐一比较。');
  });

  test('a registry too large for one look is refused, and a region or an institution narrows it', async () => {
    await bench.source.query(
      `INSERT INTO region (code, name, grade) VALUES ('510200', '邻市', 'CITY');
       INSERT INTO institution (code, name, credit_code, kind, region_code, grade)
       VALUES ('0009', '邻市机构', 'C9', 'EMPLOYER', '510200', 'CITY')`,
    );
    await save({ filings: [filing('neighbour', '0009', { to: '2026-07-31' })] });
    await bench.source.query(
      `INSERT INTO institution (code, name, credit_code, kind, region_code, grade)
       SELECT 'I' || number, number::text, 'many-' || number, 'EMPLOYER', '510100', 'CITY' FROM generate_series(0, 499) AS number`,
    );
    await bench.source.query(
      `INSERT INTO filing (id, institution_code, occupation_code, work_types, levels, site_codes, audience, basis, from_day, to_day)
       SELECT 'many-' || number, 'I' || number % 500, '4-' || number, work_types, levels, site_codes, audience, basis, from_day, to_day
         FROM filing, generate_series(1, $1::int) AS number WHERE id = 'neighbour'`,
      [REGISTRY_SUBJECTS_MAX],
    );
    expect(await answer(PROVINCE)).toMatchObject({ kind: 'refused', code: 'REGISTRY_TOO_LARGE' });
    expect(await answer(PROVINCE, { regionCode: '510000' })).toMatchObject({ kind: 'refused' });
    expect((await ask(PROVINCE, { regionCode: '510200' })).items.map(({ subjectId }) => subjectId)).toEqual([
      'neighbour',
    ]);
    expect((await ask(PROVINCE, { institutionCode: '0009' })).total).toBe(1);
    expect((await ask(OTHER_PROVINCE, { regionCode: '510200' })).total).toBe(0);
  });
});
