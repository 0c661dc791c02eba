import {
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';

/** Everything that can be asked of a value, down to its leaves; of a union of a type and a refusal, the type. */
export function fullSelection(schema: GraphQLSchema, type: GraphQLOutputType, above: readonly string[] = []): string {
  if (isNonNullType(type) || isListType(type)) return fullSelection(schema, type.ofType, above);
  if (isLeafType(type)) return '';
  if (isAbstractType(type)) {
    const parts = schema.getPossibleTypes(type).filter(({ name }) => name !== 'Refusal');
    return `{ __typename ${parts.map((part) => `... on ${part.name} ${fullSelection(schema, part, above)}`).join(' ')} }`;
  }
  const fields = Object.values(type.getFields()).filter((field) => !field.args.some(isRequiredArgument));
  const within = [...above, type.name];
  const written = fields.flatMap((field) => {
    const selection = fullSelection(schema, field.type, within);
    // A type within itself is asked for once.
    return above.includes(type.name) && selection !== '' ? [] : [`${field.name} ${selection}`];
  });
  return `{ ${written.join(' ')} }`;
}
