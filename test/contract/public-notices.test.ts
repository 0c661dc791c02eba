/** What anybody reads of a notice without a token. */
import type { AddressInfo } from 'node:net';
import { createServer } from '../../schema/server';
import { HTTP_LIMITS } from '../../src/platform/http-limits';
import { entryOf, PLAN_NO, resultsDesk, type ResultsDesk } from '../kit/results-desk';

let desk: ResultsDesk;
let url = '';
let close: () => Promise<unknown>;
let noticeId = '';

beforeEach(async () => {
  desk = await resultsDesk();
  const app = await createServer(desk.hub, {
    development: false,
    identify: async () => 'absent',
    issueToken: () => undefined,
    limits: HTTP_LIMITS,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/public`;
  close = () => app.close();
  noticeId = (await desk.submit({ noticeFrom: '2025-12-30' })).id;
}, 60_000);
afterEach(async () => {
  await close();
  await desk.bench.close();
});

const get = async (path: string) => {
  const answer = await fetch(`${url}/${path}`);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

test('a notice is listed on its days, with masks only', async () => {
  desk.setDay('2025-12-30');
  const list = await get('notices.json');
  expect(list.status).toBe(200);
  expect(list.headers.get('cache-control')).toBe('public, max-age=60');
  expect(JSON.parse(list.text)).toMatchObject({
    total: 1,
    items: [
      { id: noticeId, planNo: PLAN_NO, noticeFrom: '2025-12-30', noticeTo: '2026-01-05', candidates: 3, passed: 2 },
    ],
  });
  const one = await get(`notices/${noticeId}.json?first=2`);
  expect(JSON.parse(one.text)).toMatchObject({
    id: noticeId,
    institution: { code: '0001' },
    entries: { total: 3, hasNext: true, items: [{ entryNo: 1, name: '张**', passed: true }, { entryNo: 2 }] },
  });
  for (const hidden of [entryOf(1).idNumber, entryOf(1).name, 'core', 'person', 'list_key', 'list_total']) {
    expect(one.text).not.toContain(hidden);
  }
});

test('pages follow one another', async () => {
  desk.setDay('2025-12-30');
  const first = JSON.parse((await get(`notices/${noticeId}.json?first=2`)).text);
  const next = JSON.parse((await get(`notices/${noticeId}.json?first=2&after=${first.entries.endCursor}`)).text);
  expect(next.entries).toMatchObject({ total: 3, hasNext: false, items: [{ entryNo: 3, passed: false }] });
});

test('filters narrow the list', async () => {
  desk.setDay('2025-12-30');
  const totalOf = async (query: string): Promise<number> => JSON.parse((await get(`notices.json?${query}`)).text).total;
  expect([await totalOf('regionCode=510100'), await totalOf('regionCode=430000')]).toEqual([1, 0]);
  expect([await totalOf('institutionCode=0001'), await totalOf('planNo=P2')]).toEqual([1, 0]);
});

test('what is not on notice is answered like what is not there', async () => {
  const missing = await get('notices/0190a000-0000-7000-8000-000000000001.json');
  expect(missing.status).toBe(404);
  // Not begun.
  expect(await get(`notices/${noticeId}.json`)).toMatchObject({ status: 404, text: missing.text });
  expect(await get('notices/x.json')).toMatchObject({ status: 404, text: missing.text });
  expect(JSON.parse((await get('notices.json')).text)).toMatchObject({ total: 0, items: [] });
});

test.each(['plan=P1', 'regioncode=510100', 'onDay=2025-12-30'])('the parameter %s is not known', async (query) => {
  desk.setDay('2025-12-30');
  for (const path of ['notices.json', `notices/${noticeId}.json`]) {
    const { status, text } = await get(`${path}?${query}`);
    expect([status, JSON.parse(text).refusal.code]).toEqual([400, 'PARAMETER_UNKNOWN']);
  }
  // Of one notice there is nothing to filter.
  expect((await get(`notices/${noticeId}.json?planNo=${PLAN_NO}`)).status).toBe(400);
});

test.each(['first=0', 'first=501', 'first=x', 'after=x', 'after=W10'])('%s is refused, typed', async (query) => {
  desk.setDay('2025-12-30');
  for (const path of ['notices.json', `notices/${noticeId}.json`]) {
    const { status, text } = await get(`${path}?${query}`);
    expect([status, JSON.parse(text).refusal.code]).toEqual([
      400,
      query.startsWith('first') ? 'PAGE_INVALID' : 'CURSOR_INVALID',
    ]);
  }
});
