import { gathered } from '../../../src/store/replicas/gathered';

/** A server that answers when told to, and what it was asked. */
function slowServer() {
  const asked: (readonly string[])[] = [];
  const answers: (() => void)[] = [];
  const ask = gathered<string>(async (keys) => {
    asked.push(keys);
    await new Promise<void>((resolve) => answers.push(resolve));
    return new Map(keys.filter((key) => key !== 'nobody').map((key) => [key, `${key} ${asked.length}`]));
  });
  const answer = async (): Promise<void> => {
    answers.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { asked, ask, answer };
}

test('who asks together asks once, and each hears of its own', async () => {
  const { asked, ask, answer } = slowServer();
  const answers = Promise.all([ask('a'), ask('b'), ask('a'), ask('nobody')]);
  await new Promise((resolve) => setImmediate(resolve));
  await answer();
  await expect(answers).resolves.toEqual(['a 1', 'b 1', 'a 1', undefined]);
  expect(asked).toEqual([['a', 'b', 'nobody']]);
});

test('who comes while a question is under way is asked for after it, never answered by it', async () => {
  const { asked, ask, answer } = slowServer();
  const first = ask('a');
  await new Promise((resolve) => setImmediate(resolve));
  const late = [ask('a'), ask('b')];
  expect(asked).toEqual([['a']]);
  await answer();
  await expect(first).resolves.toBe('a 1');
  await answer();
  await expect(Promise.all(late)).resolves.toEqual(['a 2', 'b 2']);
  expect(asked).toEqual([['a'], ['a', 'b']]);
});

test('a question that fails fails for those who asked it, and for nobody after them', async () => {
  let fails = true;
  const ask = gathered<string>(async (keys) => {
    if (fails) throw new Error('The server is away.');
    return new Map(keys.map((key) => [key, 'here']));
  });
  const [first, second] = [ask('a'), ask('b')];
  await expect(first).rejects.toThrow('away');
  await expect(second).rejects.toThrow('away');
  fails = false;
  await expect(ask('a')).resolves.toBe('here');
});
