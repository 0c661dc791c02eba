import { type Leave, turnstile } from '../../../schema/turnstile';

const inside = (entered: Leave | string): Leave => {
  if (typeof entered === 'string') throw new Error(`No place: ${entered}.`);
  return entered;
};

test('a key has its share, and all keys together have theirs', () => {
  const enter = turnstile({ perKey: 2, total: 3 });
  const first = inside(enter('a'));
  inside(enter('a'));
  expect(enter('a')).toBe('own');
  inside(enter('b'));
  expect(enter('c')).toBe('all');
  first();
  inside(enter('c'));
  expect([enter('a'), enter('b')]).toEqual(['all', 'all']);
});

test('a place is given back once, however often its holder leaves', () => {
  const enter = turnstile({ perKey: 1, total: 2 });
  const first = inside(enter('a'));
  first();
  first();
  inside(enter('a'));
  inside(enter('b'));
  expect([enter('a'), enter('c')]).toEqual(['own', 'all']);
});
