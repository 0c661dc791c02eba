/** What one sender or reader may hold of the process, and what is said to the one who asks for more. */
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BatchView } from '../../src/app/views';
import { postGraphql } from '../kit/graphql-client';
import { openUploadDoor, type UploadDoor } from '../kit/upload-door';

const UPLOAD_ID = '0190a000-0000-7000-8000-000000000001';
const LINE = '{"name":"甲"}\n';
const STALL_MS = 1_000;
const UNREAD_MS = 500;
/** Together more than what the kernel keeps for a reader that does not read. */
const ROWS = 500;
const ROW_CHARS = 40_000;

let door: UploadDoor;
beforeEach(async () => {
  const wide = { id: 'x'.repeat(ROW_CHARS) } as BatchView;
  door = await openUploadDoor({
    limits: { bodyStallMs: STALL_MS, unreadMs: UNREAD_MS, uploadStreams: 3, uploadStreamsPerInstitution: 2 },
    views: {
      batches: async () => ({
        items: Array.from({ length: ROWS }, () => wide),
        total: ROWS,
        endCursor: null,
        hasNext: false,
      }),
    },
  });
});
afterEach(() => door.close());

interface Answered {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly code: unknown;
  readonly texts: unknown;
}
interface Sending {
  readonly sender: ClientRequest;
  readonly answer: Promise<Answered>;
}

/** Begins a body of one line and leaves it open. */
function begin(institution: string): Sending {
  const sender = request({
    port: door.port,
    host: '127.0.0.1',
    path: `/uploads/${UPLOAD_ID}`,
    method: 'PUT',
    agent: false,
    headers: { 'content-type': 'application/x-ndjson', authorization: `Bearer ${institution}` },
  });
  const answer = new Promise<Answered>((resolve, reject) => {
    sender
      .once('error', reject)
      .once('response', (response: IncomingMessage) => void answered(response).then(resolve, reject));
  });
  answer.catch(() => undefined);
  sender.write(LINE);
  return { sender, answer };
}

async function answered(response: IncomingMessage): Promise<Answered> {
  let text = '';
  for await (const piece of response.setEncoding('utf8')) text += piece;
  const { refusal } = JSON.parse(text) as { refusal?: { code: string; message: object; remedy: object } };
  return {
    status: response.statusCode ?? 0,
    retryAfter: response.headers['retry-after'],
    code: refusal?.code,
    texts: refusal && [refusal.message, refusal.remedy],
  };
}

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let round = 0; round < 200; round += 1) {
    if (await holds()) return;
    await sleep(10);
  }
  throw new Error(`Waited in vain: ${what}.`);
}

/** A stream is inside when its verb asked for the upload. */
async function enter(institution: string): Promise<Sending> {
  const before = door.looks();
  const sending = begin(institution);
  await until('the stream is inside', () => door.looks() > before);
  return sending;
}

const BILINGUAL = { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/[a-z]{3}/) };
const levels = (): string[] => door.logged.map(({ level }) => level);

describe('places', () => {
  test('an institution has two; another one still finds a place, until all are taken', async () => {
    const open = door.shut();
    const inside = [await enter('0001'), await enter('0001')];
    expect(await begin('0001').answer).toEqual({
      status: 429,
      retryAfter: expect.stringMatching(/^[1-9]\d*$/),
      code: 'TOO_MANY_UPLOADS',
      texts: [BILINGUAL, BILINGUAL],
    });
    inside.push(await enter('0002'));
    expect(await begin('0003').answer).toMatchObject({
      status: 503,
      retryAfter: expect.stringMatching(/^[1-9]\d*$/),
      code: 'HUB_BUSY',
      texts: [BILINGUAL, BILINGUAL],
    });
    open();
    // All at once: who waits for another's answer may be taken for one that fell silent.
    for (const { sender } of inside) sender.end();
    const ended = await Promise.all(inside.map(async ({ answer }) => (await answer).status));
    // One of the first two brought what its institution had brought already.
    expect(ended.sort()).toEqual([200, 201, 201]);
    const next = await enter('0003');
    next.sender.end();
    expect(await next.answer).toMatchObject({ status: 201 });
  });

  test('one who hangs up leaves its place', async () => {
    for (let round = 0; round < 5; round += 1) {
      const sendings = [await enter('0001'), await enter('0001')];
      for (const { sender } of sendings) sender.destroy();
      await until('both are logged', () => levels().length === 2 * (round + 1));
    }
    expect(levels()).toEqual(Array.from({ length: 10 }, () => 'info'));
  });

  test('one who is refused may send on and still reads the answer', async () => {
    const inside = [await enter('0001'), await enter('0001')];
    const late = begin('0001');
    for (let piece = 0; piece < 50; piece += 1) late.sender.write(LINE.repeat(1_000));
    late.sender.end();
    expect(await late.answer).toMatchObject({ status: 429 });
    for (const { sender } of inside) sender.destroy();
  });
});

describe('a body', () => {
  test('that stands still is ended with a typed answer, stores nothing and leaves its place', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { answer } = await enter('0001');
      expect(await answer).toMatchObject({ status: 408, code: 'BODY_STALLED', texts: [BILINGUAL, BILINGUAL] });
    }
    expect([door.stored, levels()]).toEqual([[], []]);
  });

  test('that is slow but comes is taken', async () => {
    const { sender, answer } = await enter('0001');
    for (let piece = 0; piece < 4; piece += 1) {
      await sleep(STALL_MS / 2);
      sender.write(LINE);
    }
    sender.end();
    expect(await answer).toMatchObject({ status: 201 });
  });

  test.each([
    ['in the middle', (sender: ClientRequest) => void sender.write(LINE)],
    ['behind its end, unread', (sender: ClientRequest) => void sender.end(LINE)],
  ])('whose sender hangs up %s is an info line', async (_where, send) => {
    const open = door.shut();
    const { sender } = await enter('0001');
    send(sender);
    await sleep(50);
    sender.destroy();
    await sleep(50);
    open();
    await until('it is logged', () => levels().length > 0);
    expect([levels(), door.stored]).toEqual([['info'], []]);
  });
});

test('a client that does not read its answer is cut off', async () => {
  const body = JSON.stringify({ query: `{ batches(first: ${ROWS}) { items { id } } }` });
  const reader = connect(door.port, '127.0.0.1');
  reader.on('error', () => undefined).pause();
  reader.write(
    `POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer 0001\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${body.length}\r\n\r\n${body}`,
  );
  await until('the answer is under way', async () => (await door.connections()) === 1);
  const since = Date.now();
  await until('the connection is gone', async () => (await door.connections()) === 0);
  expect(Date.now() - since).toBeGreaterThan(UNREAD_MS / 2);
  reader.destroy();
});

test('a client that reads gets the same answer whole', async () => {
  const { text } = await postGraphql(door.url, 'Bearer 0001', `{ batches(first: ${ROWS}) { items { id } } }`);
  expect(text.length).toBeGreaterThan(ROWS * ROW_CHARS);
});
