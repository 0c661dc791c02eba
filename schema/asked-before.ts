/**
 * Queries that were asked before are answered without Apollo's pipeline, which costs more than a list of a hundred rows does.
 * Apollo reads, checks and limits each text the first time, and answers everything that has an error in it, from what the root
 * fields gave (`execution/`); so an answer is the same whichever way it went.
 */
import type { ApolloServerPlugin } from '@apollo/server';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { utf8Bytes } from '../src/app/utf8';
import { compileQuery, type CompiledQuery, type Variables } from './execution/compile-query';
import type { Outcomes } from './execution/outcome';

/** One text; a screen asks with some thousand. */
const TEXT_CHARACTERS_MAX = 20_000;
/** All texts together. What is kept beside a character, its tokens and the compiled query, comes to some 130 bytes: 50 MB. */
const TEXTS_CHARACTERS_MAX = 400_000;
/** Clients differ in what they accept, a few dozen in all. */
const ACCEPTS_MAX = 200;

/** One request, as far as it is read already. */
export interface Asked {
  readonly method: string;
  readonly body: unknown;
  readonly accept: string | undefined;
}

export interface QuickAnswer {
  readonly contentType: string;
  /** UTF-8. Node measures and encodes a text on its way out, which takes longer. */
  readonly body: Buffer;
}

export interface AskedBefore {
  /** Learns what Apollo has found valid. */
  readonly plugin: ApolloServerPlugin;
  /** Learns which form Apollo chose for this Accept header. */
  learnForm(accept: string | undefined, contentType: string): void;
  /** What is not answered here is Apollo's, with the outcomes where there are any. */
  answer(asked: Asked, context: () => object): Promise<QuickAnswer | { readonly outcomes: Outcomes | undefined }>;
}

interface Known {
  readonly document: DocumentNode;
  /** Compiled when it is asked the second time; `null` for one that cannot be. */
  query?: CompiledQuery | null;
}

const APOLLOS = { outcomes: undefined } as const;

export function askedBefore(schema: GraphQLSchema): AskedBefore {
  const texts = new LRUCache<string, Known>({
    maxSize: TEXTS_CHARACTERS_MAX,
    maxEntrySize: TEXT_CHARACTERS_MAX,
    sizeCalculation: (_known, text) => Math.max(1, text.length),
  });
  const forms = new LRUCache<string, string>({ max: ACCEPTS_MAX });
  const learn = (text: string, document: DocumentNode): void => {
    if (!texts.has(text)) texts.set(text, { document });
  };
  const compiled = ({ query, operationName }: Question): CompiledQuery | undefined => {
    const known = texts.get(query);
    if (known === undefined) return undefined;
    if (known.query === undefined) known.query = compileQuery(schema, known.document) ?? null;
    const isMeant = operationName === undefined || operationName === known.query?.operationName;
    return isMeant ? (known.query ?? undefined) : undefined;
  };
  return {
    plugin: {
      requestDidStart: async () => ({ didResolveOperation: async ({ source, document }) => learn(source, document) }),
    },
    learnForm: (accept = '', contentType) => void forms.set(accept, contentType),
    answer: async ({ method, body, accept = '' }, context) => {
      const contentType = forms.get(accept);
      const question = method === 'POST' ? questionOf(body) : undefined;
      if (contentType === undefined || question === undefined) return APOLLOS;
      const answered = await compiled(question)?.answer(context(), question.variables);
      if (answered?.data === undefined) return answered ?? APOLLOS;
      return { contentType, body: utf8Bytes(`${JSON.stringify({ data: answered.data })}\n`) };
    },
  };
}

interface Question {
  readonly query: string;
  readonly variables: Variables;
  readonly operationName: string | undefined;
}

const NO_VARIABLES: Variables = Object.freeze({});

/** `undefined` for a body that Apollo would refuse, or that asks for more than an answer. */
function questionOf(body: unknown): Question | undefined {
  if (!isRecord(body)) return undefined;
  const { query, variables = null, operationName = null, extensions = null, ...rest } = body;
  if (typeof query !== 'string' || extensions !== null || Object.keys(rest).length > 0) return undefined;
  if (variables !== null && !isRecord(variables)) return undefined;
  if (operationName !== null && typeof operationName !== 'string') return undefined;
  return { query, variables: variables ?? NO_VARIABLES, operationName: operationName ?? undefined };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);
