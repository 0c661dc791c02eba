/**
 * One query of a document that has passed validation, made ready to be run often. Its root fields are resolved as graphql-js
 * would; what they give is completed by a compiled function. Where that cannot be done, what they gave is handed back, so that
 * graphql-js completes it and nothing is resolved twice.
 */
import {
  getArgumentValues,
  getVariableValues,
  isAbstractType,
  isNonNullType,
  Kind,
  OperationTypeNode,
  TypeNameMetaFieldDef,
  visit,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { collectFields } from './collect-fields';
import { compileAnswer, kindOf, NotCompilable, unusual, type Compiled, type Complete } from './compile-answer';
import { settle, type Outcome, type Outcomes } from './outcome';

/** Data without a single error, or what the root fields gave. */
export type Answer =
  | { readonly data: Readonly<Record<string, unknown>>; readonly outcomes?: undefined }
  | { readonly data?: undefined; readonly outcomes: Outcomes };

export interface CompiledQuery {
  readonly operationName: string | undefined;
  /** Answers `undefined` where the variables do not fit; then nothing was resolved. */
  answer(context: object, variables: Variables): Promise<Answer | undefined>;
}
export type Variables = Readonly<Record<string, unknown>>;

interface Prepared extends Compiled {
  readonly fragments: Record<string, FragmentDefinitionNode>;
  readonly operation: OperationDefinitionNode;
  readonly queryType: GraphQLObjectType;
}
type Field = GraphQLField<unknown, unknown>;
interface RootField {
  readonly key: string;
  readonly nodes: readonly [FieldNode, ...FieldNode[]];
  readonly field: Field;
  readonly resolve: NonNullable<Field['resolve']>;
  readonly complete: (given: Given) => unknown;
  /** The union or interface whose values are asked for their type. */
  readonly abstract: GraphQLAbstractType | undefined;
}
interface Given {
  readonly value: unknown;
  readonly typeName: string | undefined;
}

/**
 * `undefined` for what is left to graphql-js: documents of several operations or with directives, mutations, introspection,
 * and fields below the root that have a resolver or stand on a union or interface.
 */
export function compileQuery(schema: GraphQLSchema, document: DocumentNode): CompiledQuery | undefined {
  const operations = document.definitions.filter((part) => part.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  const queryType = schema.getQueryType();
  if (!queryType || operation?.operation !== OperationTypeNode.QUERY) return undefined;
  if (operations.length > 1 || hasDirectives(document)) return undefined;
  const prepared: Prepared = { schema, fragments: fragmentsOf(document), operation, queryType };
  try {
    const fields = rootFields(prepared);
    return {
      operationName: operation.name?.value,
      answer: (context, variables) => answer(prepared, fields, context, variables),
    };
  } catch (error) {
    if (error instanceof NotCompilable) return undefined;
    throw error;
  }
}

function hasDirectives(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Directive: () => {
      found = true;
    },
  });
  return found;
}

const fragmentsOf = ({ definitions }: DocumentNode): Record<string, FragmentDefinitionNode> =>
  Object.fromEntries(
    definitions.flatMap((part) => (part.kind === Kind.FRAGMENT_DEFINITION ? [[part.name.value, part]] : [])),
  );

function rootFields(prepared: Prepared): readonly RootField[] {
  const { schema, fragments, operation, queryType } = prepared;
  const collected = collectFields([operation.selectionSet], fragments, kindOf(schema, queryType));
  return [...collected].map(([key, [first, ...more]]) => {
    const field = first && rootField(queryType, first.name.value);
    if (first === undefined || !field?.resolve || key === '__proto__') throw new NotCompilable('A root field.');
    const nodes = [first, ...more] as const;
    const type = isNonNullType(field.type) ? field.type.ofType : field.type;
    const abstract = isAbstractType(type) ? type : undefined;
    const complete = abstract ? completeAbstract(prepared, abstract, nodes) : completeKnown(prepared, field, nodes);
    return { key, nodes, field, resolve: field.resolve, complete, abstract };
  });
}

const rootField = (queryType: GraphQLObjectType, name: string): Field | undefined =>
  name === TypeNameMetaFieldDef.name ? TypeNameMetaFieldDef : queryType.getFields()[name];

function completeKnown(compiled: Compiled, { type }: Field, nodes: readonly FieldNode[]): RootField['complete'] {
  const complete = compileAnswer(compiled, type, nodes);
  return ({ value }) => complete(value);
}

function completeAbstract(
  compiled: Compiled,
  type: GraphQLAbstractType,
  nodes: readonly FieldNode[],
): RootField['complete'] {
  const ofTypes = new Map<string, Complete>();
  for (const possible of compiled.schema.getPossibleTypes(type))
    ofTypes.set(possible.name, compileAnswer(compiled, possible, nodes));
  return ({ value, typeName = '' }) => {
    // A null would pass where the field takes none.
    if (value === null || value === undefined) return unusual();
    return (ofTypes.get(typeName) ?? unusual)(value);
  };
}

async function answer(
  prepared: Prepared,
  fields: readonly RootField[],
  context: object,
  variables: Variables,
): Promise<Answer | undefined> {
  const { coerced } = getVariableValues(prepared.schema, prepared.operation.variableDefinitions ?? [], variables);
  if (coerced === undefined) return undefined;
  // All are begun, in their order, before one is awaited.
  const resolved = await Promise.all(fields.map((field) => resolve(prepared, field, context, coerced)));
  const data = completed(fields, resolved);
  return data === undefined ? { outcomes: new Map(resolved.map(({ key, outcome }) => [key, outcome])) } : { data };
}

interface Resolved {
  readonly key: string;
  readonly outcome: Outcome;
  readonly typeName: string | undefined;
}

/** Never rejects. */
async function resolve(
  { schema, fragments, operation, queryType }: Prepared,
  rootField: RootField,
  context: object,
  variableValues: Record<string, unknown>,
): Promise<Resolved> {
  const { key, nodes, field, abstract } = rootField;
  const info: GraphQLResolveInfo = {
    fieldName: field.name,
    fieldNodes: nodes,
    returnType: field.type,
    parentType: queryType,
    path: { prev: undefined, key, typename: queryType.name },
    schema,
    fragments,
    rootValue: undefined,
    operation,
    variableValues,
  };
  const outcome = await settle(() =>
    rootField.resolve(undefined, getArgumentValues(field, nodes[0], variableValues), context, info),
  );
  if (!abstract?.resolveType || outcome.kind === 'threw') return { key, outcome, typeName: undefined };
  const asked = await settle(() => abstract.resolveType?.(outcome.value, context, info, abstract));
  const typeName = asked.kind === 'gave' && typeof asked.value === 'string' ? asked.value : undefined;
  return { key, outcome, typeName };
}

/** `undefined` where graphql-js must say what is wrong. */
function completed(
  fields: readonly RootField[],
  resolved: readonly Resolved[],
): Readonly<Record<string, unknown>> | undefined {
  const data: Record<string, unknown> = {};
  try {
    for (const [index, { key, complete }] of fields.entries()) {
      const { outcome, typeName } = resolved[index] ?? {};
      if (outcome?.kind !== 'gave') return undefined;
      data[key] = complete({ value: outcome.value, typeName });
    }
  } catch {
    // A value that does not fit its type, or one of many kinds that are left to graphql-js.
    return undefined;
  }
  return data;
}
