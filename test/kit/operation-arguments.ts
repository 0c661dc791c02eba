/** The smallest call of any operation of the schema: arguments made by type, ids by name, every scalar field selected. */
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isScalarType,
  isUnionType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedOutputType,
  type GraphQLOutputType,
} from 'graphql';

const DEPTH = 3;

/** `known`: values by the name of an argument or input field. */
export type KnownValues = Readonly<Record<string, unknown>>;

export interface MadeOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export function makeOperation(
  kind: 'query' | 'mutation' | 'subscription',
  field: GraphQLField<unknown, unknown>,
  known: KnownValues,
): MadeOperation {
  const used = field.args.filter((arg) => isRequiredArgument(arg));
  const declared = used.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const passed = used.map(({ name }) => `${name}: $${name}`).join(', ');
  const variables = Object.fromEntries(used.map(({ name, type }) => [name, valueOf(name, type, known)]));
  return {
    query: `${kind} ${declared === '' ? '' : `(${declared})`} { ${field.name}${passed === '' ? '' : `(${passed})`} ${selectionOf(field.type, DEPTH)} }`,
    variables,
  };
}

function valueOf(name: string, type: GraphQLInputType, known: KnownValues): unknown {
  if (isNonNullType(type)) return valueOf(name, type.ofType, known);
  if (name in known) return known[name];
  if (isListType(type)) return [valueOf(name, type.ofType, known)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter((input) => isRequiredInputField(input));
    return Object.fromEntries(fields.map((input) => [input.name, valueOf(input.name, input.type, known)]));
  }
  if (isScalarType(type)) return { Int: 1, Float: 1, Boolean: true }[type.name] ?? 'x';
  throw new Error(`No value for the argument ${name}.`);
}

function selectionOf(type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type);
  const parts = partsOf(named, depth);
  return parts === '' ? '' : `{ __typename ${parts} }`;
}

function partsOf(named: GraphQLNamedOutputType, depth: number): string {
  if (isUnionType(named))
    return named
      .getTypes()
      .map((one) => `... on ${one.name} ${selectionOf(one, depth)}`)
      .join(' ');
  if (!isObjectType(named)) return '';
  const fields = Object.values(named.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type);
    if (isScalarType(inner) || isEnumType(inner)) return [field.name];
    return depth > 1 ? [`${field.name} ${selectionOf(field.type, depth - 1)}`] : [];
  });
  // An object whose every field lies too deep still needs one.
  return fields.length === 0 ? '__typename' : fields.join(' ');
}
