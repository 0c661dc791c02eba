/** Every query and mutation is counted by its outcome; a mutation is kept in the trace of the batch that it is about. */
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { type FieldOutcome, type Instruments, NO_INSTRUMENTS, type SpanTold } from '../src/app/instruments';
import { ToldError } from './errors';
import { type Outcome, settle } from './execution/outcome';

/** With these a batch begins, unless it was begun before. */
const FIRST = new Set(['openUpload', 'pushBatch', 'receiveParcel']);
/** Who names somebody else's batch leaves nothing in its trace. */
const NOT_THEIRS = /_NOT_FOUND$|^FORBIDDEN$/;

interface Asked {
  readonly batchId?: unknown;
  readonly uploadId?: unknown;
}
/** The request may name a trace of its own. */
export interface Traced {
  readonly traceparent?: string | undefined;
}

/** For a schema that nobody has used yet: it is changed. */
export function observeRootFields(schema: GraphQLSchema, { meters, trace }: Instruments): void {
  if (meters === NO_INSTRUMENTS.meters && trace === NO_INSTRUMENTS.trace) return;
  const counted = async (name: string, work: () => unknown): Promise<Outcome> => {
    const startedAt = Date.now();
    const outcome = await settle(work);
    meters.fieldAnswered(name, outcomeOf(outcome), Date.now() - startedAt);
    return outcome;
  };
  for (const [name, field] of Object.entries(schema.getQueryType()?.getFields() ?? {})) {
    const { resolve } = field;
    if (resolve) field.resolve = async (...asked) => valueOf(await counted(name, () => resolve(...asked)));
  }
  for (const [name, field] of Object.entries(schema.getMutationType()?.getFields() ?? {})) {
    const { resolve } = field;
    if (!resolve) continue;
    field.resolve = async (source, args: Asked, context: Traced, info) => {
      const outcome = await trace.span(
        { name, batchId: batchIn(args), linkedTo: context.traceparent },
        () => counted(name, () => resolve(source, args, context, info)),
        (ended) => toldOf(name, ended),
      );
      return valueOf(outcome);
    };
  }
}

function valueOf(outcome: Outcome): unknown {
  if (outcome.kind === 'threw') throw outcome.error;
  return outcome.value;
}

function outcomeOf(outcome: Outcome): FieldOutcome {
  if (outcome.kind === 'gave') return refusalIn(outcome.value) === undefined ? 'ok' : 'refused';
  return isTold(outcome.error) ? 'told' : 'failed';
}

const isTold = (error: unknown): boolean =>
  error instanceof ToldError || (error instanceof GraphQLError && error.originalError instanceof ToldError);

const textIn = (value: unknown, name: string): string | undefined => {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return typeof found === 'string' ? found : undefined;
};

/** The code, where it is one. */
const refusalIn = (value: unknown): string | undefined =>
  textIn(value, 'kind') === 'refused' ? (textIn(value, 'code') ?? '') : undefined;

/** A parcel that another hub hands up becomes the batch of its id. */
const batchIn = (value: unknown): string | undefined =>
  textIn(value, 'batchId') ?? textIn(value, 'uploadId') ?? textIn(value, 'parcelId');

function toldOf(name: string, outcome: Outcome): SpanTold {
  const said = outcomeOf(outcome);
  if (outcome.kind === 'threw') return { isIdle: said === 'told', isFailed: true, attributes: { outcome: said } };
  const code = refusalIn(outcome.value);
  if (code !== undefined) return { isIdle: NOT_THEIRS.test(code), attributes: { outcome: said, code } };
  const isRepeated = Reflect.get(Object(outcome.value), 'repeated') === true;
  return {
    batchId: batchIn(outcome.value),
    isFirst: FIRST.has(name) && !isRepeated,
    attributes: { outcome: said, ...(isRepeated ? { repeated: true } : {}) },
  };
}
