/** What comes in wrong: a typed, bilingual answer that says what to do; nothing lost, nothing half stored, no data repeated. */
import { request } from 'node:http';
import { randomUUID } from 'node:crypto';
import { BATCH_RECORDS_MAX, CHUNK_RECORDS_MAX, LINE_BYTES_MAX, LIST_RECORDS_MAX } from '../../src/app/limits';
import { onEachBackend } from '../kit/each-backend';
import { expiredBearer, tamperedBearer } from '../kit/forged-token';
import { jsonOf, postGraphql, put, type HttpAnswer } from '../kit/graphql-client';
import type { TestHub } from '../kit/hub';
import type { CallerName } from '../kit/hub-clients';
import {
  appendRecords,
  approveBatch,
  idOf,
  openUpload,
  pushBatch,
  sealUpload,
  sha256,
  until,
  untilChecked,
  type Refused,
} from '../kit/operations';
import { ndjson, sampleDesk } from '../kit/sample-desk';

jest.setTimeout(120_000);

/** Planted in records that are refused: no answer and no log line may hold them. */
const MARKED_NAME = '欧阳标记';
const MARKED_ID = '519901190003078912';
const MARKED_NUMBER = 'S9999519901992699907';
const MARKS = [MARKED_NAME, MARKED_ID, MARKED_NUMBER];

