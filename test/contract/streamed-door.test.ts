import { request } from 'node:http';
import { put } from '../kit/graphql-client';
import { openUploadDoor, type UploadDoor } from '../kit/upload-door';

const UPLOAD_ID = '0190a000-0000-7000-8000-000000000001';
const SECRET = '51010119900101123X';

let door: UploadDoor;
beforeEach(async () => {
  door = await openUploadDoor({});
});
afterEach(() => door.close());

describe('the streamed door', () => {
  const path = () => `${door.url}/uploads/${UPLOAD_ID}`;

  test('takes NDJSON and answers receipts', async () => {
    const { status, body } = await put(path(), 'Bearer 0001', '{"name":"甲"}\n{"name":"乙"}\n');
    expect(status).toBe(201);
    expect(body).toMatchObject({ repeated: false, receipts: [{ chunkNo: 1, records: 2 }] });
  });

  test('names the line that cannot be read', async () => {
    const lines = Array.from({ length: 4_711 }, () => '{"name":"甲"}');
    lines[4_710] = `{"name": ${SECRET}`;
    const { status, body, text } = await put(path(), 'Bearer 0001', lines.join('\n'));
    expect(status).toBe(422);
    expect(body).toMatchObject({ refusal: { code: 'CHUNK_MALFORMED', places: [{ record: 4_711 }] } });
    expect(text).not.toContain(SECRET);
  });

  test('answers a line of 1 MB although the body goes on for long', async () => {
    const { status, body } = await put(path(), 'Bearer 0001', `{"name":"${'x'.repeat(1_000_000)}"}\n`.repeat(8));
    expect(status).toBe(422);
    expect(body).toMatchObject({ refusal: { code: 'CHUNK_MALFORMED', places: [{ record: 1 }] } });
  });

  test.each(['text/plain', 'application/json'])('refuses %s', async (type) => {
    const { status, body } = await put(path(), 'Bearer 0001', '{}', type);
    expect([status, body]).toMatchObject([415, { refusal: { code: 'CONTENT_TYPE_UNSUPPORTED' } }]);
  });

  test('asks for a token and a role', async () => {
    const absent = await put(path(), undefined, '{}\n');
    const city = await put(path(), 'Bearer city', '{}\n');
    expect([absent.status, absent.body]).toMatchObject([
      401,
      { refusal: { code: 'UNAUTHENTICATED', reason: 'absent' } },
    ]);
    expect([city.status, city.body]).toMatchObject([403, { refusal: { code: 'FORBIDDEN' } }]);
  });

  test.each(['0', 'x', '1e3', '-1'])('refuses chunk number %s', async (no) => {
    const { status, body } = await put(`${path()}/chunks/${no}`, 'Bearer 0001', '{}\n');
    expect([status, body]).toMatchObject([422, { refusal: { code: 'CHUNK_NUMBER_INVALID' } }]);
  });

  test('a body that is cut off stores nothing', async () => {
    await new Promise<void>((resolve) => {
      const { hostname, port } = new URL(door.url);
      const headers = {
        'content-type': 'application/x-ndjson',
        authorization: 'Bearer 0001',
        'content-length': '1000',
      };
      const cut = request({ hostname, port, path: `/uploads/${UPLOAD_ID}`, method: 'PUT', headers });
      cut.on('error', () => undefined);
      cut.on('close', resolve);
      cut.write('{"name":"甲"}\n', () => setTimeout(() => cut.destroy(), 50));
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(door.stored).toEqual([]);
  });
});
