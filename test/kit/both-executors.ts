/** One question to graphql-js and to the compiled query; answers as text, so that order, paths and places count. */
import { execute, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { compileQuery } from '../../schema/execution/compile-query';

export interface AskedQuery {
  /** With settled outcomes (`giveSettledOutcomes`). */
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly context?: object;
}

/** plain: nothing was compiled or run. settled: resolved once, completed by graphql-js. */
export type Way = 'plain' | 'compiled' | 'settled';

export async function plainAnswer({ schema, document, variables = {}, context = {} }: AskedQuery): Promise<string> {
  const result: ExecutionResult = await execute({
    schema,
    document,
    variableValues: variables,
    contextValue: context,
  });
  return JSON.stringify(result);
}

export async function compiledAnswer(asked: AskedQuery): Promise<{ readonly way: Way; readonly text: string }> {
  const { schema, document, variables = {}, context = {} } = asked;
  const answer = await compileQuery(schema, document)?.answer(context, variables);
  if (answer === undefined) return { way: 'plain', text: await plainAnswer(asked) };
  if (answer.data !== undefined) return { way: 'compiled', text: JSON.stringify({ data: answer.data }) };
  return { way: 'settled', text: await plainAnswer({ ...asked, context: { ...context, outcomes: answer.outcomes } }) };
}
