/** `codes` of a feed: what the receiver's codes of a refusal mean, and which of our rules looks at the same thing. */
import { z } from 'zod';
import type { FeedCode } from '../../domain/forwarding/feed';
import { RULES } from '../../domain/rules/index';
import { alongside, closed, text } from './reading';

const CODES_MAX = 500;
const WORDS_MAX = 200;
/** As `domain/forwarding/refusal-finding.ts` reads them. */
const CODE_SHAPE = /^[A-Z0-9_-]{1,20}$/;
const RULE_CODES: ReadonlySet<string> = new Set(RULES.map(({ code }) => code));

const meaning = closed({
  zh: text(WORDS_MAX),
  en: text(WORDS_MAX),
  rule: z
    .string({ error: 'must be a text' })
    .refine(
      (code) => RULE_CODES.has(code),
      'must be the code of a rule such as CMP-007. All of them stand in docs/rules.md',
    )
    .optional(),
}).transform(({ zh, en, rule }): FeedCode => ({ title: { zh, en }, rule: rule ?? null }));

export const codes = alongside(z.record(z.string(), meaning, { error: 'must be an object, by code' }), (given) => {
  const names = typeof given === 'object' && given !== null ? Object.keys(given) : [];
  const tooMany = names.length > CODES_MAX ? [{ path: [], message: `must have at most ${CODES_MAX} codes` }] : [];
  const misshapen = names.filter((name) => !CODE_SHAPE.test(name));
  return [
    ...tooMany,
    ...misshapen.map((name) => ({ path: [name], message: 'must be under 1 to 20 of A-Z, 0-9, _ and -' })),
  ];
});
