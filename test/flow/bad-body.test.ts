/** Bodies that come in wrong: the line is named, nothing of them is stored, and what was there stays. */
import { request } from 'node:http';
import { BATCH_RECORDS_MAX, CHUNK_RECORDS_MAX, LINE_BYTES_MAX, LIST_RECORDS_MAX } from '../../src/app/limits';
import { onEachBackend } from '../kit/each-backend';
import { put } from '../kit/graphql-client';
import { appendRecords, openUpload, pushBatch, until } from '../kit/operations';
import { ndjson, sampleDesk } from '../kit/sample-desk';
import { earFor, marked, MARKED_ID, MARKED_NAME } from '../kit/told';

jest.setTimeout(120_000);

onEachBackend('bad bodies', (hub) => {
  const desk = sampleDesk();
  const { answers, told, putAs, open, stored, expectNoMarks } = earFor(hub, desk);

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

  test('a connection that is cut in the middle of a body leaves whole chunks, and the upload goes on', async () => {
    const { header, records } = desk.batch({ records: 6_000 });
    const { uploadId = '', path = '' } = await openUpload(hub(), header);
    const content = ndjson(records);
    await cutOff(`${hub().url}${path}`, await hub().bearer('institution'), content.slice(0, content.length * 0.8));
    await until(
      async () => hub().logs().includes('cut off'),
      (said) => said,
      20_000,
    );
    expect(await stored(uploadId)).toBeLessThan(3);
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

  test('no answer and no log line repeats a planted value', () => {
    expect(answers.length).toBeGreaterThan(40);
    expectNoMarks();
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
