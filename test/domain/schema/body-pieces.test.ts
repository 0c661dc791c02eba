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

describe('a least rate', () => {
  const LEAST = { bytes: 10, ms: 150 };
  const EVERY_MS = 30;
  const sent = (body: PassThrough, piece: string, times: number): Promise<void> =>
    (async () => {
      for (let time = 0; time < times; time += 1) {
        body.write(piece);
        await sleep(EVERY_MS);
      }
      body.end();
    })();
  const read = async (body: PassThrough): Promise<number> => {
    let bytes = 0;
    for await (const piece of bodyPieces(body, STALL_MS, LEAST)) bytes += piece.length;
    return bytes;
  };

  test('ends a body that is never silent for long and brings next to nothing', async () => {
    const body = new PassThrough();
    const sending = sent(body, 'x', 20);
    await expect(read(body)).rejects.toMatchObject({ statusCode: 408 });
    await sending;
  });

  test('lets one take many times as long that brings enough', async () => {
    const body = new PassThrough();
    const sending = sent(body, 'four', 20);
    expect(await read(body)).toBe(80);
    await sending;
  });

  test('does not count the time that pieces are worked on', async () => {
    const body = new PassThrough();
    let bytes = 0;
    body.write('x');
    for await (const piece of bodyPieces(body, STALL_MS, LEAST)) {
      bytes += piece.length;
      await sleep(LEAST.ms);
      if (bytes === 3) body.end();
      else body.write('x');
    }
    expect(bytes).toBe(3);
  });
});
