/** What anybody reads of proposed filings and of publications without a token. */
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { confirmMeasure } from '../../src/app/publications/decide-measure';
import { draftPublication } from '../../src/app/publications/draft-publication';
import { proposeMeasure } from '../../src/app/publications/propose-measure';
import { publishEnding } from '../../src/app/publications/publish-ending';
import { publishFilings } from '../../src/app/publications/publish-filings';
import { canonicalDigest } from '../../src/domain/reference/canonical-digest';
import { HTTP_LIMITS } from '../../src/platform/http-limits';
import { createServer } from '../../schema/server';
import { applicantOf, applicationOf, itemWish, siteWish } from '../kit/filing-cases';
import { filingBench, type FilingBench, officer } from '../kit/filing-bench';

const PROVINCE = officer('nm-province', 'PROVINCE', '150000');
const contentOf = (serial: number) => ({
  applicant: applicantOf(serial, { regionCode: '150700' }),
  sites: [siteWish('s', { regionCode: '150700' })],
  items: [itemWish('6-31-01-03', { sites: ['s'] })],
});

let bench: FilingBench;
let url = '';
let close: () => Promise<unknown>;
beforeEach(async () => {
  bench = await filingBench();
  const app = await createServer(bench.hub, {
    development: false,
    identify: async () => 'absent',
    issueToken: () => undefined,
    limits: HTTP_LIMITS,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/public`;
  close = () => app.close();
}, 60_000);
afterEach(async () => {
  await close();
  await bench.close();
});

const get = async (path: string) => {
  const answer = await fetch(`${url}/${path}`);
  return { status: answer.status, headers: answer.headers, body: JSON.parse(await answer.text()) };
};

test('publications are listed by region, page by page, and one is shown with its filings', async () => {
  bench.setDay('2026-10-12');
  for (const serial of [1, 2]) {
    const application = applicationOf(randomUUID(), { regionCode: '150700', content: contentOf(serial) });
    await bench.store(application);
    const applicationIds = [application.id];
    const draft = await draftPublication(bench.hub, PROVINCE, { applicationIds });
    const digest = 'digest' in draft ? draft.digest : draft.code;
    expect(await publishFilings(bench.hub, PROVINCE, { digest, applicationIds })).toMatchObject({ filings: 1 });
  }
  const first = await get('publications.json?first=1&regionCode=150000');
  expect(first.headers.get('cache-control')).toBe('public, max-age=60');
  expect(first.body).toMatchObject({
    total: 2,
    hasNext: true,
    items: [{ regionCode: '150000', publishedOn: '2026-10-12', filings: 1 }],
  });
  const next = await get(`publications.json?first=1&regionCode=150000&after=${first.body.endCursor}`);
  expect(next.body).toMatchObject({ hasNext: false, items: [{ institutions: 1 }] });
  expect((await get('publications.json?regionCode=350000')).body).toMatchObject({ total: 0 });
  const { status, body } = await get(`publications/${first.body.items[0].id}.json`);
  expect([status, body.items[0].filings[0].occupationCode]).toEqual([200, '6-31-01-03']);
  expect(JSON.stringify(body)).not.toContain(PROVINCE.clientId);
});

test('a filing on notice is shown until its last day', async () => {
  const application = applicationOf(randomUUID(), {
    regionCode: '150700',
    content: contentOf(1),
    state: 'SUBMITTED',
    approvedAt: null,
    steps: [{ by: 'CITY', act: 'NOTICE' }],
    stepIndex: 0,
    noticeFrom: '2026-06-01',
    noticeTo: '2026-06-05',
  });
  await bench.hub.transaction(({ applications }) =>
    applications.insert(application, canonicalDigest(application.content)),
  );
  const shown = await get('proposed-filings.json');
  expect(shown.body).toMatchObject({
    total: 1,
    items: [{ applicantName: applicantOf(1).name, noticeTo: '2026-06-05', items: [{ occupationCode: '6-31-01-03' }] }],
  });
  bench.setDay('2026-06-06');
  expect((await get('proposed-filings.json')).body).toMatchObject({ total: 0, items: [] });
});

test('filings that a changed venue ended are shown on the days of the notice', async () => {
  const enacted = await bench.enact(
    applicationOf(randomUUID(), {
      regionCode: '350100',
      content: {
        applicant: applicantOf(1, { regionCode: '350100' }),
        sites: [siteWish('s', { regionCode: '350100' })],
        items: [itemWish('6-31-01-03', { sites: ['s'] })],
      },
    }),
  );
  const institutionCode = 'institutionCode' in enacted ? enacted.institutionCode : enacted.code;
  const [one, other] = [officer('fj-1', 'CITY', '350100'), officer('fj-2', 'CITY', '350100')];
  const proposed = await proposeMeasure(bench.hub, one, {
    institutionCode,
    kind: 'TERMINATION',
    filingIds: [],
    from: null,
    to: null,
    reasonCode: 'VENUE_CHANGED',
    reason: '未经许可变更评价场地',
    basis: ['闽劳鉴〔2023〕10号 第十五条'],
  });
  const measureId = 'measureId' in proposed ? proposed.measureId : proposed.code;
  await confirmMeasure(bench.hub, other, { measureId });
  expect((await get('ended-filings.json')).body).toMatchObject({ total: 0 });
  await publishEnding(bench.hub, officer('fj-3', 'PROVINCE', '350000'), { measureId });
  bench.setDay('2026-06-08');
  const { body, headers } = await get('ended-filings.json?first=1&regionCode=350000');
  expect(headers.get('cache-control')).toBe('public, max-age=60');
  expect(body).toMatchObject({
    total: 1,
    items: [{ institutionCode, noticeTo: '2026-06-08', filings: [{ occupationCode: '6-31-01-03' }] }],
  });
  expect(JSON.stringify(body)).not.toMatch(/fj-[123]|未经许可/);
  expect((await get('ended-filings.json?regionCode=510000')).body).toMatchObject({ total: 0 });
  bench.setDay('2026-06-09');
  expect((await get('ended-filings.json')).body).toMatchObject({ total: 0, items: [] });
});

test.each([
  ['publications/x.json', 404, 'NOT_FOUND'],
  ['publications/0190a000-0000-7000-8000-000000000001.json', 404, 'NOT_FOUND'],
  ['publications.json?region=150000', 400, 'PARAMETER_UNKNOWN'],
  ['publications.json?first=501', 400, 'PAGE_INVALID'],
  ['publications.json?after=x', 400, 'CURSOR_INVALID'],
  ['proposed-filings.json?regionCode=150000', 400, 'PARAMETER_UNKNOWN'],
  ['proposed-filings.json?first=0', 400, 'PAGE_INVALID'],
  ['ended-filings.json?institutionCode=0001', 400, 'PARAMETER_UNKNOWN'],
  ['ended-filings.json?after=x', 400, 'CURSOR_INVALID'],
])('%s is answered %i, typed', async (path, status, code) => {
  const answer = await get(path);
  expect([answer.status, answer.body.refusal.code]).toEqual([status, code]);
});
