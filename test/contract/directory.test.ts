/** The public directory over real tables, and its two addresses without a token. */
import fastify, { type FastifyInstance } from 'fastify';
import { addDirectoryRoutes } from '../../schema/directory/routes';
import type { DirectoryEntry, DirectoryPage } from '../../src/app/registry/directory-ports';
import { directory, type DirectoryQuestion } from '../../src/app/registry/directory';
import { saveRegistry } from '../../src/app/save-registry';
import { creditCodeCheck } from '../../src/domain/registry/credit-code';
import {
  CATALOGUE_2022,
  FILING_1,
  OPERATOR,
  PLACE_1,
  registryBench,
  SITE_1,
  WORLD,
  type RegistryBench,
} from '../kit/registry-bench';

const ALL: DirectoryQuestion = { regionCode: null, occupationCode: null, level: null, text: null, onDay: null };
const OTHER_BODY = '91510300MA0000002';
const OTHER_CREDIT = `${OTHER_BODY}${creditCodeCheck(OTHER_BODY)}`;
const stop = (kind: string, from: string, to: string | null = null) => ({ kind, from, to });

const DOCUMENT = {
  ...WORLD,
  institutions: [
    {
      ...PLACE_1,
      address: '示例路1号',
      phone: '028-1234567',
      names: [
        { name: '旧名', from: '2020-01-01', to: '2026-05-31' },
        { name: PLACE_1.name, from: '2026-06-01', to: null },
      ],
    },
    { ...PLACE_1, code: '0002', name: '=公式学校', creditCode: OTHER_CREDIT, regionCode: '510300' },
  ],
  sites: [
    { ...SITE_1, address: '示例路2号' },
    { ...SITE_1, code: 'S000051009002', name: '自贡考点', regionCode: '510300' },
    { ...SITE_1, code: 'S000051009003', name: '旧考点', to: '2026-01-01' },
    { ...SITE_1, code: 'S000051009004', institutionCode: '0002', regionCode: '510300', name: '本部' },
  ],
  filings: [
    { ...FILING_1, fees: [{ level: 'LEVEL_5', yuan: 280.5 }], siteCodes: [SITE_1.code] },
    { ...FILING_1, id: 'F2', occupationCode: '4-03-02-01', levels: ['LEVEL_3'] },
    { ...FILING_1, id: 'F3', interruptions: [stop('SUSPENDED', '2026-06-01')], institutionCode: '0002' },
    { ...FILING_1, id: 'F4', interruptions: [stop('REVOKED', '2026-06-01')] },
    { ...FILING_1, id: 'F5', interruptions: [stop('TERMINATED', '2026-06-30')] },
    { ...FILING_1, id: 'F6', to: '2026-06-29' },
    { ...FILING_1, id: 'F7', from: '2026-07-01' },
  ],
  plans: [],
  catalogue: [CATALOGUE_2022],
};

