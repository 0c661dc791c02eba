/** What comes in wrong: a typed, bilingual answer that says what to do; nothing lost, nothing half stored, no data repeated. */
import { randomUUID } from 'node:crypto';
import { onEachBackend } from '../kit/each-backend';
import { expiredBearer, tamperedBearer } from '../kit/forged-token';
import { jsonOf, postGraphql, put } from '../kit/graphql-client';
import type { CallerName } from '../kit/hub-clients';
import { approveBatch, idOf, openUpload, pushBatch, sealUpload, sha256, untilChecked } from '../kit/operations';
import { sampleDesk } from '../kit/sample-desk';
import { earFor, marked, MARKED_ID, MARKED_NAME } from '../kit/told';

jest.setTimeout(120_000);

onEachBackend('bad input', (hub) => {
  const desk = sampleDesk();
  const { answers, told, toldByHttp, open, stored, expectNoMarks } = earFor(hub, desk);

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
    expect(answers.length).toBeGreaterThan(20);
    expectNoMarks();
  });
});
