/** The daily watch on a real database: windows, ends, inactivity and due publications, each told once and to whom it concerns. */
import { randomUUID } from 'node:crypto';
import { sweep } from '../../src/app/sweep';
import { WATCH_PAGE_ROWS, watchRegistry } from '../../src/app/publications/watch-registry';
import type { RegistryFiling } from '../../src/domain/registry/document';
import { applicantOf, applicationOf, filingRow, itemWish, siteWish } from '../kit/filing-cases';
import { filingBench, type FilingBench } from '../kit/filing-bench';

const institution = (code: string, regionCode: string, grade: 'CITY' | 'PROVINCE' = 'CITY') => ({
  ...applicantOf(Number(code), { regionCode, grade }),
  code,
  names: [],
});
jest.setTimeout(30_000);

interface ToldRow {
  readonly topic: string;
  readonly role: string;
  readonly code: string;
}

describe('the watch of the registry', () => {
  let bench: FilingBench;
  beforeEach(async () => {
    bench = await filingBench();
  }, 60_000);
  afterEach(() => bench.close());

  const watch = (day: string) => {
    bench.setDay(day);
    return watchRegistry(bench.hub, { day });
  };
  const told = async (): Promise<readonly string[]> => {
    const rows: ToldRow[] = await bench.source.query(
      `SELECT topic, role, audience_code AS code FROM notification ORDER BY at, topic, role, audience_code`,
    );
    await bench.source.query('DELETE FROM notification');
    return rows.map(({ topic, role, code }) => `${topic} ${role} ${code}`);
  };
  const file = (...filings: RegistryFiling[]) => bench.save({ filings });

  test('a renewal window is told on its first day and once, opens its term, and the renewal meets it', async () => {
    await bench.save({ institutions: [institution('0001', '350100', 'PROVINCE')] });
    await file(filingRow('F1', { from: '2023-10-01', to: '2026-09-30' }));
    // 90 days in Fujian: 2 July is the first that lies inside.
    expect(await watch('2026-07-01')).toMatchObject({ told: 1 });
    expect(await told()).toEqual([
      'INSTITUTION_INACTIVE CITY 350100',
      'INSTITUTION_INACTIVE INSTITUTION 0001',
      'INSTITUTION_INACTIVE PROVINCE 350000',
    ]);
    expect(await watch('2026-07-02')).toMatchObject({ told: 1 });
    expect(await told()).toEqual([
      'FILING_RENEWAL_OPEN CITY 350100',
      'FILING_RENEWAL_OPEN INSTITUTION 0001',
      'FILING_RENEWAL_OPEN PROVINCE 350000',
    ]);
    expect(await watch('2026-07-02')).toMatchObject({ told: 0 });
    expect(await watch('2026-07-03')).toMatchObject({ told: 0 });
    const term = () => bench.source.query(`SELECT subject_id, due_on, state FROM deadline WHERE term = 'RENEWAL'`);
    expect(await term()).toEqual([{ subject_id: 'F1', due_on: '2026-09-30', state: 'OPEN' }]);
    bench.setDay('2026-08-01');
    const renewal = {
      kind: 'RENEWAL',
      institutionCode: '0001',
      regionCode: '350100',
      content: { filingIds: ['F1'] },
    } as const;
    expect(await bench.enact(applicationOf(randomUUID(), renewal))).toMatchObject({ kind: 'enacted' });
    expect(await term()).toMatchObject([{ state: 'MET' }]);
    // It ends, but goes on in the next filing.
    expect(await watch('2026-10-01')).toMatchObject({ told: 0 });
  });

  test('of what is left out at the renewal, or ended, the term is cancelled and not met', async () => {
    await bench.save({ institutions: [institution('0001', '350100')] });
    const term = { from: '2023-10-01', to: '2026-09-30' };
    await file(
      filingRow('F1', term),
      filingRow('F2', { ...term, occupationCode: '4-01-01-01' }),
      filingRow('F3', { ...term, occupationCode: '4-03-02-01' }),
    );
    await watch('2026-07-02');
    bench.setDay('2026-08-01');
    const applied = { institutionCode: '0001', regionCode: '350100' } as const;
    const renewal = { ...applied, kind: 'RENEWAL', content: { filingIds: ['F1', 'F2'] } } as const;
    const end = { ...applied, kind: 'TERMINATION', content: { filingIds: ['F3'], endsOn: '2026-08-31' } } as const;
    const dropping = applicationOf(randomUUID(), { ...renewal, droppedFilingIds: ['F2'] });
    expect(await bench.enact(dropping)).toMatchObject({ kind: 'enacted' });
    expect(await bench.enact(applicationOf(randomUUID(), end))).toMatchObject({ kind: 'enacted' });
    const terms = await bench.source.query(`SELECT subject_id AS id, state FROM deadline ORDER BY subject_id`);
    expect(terms).toEqual([
      { id: 'F1', state: 'MET' },
      { id: 'F2', state: 'CANCELLED' },
      { id: 'F3', state: 'CANCELLED' },
    ]);
  });

  test('a filing that ended without renewal is told the day after, also when the hub slept', async () => {
    await bench.save({ institutions: [institution('0001', '350100')] });
    const revoked = [{ kind: 'REVOKED', from: '2026-08-01', to: null }] as const;
    await file(
      filingRow('F1', { from: '2026-01-01', to: '2026-09-30' }),
      filingRow('F2', { from: '2026-01-01', to: '2026-09-30', occupationCode: '4-01-01-01', interruptions: revoked }),
    );
    expect(await watch('2026-10-04')).toMatchObject({ told: 1 });
    expect(await told()).toEqual(['FILING_ENDED CITY 350100', 'FILING_ENDED INSTITUTION 0001']);
    expect(await watch('2026-10-05')).toMatchObject({ told: 0 });
  });

  test('renewals do not begin the year of quiet anew; a gap and a new filing do', async () => {
    await bench.save({ institutions: [institution('0001', '150700'), institution('0002', '150700')] });
    const ended = [{ kind: 'TERMINATED', from: '2026-03-01', to: null }] as const;
    await file(
      filingRow('F1', { from: '2025-06-01', to: '2026-05-31' }),
      filingRow('F1-R', { from: '2026-06-01', to: '2027-05-31' }),
      filingRow('F2', { institutionCode: '0002', from: '2025-06-01', to: '2026-05-31', interruptions: ended }),
      filingRow('F2-N', { institutionCode: '0002', from: '2026-06-01', to: '2027-05-31' }),
    );
    expect(await watch('2026-06-01')).toMatchObject({ told: 0 });
    expect(await watch('2026-06-02')).toMatchObject({ told: 1 });
    expect(await told()).toEqual(['INSTITUTION_INACTIVE CITY 150700', 'INSTITUTION_INACTIVE INSTITUTION 0001']);
    expect(await watch('2026-06-03')).toMatchObject({ told: 0 });
  });

  test('more than a page of filings is gone through to the end', async () => {
    await bench.save({ institutions: [institution('0001', '350100')] });
    const many = Array.from({ length: WATCH_PAGE_ROWS + 1 }, (_, index) =>
      filingRow(`F${index}`, {
        from: '2026-01-01',
        to: '2026-09-30',
        workTypes: [`w${index}`],
        occupationCode: `4-01-01-${index}`,
      }),
    );
    await file(...many);
    expect(await watch('2026-09-01')).toMatchObject({ told: WATCH_PAGE_ROWS + 1 });
    expect(await watch('2026-09-02')).toMatchObject({ told: 0 });
    const terms = `SELECT count(*)::int AS terms, min(due_on) AS due FROM deadline WHERE state = 'OPEN'`;
    expect(await bench.source.query(terms)).toEqual([{ terms: WATCH_PAGE_ROWS + 1, due: '2026-09-30' }]);
  });

  test('a page of windows takes as many statements as one window', async () => {
    await bench.save({ institutions: [institution('0001', '350100')] });
    const ending = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) =>
        filingRow(`F${from + index}`, {
          from: '2026-01-01',
          to: '2026-09-30',
          occupationCode: `4-01-01-${from + index}`,
        }),
      );
    const statementsOf = async (day: string): Promise<number> => {
      const counted = jest.spyOn(bench.source.logger, 'logQuery');
      await watch(day);
      const statements = counted.mock.calls.length;
      counted.mockRestore();
      return statements;
    };
    // The first look of a process also makes the set of packs.
    await watch('2026-08-31');
    await file(...ending(0, 1));
    const ofOne = await statementsOf('2026-09-01');
    await file(...ending(1, 100));
    expect(await statementsOf('2026-09-02')).toBe(ofOne);
    expect(await bench.source.query(`SELECT count(*)::int AS terms FROM deadline`)).toEqual([{ terms: 101 }]);
  });

  test('two watches at once, and one that dies in a page, tell and open each window once', async () => {
    await bench.save({ institutions: [institution('0001', '350100')] });
    await file(
      ...Array.from({ length: 60 }, (_, index) =>
        filingRow(`F${index}`, { from: '2026-01-01', to: '2026-09-30', occupationCode: `4-01-01-${index}` }),
      ),
    );
    bench.setDay('2026-09-01');
    const { transaction } = bench.hub;
    const dying: typeof transaction = (work) =>
      transaction(async (stores) => {
        const notifications = {
          ...stores.notifications,
          tell: () => Promise.reject(new Error('The worker is gone.')),
        };
        return work({ ...stores, notifications });
      });
    const day = '2026-09-01';
    await expect(watchRegistry({ ...bench.hub, transaction: dying }, { day })).rejects.toThrow('gone');
    expect(await bench.source.query('SELECT FROM deadline')).toEqual([]);
    const both = await Promise.all([watchRegistry(bench.hub, { day }), watchRegistry(bench.hub, { day })]);
    expect(both.map(({ told: heard }) => heard).reduce((sum, heard) => sum + heard)).toBe(60);
    expect(await told()).toHaveLength(120);
    expect(await bench.source.query(`SELECT count(*)::int AS terms FROM deadline`)).toEqual([{ terms: 60 }]);
  });

  test('a province hears once a month that something can be published', async () => {
    const content = {
      applicant: applicantOf(1, { regionCode: '150700' }),
      sites: [siteWish('s', { regionCode: '150700' })],
      items: [itemWish('6-31-01-03')],
    };
    await bench.store(applicationOf(randomUUID(), { regionCode: '150700', content }));
    expect(await watch('2026-09-30')).toMatchObject({ told: 0 });
    expect(await watch('2026-10-01')).toMatchObject({ told: 1 });
    expect(await told()).toEqual(['PUBLICATION_DUE PROVINCE 150000']);
    expect(await watch('2026-10-02')).toMatchObject({ told: 0 });
    expect(await watch('2027-04-01')).toMatchObject({ told: 1 });
  });

  test('the sweep reminds of the day until it is done, and a reminder of another day does nothing', async () => {
    bench.setDay('2026-07-01');
    const reminded: (readonly object[])[] = [];
    const hub = {
      ...bench.hub,
      reminders: {
        remind: async (job: string, subjects: readonly object[]) => {
          if (job === 'watch-registry') reminded.push(subjects);
        },
        close: async () => undefined,
      },
    };
    await sweep(hub);
    await watchRegistry(hub, { day: '2026-06-30' });
    await sweep(hub);
    await watchRegistry(hub, { day: '2026-07-01' });
    await sweep(hub);
    bench.setDay('2026-07-02');
    await sweep(hub);
    expect(reminded).toEqual([[{ day: '2026-07-01' }], [{ day: '2026-07-01' }], [], [{ day: '2026-07-02' }]]);
  });

  test('due filings are found through the index of last days', async () => {
    await bench.save({ institutions: [institution('0001', '350100')] });
    await bench.source.query(
      `INSERT INTO filing (id, institution_code, occupation_code, work_types, levels, site_codes, audience, basis, from_day, to_day)
       SELECT 'G' || n, '0001', '4-01-01-01', '{}', '{}', '{}', '{}', '{}', '2020-01-01', date '2020-01-01' + n
         FROM generate_series(1, 20000) AS n`,
    );
    await bench.source.query('ANALYZE filing');
    const plan: { 'QUERY PLAN': string }[] = await bench.source.query(
      `EXPLAIN SELECT id FROM filing WHERE to_day >= '2026-07-01' AND to_day <= '2026-09-29'
          AND (to_day, id) > ('2026-07-05', 'G1') ORDER BY to_day, id LIMIT 500`,
    );
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('filing_to_day_id_ix');
  });
});
