import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { bodyPieces } from '../../../schema/body-pieces';

const STALL_MS = 100;

async function textOf(body: PassThrough): Promise<string> {
  let text = '';
  for await (const piece of bodyPieces(body, STALL_MS)) text += piece.toString();
  return text;
}

test('hands on what comes, whole', async () => {
  const body = new PassThrough();
  body.write('one ');
  setImmediate(() => body.end('two'));
  expect(await textOf(body)).toBe('one two');
});

test('ends a body of which nothing more comes', async () => {
  const body = new PassThrough();
  body.write('one ');
  await expect(textOf(body)).rejects.toMatchObject({ statusCode: 408 });
  expect(body.destroyed).toBe(false);
});

test('does not count the time that a piece is worked on', async () => {
  const body = new PassThrough();
  body.write('one ');
  let text = '';
  for await (const piece of bodyPieces(body, STALL_MS)) {
    text += piece.toString();
    await sleep(STALL_MS * 2);
    if (!body.writableEnded) body.end('two');
  }
  expect(text).toBe('one two');
});

test('a body that is not read to its end can be let run out', async () => {
  const body = new PassThrough({ highWaterMark: 4 });
  body.write('one ');
  for await (const _piece of bodyPieces(body, STALL_MS)) break;
  body.resume();
  body.end('and the rest, which is longer than what the stream holds');
  await new Promise((resolve) => body.once('close', resolve));
  expect(body.destroyed).toBe(true);
});

test('a body that is cut off throws what cut it off', async () => {
  const body = new PassThrough();
  body.write('one ');
  setImmediate(() => body.destroy(new Error('gone')));
  await expect(textOf(body)).rejects.toThrow('gone');
});