describe('the public directory', () => {
  let bench: RegistryBench;
  let app: FastifyInstance;
  beforeEach(async () => {
    bench = await registryBench();
    expect(await saveRegistry(bench.hub, OPERATOR, DOCUMENT)).toMatchObject({ kind: 'saved' });
    app = fastify();
    addDirectoryRoutes(app, bench.hub);
  }, 60_000);
  afterEach(async () => {
    await app.close();
    await bench.close();
  });

  const ask = async (question: Partial<DirectoryQuestion> = {}, first = 50, after: string | null = null) => {
    const page = await directory(bench.hub, { ...ALL, ...question }, { first, after });
    if ('kind' in page) throw new Error(page.code);
    return page;
  };
  const ids = async (question: Partial<DirectoryQuestion>): Promise<readonly string[]> =>
    (await ask(question)).items.map(({ filingId }) => filingId);

  test('an entry says who may assess what, where, for whom and at what fee', async () => {
    bench.statements();
    const { items, total, isTotalExact } = await ask();
    expect(bench.statements()).toBe(1);
    expect([total, isTotalExact]).toEqual([3, true]);
    expect(items[0]).toMatchObject({
      institutionCode: '0001',
      institutionName: '样例评价机构',
      regionCode: '510100',
      address: '示例路1号',
      phone: '028-1234567',
      filingId: 'F1',
      occupationCode: '6-31-01-03',
      occupationName: '电工',
      levels: ['LEVEL_5', 'LEVEL_4'],
      fees: [{ level: 'LEVEL_5', yuan: 280.5 }],
      standing: 'IN_FORCE',
      sites: [{ code: SITE_1.code, name: '第1考点', regionCode: '510100', address: '示例路2号' }],
      sitesTotal: 1,
    } satisfies Partial<DirectoryEntry>);
    // A filing without site codes is for every site in force.
    expect(items[1]?.sites.map(({ code }) => code)).toEqual([SITE_1.code, 'S000051009002']);
    expect(items.map(({ filingId, standing }) => `${filingId} ${standing}`)).toEqual([
      'F1 IN_FORCE',
      'F2 IN_FORCE',
      'F3 SUSPENDED',
    ]);
  });

  test.each<[string, Partial<DirectoryQuestion>, readonly string[]]>([
    ['a city has what lies in it', { regionCode: '510100' }, ['F1', 'F2']],
    ['a city has the sites of institutions from elsewhere', { regionCode: '510300' }, ['F2', 'F3']],
    ['a province takes in its cities', { regionCode: '510000' }, ['F1', 'F2', 'F3']],
    ['the nation is everything', { regionCode: '000000' }, ['F1', 'F2', 'F3']],
    ['another province', { regionCode: '430000' }, []],
    ['an occupation', { occupationCode: '4-03-02-01' }, ['F2']],
    ['a level', { level: 'LEVEL_4' }, ['F1', 'F3']],
    ['part of the name of an institution', { text: '评价机构' }, ['F1', 'F2']],
    ['one character of the name of an institution', { text: '评' }, ['F1', 'F2']],
    ['characters of a name that are no neighbours in it', { text: '机评' }, []],
    ['pairs of a name in another order', { text: '机构评价' }, []],
    ['part of the name of an occupation', { text: '厨' }, ['F2']],
    ['a text that is no pattern', { text: '%' }, []],
    ['an earlier day', { onDay: '2026-05-31' }, ['F1', 'F2', 'F4', 'F5', 'F6', 'F3']],
    ['a later day', { onDay: '2027-04-30', level: 'LEVEL_5' }, ['F1', 'F7', 'F3']],
  ])('%s', async (_, question, expected) => {
    expect(await ids(question)).toEqual(expected);
  });

  test('of many sites the first fifty are listed, and all are counted', async () => {
    const sites = Array.from({ length: 60 }, (_, index) => ({
      ...SITE_1,
      code: `S0000510091${String(index).padStart(2, '0')}`,
      institutionCode: '0002',
    }));
    expect(
      await saveRegistry(bench.hub, OPERATOR, { ...DOCUMENT, sites: [...DOCUMENT.sites, ...sites] }),
    ).toMatchObject({
      kind: 'saved',
    });
    const { items } = await ask({ text: '公式' });
    expect(items.map((entry) => [entry.filingId, entry.sitesTotal, entry.sites.length])).toEqual([['F3', 61, 50]]);
    expect(items[0]?.sites.map(({ code }) => code)).toEqual(
      ['S000051009004', ...sites.map(({ code }) => code)].slice(0, 50),
    );
  });

  test('on an earlier day the institution bears its earlier name', async () => {
    expect((await ask({ onDay: '2026-05-31' })).items[0]?.institutionName).toBe('旧名');
  });

  test.each([
    ['regionCode', '5101'],
    ['occupationCode', 'x'],
    ['level', 'LEVEL_9'],
    ['text', ' '],
    ['text', '长'.repeat(51)],
    ['onDay', '2026-02-30'],
  ])('%s %j is refused with its place', async (field, value) => {
    expect(await directory(bench.hub, { ...ALL, [field]: value }, { first: 1, after: null })).toMatchObject({
      code: 'DIRECTORY_QUESTION_INVALID',
      places: [{ field }],
    });
  });

  const get = (url: string) => app.inject({ method: 'GET', url });

  test.each([
    { regionCode: '510000' },
    { regionCode: '510300' },
    { text: '样例' },
    { regionCode: '510000', text: '公式' },
  ])('pages of one entry join to the whole list: %j', async (question) => {
    const asked = { ...ALL, ...question };
    const whole = await directory(bench.hub, asked, { first: 50, after: null });
    if ('kind' in whole) throw new Error(whole.code);
    const walked: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const page: DirectoryPage = await ask(question, 1, after);
      walked.push(...page.items.map(({ filingId }) => filingId));
      expect(page.total).toBe(whole.total);
      [after, more] = [page.endCursor, page.hasNext];
    }
    expect(walked).toEqual(whole.items.map(({ filingId }) => filingId));
    expect(walked).toHaveLength(whole.total);
  });

  test('JSON without a token, page after page by its own links', async () => {
    const seen: string[] = [];
    let next: string | null = '/public/directory.json?first=2&onDay=2026-06-30';
    while (next !== null) {
      const answer = await get(next);
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['cache-control']).toBe('public, max-age=300');
      const page: DirectoryPage & { readonly next: string | null } = answer.json<
        DirectoryPage & { readonly next: string | null }
      >();
      expect(page.total).toBe(3);
      seen.push(...page.items.map(({ filingId }) => filingId));
      next = page.next;
    }
    expect(seen).toEqual(['F1', 'F2', 'F3']);
  });

  test('a crowd is asked to come again, and let in once there is room', async () => {
    const waiting: (() => void)[] = [];
    const crowded = fastify();
    addDirectoryRoutes(crowded, {
      ...bench.hub,
      views: {
        ...bench.hub.views,
        directory: async (...asked) => {
          await new Promise<void>((resolve) => waiting.push(resolve));
          return bench.hub.views.directory(...asked);
        },
      },
    });
    const read = async (): Promise<number> =>
      (await crowded.inject({ method: 'GET', url: '/public/directory.json' })).statusCode;
    const inside = Array.from({ length: 16 }, read);
    while (waiting.length < 16) await new Promise((resolve) => setImmediate(resolve));
    expect(await read()).toBe(503);
    for (const goOn of waiting.splice(0)) goOn();
    expect(new Set(await Promise.all(inside))).toEqual(new Set([200]));
    const later = read();
    while (waiting.length === 0) await new Promise((resolve) => setImmediate(resolve));
    for (const goOn of waiting) goOn();
    expect(await later).toBe(200);
    await crowded.close();
  });

  test('CSV without a token: a mark, Chinese headings, no formula', async () => {
    const answer = await get('/public/directory.csv?onDay=2026-06-30');
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(answer.rawPayload);
    expect(text.startsWith('\ufeff机构代码,机构名称')).toBe(true);
    const lines = text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[3]).toContain(`0002,'=公式学校,510300`);
    expect(lines[3]).toContain(',暂停,');
  });

  test.each([
    '/public/directory.json?level=9',
    '/public/directory.json?first=0',
    '/public/directory.json?first=501',
    '/public/directory.json?first=x',
    '/public/directory.json?after=x',
    '/public/directory.json?regoinCode=510100',
    '/public/directory.json?level=LEVEL_5&level=LEVEL_4',
    '/public/directory.csv?onDay=2026-13-01',
    '/public/directory.csv?first=5',
  ])('%s is told what is wrong, in both languages', async (path) => {
    const answer = await get(path);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({
      refusal: {
        code: 'DIRECTORY_QUESTION_INVALID',
        message: { zh: expect.any(String), en: expect.any(String) },
        placesTotal: 1,
      },
    });
  });
});