onEachBackend('bad input', (hub) => {
  const desk = sampleDesk();
  const marked = <Fields extends object>(record: Fields): Fields & Record<string, unknown> => ({
    ...record,
    name: MARKED_NAME,
    idNumber: MARKED_ID,
    certificateNo: MARKED_NUMBER,
  });
  const answers: string[] = [];
  const told = (refusal: Partial<Refused>): Partial<Refused> => {
    answers.push(JSON.stringify(refusal));
    for (const text of [refusal.message, refusal.remedy, ...(refusal.places ?? []).map(({ message }) => message)]) {
      expect(text?.zh).toMatch(/\p{Script=Han}/u);
      expect(text?.en).toMatch(/[a-z]{3}/i);
    }
    return refusal;
  };
  const toldByHttp = ({ status, text, body }: HttpAnswer): { status: number; refusal: Partial<Refused> } => {
    answers.push(text);
    return { status, refusal: told((body['refusal'] ?? {}) as Partial<Refused>) };
  };
  const open = async (): Promise<{
    uploadId: string;
    url: string;
    records: ReturnType<typeof desk.batch>['records'];
  }> => {
    const { header, records } = desk.batch({ records: 5 });
    const { uploadId = '', path = '' } = await openUpload(hub(), header);
    return { uploadId, url: `${hub().url}${path}`, records };
  };
  const putAs = async (url: string, body: string | Buffer, type?: string): Promise<ReturnType<typeof toldByHttp>> =>
    toldByHttp(await put(url, await hub().bearer('institution'), body, type));
  const stored = async (uploadId: string): Promise<number> => {
    const [row] = await hub().query<{ chunks: number }>(
      `SELECT count(*)::int AS chunks FROM chunk WHERE upload_id = $1`,
      [uploadId],
    );
    return row?.chunks ?? -1;
  };

  test('malformed JSON in line 4,711 of 5,000: the line is named and none of it is stored', async () => {
    const { header, records } = desk.batch({ records: 5_000 });
    const { uploadId = '', path = '' } = await openUpload(hub(), header);
    const lines = records.map((record) => JSON.stringify(record));
    lines[4_710] = JSON.stringify(marked(records[4_710] ?? {})).slice(0, -1);
    const { status, refusal } = await putAs(`${hub().url}${path}`, lines.join('\n'));
    expect(status).toBe(422);
    expect(refusal).toMatchObject({
      code: 'CHUNK_MALFORMED',
      placesTotal: 1,
      places: [{ record: 4_711, field: null }],
    });
    expect(await stored(uploadId)).toBe(0);
    expect((await put(`${hub().url}${path}`, await hub().bearer('institution'), ndjson(records))).status).toBe(201);
  });

  test.each([
    ['a line of 1 MB', 2, () => `${JSON.stringify({ remark: 'x'.repeat(1024 * 1024) })}`],
    ['a line one byte over the limit', 2, () => JSON.stringify({ remark: 'x'.repeat(LINE_BYTES_MAX) })],
    ['a blank line', 2, () => ''],
    ['a list instead of an object', 2, () => JSON.stringify([MARKED_NAME])],
    ['a text instead of an object', 2, () => JSON.stringify(MARKED_NAME)],
    ['an object as a value', 2, () => JSON.stringify({ name: { family: MARKED_NAME } })],
    ['a list as an unknown value', 2, () => JSON.stringify({ other: [MARKED_ID] })],
    ['a number for a text', 2, () => JSON.stringify({ name: 1 })],
    ['a text for a number', 2, () => JSON.stringify({ skillScore: MARKED_ID })],
    ['null', 2, () => 'null'],
    ['two objects in a line', 2, () => `{}{}`],
  ])('%s is refused with its line', async (_, line, make) => {
    const { uploadId, url, records } = await open();
    const { status, refusal } = await putAs(
      url,
      `${JSON.stringify(records[0])}\n${make()}\n${JSON.stringify(records[1])}\n`,
    );
    expect(status).toBe(422);
    expect(refusal).toMatchObject({ code: 'CHUNK_MALFORMED' });
    expect(refusal.places?.map(({ record }) => record)).toEqual([line]);
    expect(await stored(uploadId)).toBe(0);
  });

  test('bytes that are no UTF-8 are refused with their line', async () => {
    const { uploadId, url, records } = await open();
    const body = Buffer.concat([Buffer.from(ndjson(records.slice(0, 3))), Buffer.from([0x7b, 0xff, 0xfe, 0x7d, 0x0a])]);
    const { status, refusal } = await putAs(url, body);
    expect(status).toBe(422);
    expect(refusal.places?.map(({ record }) => record)).toEqual([4]);
    expect(await stored(uploadId)).toBe(0);
  });

  test('every faulty line is counted, the first fifty are named', async () => {
    const { url, records } = await open();
    const body = `${JSON.stringify(records[0])}\n${'{"name":1}\n'.repeat(80)}`;
    const { refusal } = await putAs(url, body);
    expect(refusal.placesTotal).toBe(80);
    expect(refusal.places).toHaveLength(50);
    expect(refusal.places?.[0]).toMatchObject({ record: 2, field: 'name' });
  });

  test('an empty body, a wrong chunk number and a wrong content type are refused', async () => {
    const { uploadId, url } = await open();
    expect(await putAs(url, '')).toMatchObject({ status: 422, refusal: { code: 'CHUNK_EMPTY' } });
    for (const no of ['0', '-1', '1.5', 'x', '10001', '99999999999']) {
      expect(await putAs(`${url}/chunks/${no}`, '{}\n')).toMatchObject({
        status: 422,
        refusal: { code: 'CHUNK_NUMBER_INVALID' },
      });
    }
    for (const type of ['application/json', 'text/plain', 'application/octet-stream']) {
      expect(await putAs(url, '{}\n', type)).toMatchObject({
        status: 415,
        refusal: { code: 'CONTENT_TYPE_UNSUPPORTED' },
      });
    }
    expect(await stored(uploadId)).toBe(0);
  });

  test('a connection that is cut in the middle of a body stores nothing, and the upload goes on', async () => {
    const { header, records } = desk.batch({ records: 6_000 });
    const { uploadId = '', path = '' } = await openUpload(hub(), header);
    const content = ndjson(records);
    await cutOff(`${hub().url}${path}`, await hub().bearer('institution'), content.slice(0, content.length * 0.8));
    await until(
      async () => hub().logs().includes('cut off'),
      (said) => said,
      20_000,
    );
    expect(await stored(uploadId)).toBe(0);
    const answer = await put(`${hub().url}${path}`, await hub().bearer('institution'), content);
    expect(answer.status).toBe(201);
    expect(await stored(uploadId)).toBe(3);
  });

  test('limits: a typed list, a numbered chunk and a batch over the limit', async () => {
    const { uploadId, url } = await open();
    const tooMany = Array.from({ length: LIST_RECORDS_MAX + 1 }, () => ({}));
    expect(told(await appendRecords(hub(), uploadId, 1, tooMany))).toMatchObject({ code: 'CHUNK_TOO_LARGE' });
    const { header } = desk.batch({ records: 1 });
    expect(told(await pushBatch(hub(), header, tooMany))).toMatchObject({
      code: expect.stringMatching(/^(BATCH|CHUNK)_TOO_LARGE$/),
    });
    const chunk = await putAs(`${url}/chunks/1`, '{}\n'.repeat(CHUNK_RECORDS_MAX + 1));
    expect(chunk).toMatchObject({ status: 413, refusal: { code: 'CHUNK_TOO_LARGE' } });
    const batch = await putAs(url, '{}\n'.repeat(BATCH_RECORDS_MAX + 1));
    expect(batch).toMatchObject({ status: 413, refusal: { code: 'BATCH_TOO_LARGE' } });
    expect(await stored(uploadId)).toBe(0);
  });

  test('a typed list with wrong shapes names record and field', async () => {
    const { uploadId, records } = await open();
    const list = [records[0], { ...records[1], name: { family: MARKED_NAME } }, 'x', null];
    const refusal = told(await appendRecords(hub(), uploadId, 1, list));
    expect(refusal).toMatchObject({ code: 'CHUNK_MALFORMED', placesTotal: 3 });
    expect(refusal.places?.map(({ record, field }) => ({ record, field }))).toEqual([
      { record: 2, field: 'name' },
      { record: 3, field: null },
      { record: 4, field: null },
    ]);
    expect(await stored(uploadId)).toBe(0);
  });

  test('records in the text of the query are refused', async () => {
    const { header } = desk.batch({ records: 1 });
    const { text, errors } = await hub().ask(
      'institution',
      `mutation ($header: BatchHeaderInput!) { pushBatch(header: $header, records: [{ name: "${MARKED_NAME}" }]) { __typename } }`,
      { header },
    );
    answers.push(text);
    expect(errors[0]?.extensions?.code).toBeDefined();
  });

  test('a header with faults names every field; an unknown plan and a plan of another institution look alike', async () => {
    const { header } = desk.batch({ records: 1 });
    const refusal = told(
      await openUpload(hub(), { ...header, clientBatchNo: '空 格', noticeFrom: '2026-02-30', resubmissionOf: 'x' }),
    );
    expect(refusal.code).toBe('HEADER_INVALID');
    expect(refusal.places?.map(({ field }) => field)).toEqual(['clientBatchNo', 'noticeFrom', 'resubmissionOf']);
    const foreign = desk.registry.plans.find(({ institutionCode }) => institutionCode === '0002')?.planNo ?? '';
    const unknown = told(await openUpload(hub(), { ...header, planNo: 'P-NONE' }));
    expect(unknown.code).toBe('PLAN_UNKNOWN');
    expect(told(await openUpload(hub(), { ...header, planNo: foreign }))).toEqual(unknown);
    const mended = told(await openUpload(hub(), { ...header, resubmissionOf: randomUUID() }));
    expect(mended.code).toBe('BATCH_NOT_FOUND');
  });

  test('no token, an expired and a tampered one: 401, each with its reason, at both doors', async () => {
    const good = await hub().bearer('institution');
    const bearers = { absent: undefined, expired: expiredBearer(hub().keysFile, good), invalid: tamperedBearer(good) };
    for (const [reason, bearer] of Object.entries(bearers)) {
      const { text, errors } = await postGraphql(hub().url, bearer, `{ me { clientId } }`);
      answers.push(text);
      expect(errors[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED', reason });
      expect(errors[0]?.extensions?.remedy).toEqual({
        zh: expect.stringMatching(/令牌/),
        en: expect.stringMatching(/token/),
      });
      const { status, body } = await put(`${hub().url}/uploads/${randomUUID()}`, bearer, '{}\n');
      expect(status).toBe(401);
      expect(body['refusal']).toMatchObject({ code: 'UNAUTHENTICATED', reason });
    }
    for (const bearer of [bearers.expired, bearers.invalid, 'Bearer x', 'Basic eDp5']) {
      expect((await postGraphql(hub().url, bearer, `{ me { clientId } }`)).status).toBe(401);
    }
  });

  test('what belongs to another and what does not exist are answered alike, to the byte', async () => {
    const { header, records } = desk.batch({ records: 5 });
    const batchId = idOf(await pushBatch(hub(), header, records));
    await untilChecked(hub(), batchId);
    const { uploadId } = await open();
    const number = String(records[0]?.['certificateNo']);
    const pairs: readonly (readonly [CallerName, string, object, object])[] = [
      ['otherInstitution', `query ($id: ID!) { batch(id: $id) { id state } }`, { id: batchId }, { id: randomUUID() }],
      ['otherCity', `query ($id: ID!) { batch(id: $id) { id state } }`, { id: batchId }, { id: randomUUID() }],
      ['otherProvince', `query ($id: ID!) { findings(batchId: $id) { total } }`, { id: batchId }, { id: randomUUID() }],
      [
        'otherInstitution',
        `query ($id: ID!) { records(batchId: $id) { total } }`,
        { id: batchId },
        { id: randomUUID() },
      ],
      ['otherInstitution', `query ($id: ID!) { upload(id: $id) { id } }`, { id: uploadId }, { id: randomUUID() }],
      [
        'otherInstitution',
        `query ($id: ID!) { certificate(certificateNo: $id) { state } }`,
        { id: number },
        { id: 'S000051000123999999999' },
      ],
      ['otherInstitution', `query ($id: ID!) { institution(code: $id) { name } }`, { id: '0001' }, { id: '7777' }],
      [
        'otherInstitution',
        `query ($id: ID!) { plans(institutionCode: $id) { total } }`,
        { id: '0001' },
        { id: '7777' },
      ],
      [
        'otherInstitution',
        `query ($id: String!) { snapshot(planNo: $id) { digest } }`,
        { id: desk.planNo },
        { id: 'P-NONE' },
      ],
      [
        'otherCity',
        `mutation ($id: ID!) { approveBatch(batchId: $id) { __typename ... on Refusal { code message { en } existingId } } }`,
        { id: batchId },
        { id: randomUUID() },
      ],
      [
        'otherInstitution',
        `mutation ($id: ID!) { sealUpload(uploadId: $id, manifest: { chunks: 1, records: 1, digest: "x" }) { __typename ... on Refusal { code existingId placesTotal } } }`,
        { id: uploadId },
        { id: randomUUID() },
      ],
    ];
    for (const [caller, query, foreign, unknown] of pairs) {
      const [one, other] = [await hub().ask(caller, query, foreign), await hub().ask(caller, query, unknown)];
      expect(one.text).toBe(other.text);
      expect(one.status).toBe(other.status);
      expect(one.text).toMatch(/NOT_FOUND/);
      answers.push(one.text);
    }
    const bearer = await hub().bearer('otherInstitution');
    const [one, other] = [
      await put(`${hub().url}/uploads/${uploadId}`, bearer, '{}\n'),
      await put(`${hub().url}/uploads/${randomUUID()}`, bearer, '{}\n'),
    ];
    expect(one).toMatchObject({ status: 404, text: other.text });
    expect(toldByHttp(one).refusal.code).toBe('UPLOAD_NOT_FOUND');
    expect(await stored(uploadId)).toBe(0);
  });

  test('ids that are no ids are not found, not an error of ours', async () => {
    for (const id of [
      'x',
      '',
      "'; DROP TABLE batch; --",
      '\u0000',
      'ffffffff-ffff-ffff-ffff-ffffffffffff',
      '1'.repeat(5_000),
    ]) {
      const { errors, text } = await hub().ask('institution', `query ($id: ID!) { batch(id: $id) { id } }`, { id });
      expect(errors[0]?.extensions?.code).toBe('NOT_FOUND');
      answers.push(text);
      expect(told(await approveBatch(hub(), 'city', id)).code).toBe('BATCH_NOT_FOUND');
      expect(told(await sealUpload(hub(), id, { chunks: 1, records: 1, digest: sha256('') })).code).toBe(
        'UPLOAD_NOT_FOUND',
      );
      const certificate = await hub().ask(
        'institution',
        `query ($id: ID!) { certificate(certificateNo: $id) { state } }`,
        { id },
      );
      expect(certificate.errors[0]?.extensions?.code).toBe('NOT_FOUND');
    }
  });

  test('GraphQL that does not fit is refused without repeating a value', async () => {
    const bad: readonly (readonly [string, object])[] = [
      [`query ($id: ID!) { batch(id: $id) { id } }`, { id: { name: MARKED_NAME } }],
      [`query ($first: Int!) { batches(first: $first) { total } }`, { first: MARKED_ID }],
      [
        `mutation ($h: BatchHeaderInput!) { openUpload(header: $h) { __typename } }`,
        { h: { planNo: MARKED_NAME, extra: MARKED_ID } },
      ],
      [`query { batches(filter: { state: ${'A'}_${MARKED_ID} }) { total } }`, {}],
      [`query { batch(id: "${MARKED_ID}" { id } }`, {}],
      [`query { institution(code: "${MARKED_NAME}") { nosuchfield } }`, {}],
    ];
    for (const [query, variables] of bad) {
      const { text, errors } = await hub().ask('institution', query, variables);
      expect(errors[0]?.extensions?.code).toMatch(/^(BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED|GRAPHQL_PARSE_FAILED)$/);
      answers.push(text);
    }
  });

  test('a request that is no JSON, too large, or batched is refused, typed', async () => {
    const send = async (body: string, type = 'application/json'): Promise<{ status: number; text: string }> => {
      const response = await fetch(`${hub().url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': type, authorization: await hub().bearer('institution') },
        body,
      });
      return { status: response.status, text: await response.text() };
    };
    const broken = await send(`{"query": "${MARKED_NAME}`);
    expect(broken.status).toBe(400);
    const large = await send(JSON.stringify({ query: '{ me { role } }', variables: { x: MARKED_ID.repeat(600_000) } }));
    expect(large.status).toBe(413);
    const batched = await send(JSON.stringify([{ query: '{ me { role } }' }]));
    expect(batched.status).toBe(400);
    for (const { text } of [broken, large, batched]) {
      answers.push(text);
      expect(jsonOf(text)).toHaveProperty('errors');
    }
  });

  test('a record with marked values goes through checks without a trace of them in findings', async () => {
    const { header, records } = desk.batch({ records: 3 });
    const odd = records.map((record, index) =>
      index === 0 ? { ...marked(record), examDate: MARKED_ID, level: MARKED_NAME } : record,
    );
    const batchId = idOf(await pushBatch(hub(), header, odd));
    await untilChecked(hub(), batchId);
    const { text } = await hub().ask(
      'city',
      `query ($batchId: ID!) { findings(batchId: $batchId, first: 100) { items { code path message { zh en } expected basis fix } } }`,
      { batchId },
    );
    answers.push(text);
    expect(text).toContain('/certificateNo');
  });

  test('no answer and no log line repeats a planted value', () => {
    expect(answers.length).toBeGreaterThan(50);
    const everything = `${answers.join('\n')}\n${hub().logs()}`;
    for (const mark of MARKS) expect(everything.includes(mark)).toBe(false);
    expect(hub().errorLines()).toEqual([]);
  });
});

/** Sends a part of a body and destroys the connection. */
function cutOff(url: string, authorization: string, part: string): Promise<void> {
  return new Promise((resolve) => {
    const sending = request(url, {
      method: 'PUT',
      headers: { authorization, 'content-type': 'application/x-ndjson', 'transfer-encoding': 'chunked' },
    });
    sending.on('error', () => resolve());
    sending.write(part, () => setTimeout(() => sending.destroy(new Error('cut')), 300));
  });
}
