/** Uploads over slow lines: they may take longer than any other request, as long as something comes of them. */
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { openUploadDoor, type UploadDoor } from '../kit/upload-door';

const REQUEST_MS = 500;
const LEAST = { bytes: 100, ms: 400 };
const LOOK_MS = 50;
const UPLOAD = '/uploads/0190a000-0000-7000-8000-000000000001';
/** Of a length that brings the least rate in each step. */
const LINE = `{"name":"${'x'.repeat(80)}"}\n`;
const STEP_MS = 100;
const STEPS = 15;

let door: UploadDoor;
beforeEach(async () => {
  door = await openUploadDoor({
    limits: {
      requestTimeoutMs: REQUEST_MS,
      headersTimeoutMs: REQUEST_MS,
      timeoutLookMs: LOOK_MS,
      bodyStallMs: 300,
      leastRate: LEAST,
      uploadStreamsPerInstitution: 1,
    },
  });
});
afterEach(() => door.close());

interface Line {
  readonly socket: Socket;
  /** All that was answered so far. */
  told(): string;
  readonly closed: Promise<void>;
}

function open(): Line {
  const socket = connect(door.port, '127.0.0.1');
  let told = '';
  socket.setEncoding('utf8').on('data', (piece: string) => (told += piece));
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => void socket.once('close', () => resolve()));
  return { socket, told: () => told, closed };
}

const begin = (method: string, path: string, type: string): string =>
  `${method} ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer 0001\r\nContent-Type: ${type}\r\n` +
  'Transfer-Encoding: chunked\r\n\r\n';
const chunk = (text: string): string => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
const END = '0\r\n\r\n';

async function drip({ socket }: Line, text: string, steps: number): Promise<void> {
  for (let step = 0; step < steps && !socket.destroyed; step += 1) {
    socket.write(chunk(text));
    await sleep(STEP_MS);
  }
}

async function until(what: string, holds: () => boolean): Promise<void> {
  for (let round = 0; round < 300; round += 1) {
    if (holds()) return;
    await sleep(10);
  }
  throw new Error(`Waited in vain: ${what}.`);
}

const PUT = begin('PUT', UPLOAD, 'application/x-ndjson');
const POST = begin('POST', '/graphql', 'application/json');

test('a body that comes slowly is taken, however long it takes; the next request of its connection has its limit', async () => {
  const line = open();
  line.socket.write(PUT);
  await drip(line, LINE, STEPS);
  line.socket.write(END);
  await until('it is answered', () => line.told().includes('"isComplete":true'));
  expect(line.told()).toMatch(/^HTTP\/1\.1 201 /);
  expect(line.told()).toContain(`"records":${STEPS}`);

  line.socket.write(POST);
  await drip(line, ' ', STEPS);
  await line.closed;
  expect(line.told()).toContain('HTTP/1.1 408 Request Timeout');
});

test.each([
  ['a body elsewhere', POST],
  ['the body of a caller who has no place', PUT],
])('%s has the limit of a request', async (_what, head) => {
  const first = open();
  first.socket.write(PUT);
  first.socket.write(chunk(LINE));
  await until('it has its place', () => door.looks() > 0);
  const sending = drip(first, LINE, STEPS);
  const line = open();
  line.socket.write(head);
  await drip(line, ' ', STEPS);
  await line.closed;
  expect(line.told()).toMatch(/HTTP\/1\.1 (408|429) /);
  await sending;
  expect([first.socket.destroyed, first.told()]).toEqual([false, '']);
  first.socket.destroy();
});

test('headers that do not end have their limit', async () => {
  const line = open();
  line.socket.write(PUT.slice(0, 40));
  await line.closed;
  expect(line.told()).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
});

test('a body that brings next to nothing is ended with a typed answer, and leaves its place', async () => {
  const line = open();
  line.socket.write(PUT);
  await drip(line, 'x', STEPS);
  await line.closed;
  expect(line.told()).toMatch(/^HTTP\/1\.1 408 /);
  expect(line.told()).toContain('"code":"BODY_STALLED"');
  const next = open();
  next.socket.write(PUT + chunk(LINE) + END);
  await until('the place is free', () => next.told().startsWith('HTTP/1.1 201 '));
  next.socket.destroy();
});

test('the wait for the hub does not count', async () => {
  const letIn = door.shut();
  const line = open();
  line.socket.write(PUT + chunk(LINE));
  await until('it has its place', () => door.looks() > 0);
  await sleep(3 * REQUEST_MS);
  letIn();
  line.socket.write(chunk(LINE) + END);
  await until('it is answered', () => line.told() !== '');
  expect(line.told()).toMatch(/^HTTP\/1\.1 201 /);
  line.socket.destroy();
});

test('what is left of a body that was refused has the limit of a request', async () => {
  const line = open();
  line.socket.write(begin('PUT', `${UPLOAD}/chunks/0`, 'application/x-ndjson'));
  const since = Date.now();
  await drip(line, LINE, 2 * STEPS);
  await line.closed;
  expect(line.told()).toContain('"code":"CHUNK_NUMBER_INVALID"');
  expect(Date.now() - since).toBeGreaterThan(REQUEST_MS - STEP_MS);
});
