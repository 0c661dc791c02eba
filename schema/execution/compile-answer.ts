/**
 * Compiles what is selected of a value into one function of JavaScript. It answers the usual: plain objects whose fields are
 * properties, lists, values that their scalars take. For everything else, be it a null where none may stand, an error, a promise
 * or a property that is a function, it throws, and graphql-js answers: so one place alone knows what an error looks like.
 */
import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  GraphQLString,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  type FieldNode,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { collectFields, selectionSetsOf, type Fragments } from './collect-fields';

/** A document that is left to graphql-js. */
export class NotCompilable extends Error {}

/** @throws anything; then graphql-js is to complete the value. */
export type Complete = (value: unknown) => unknown;

export interface Compiled {
  readonly schema: GraphQLSchema;
  readonly fragments: Fragments;
}

/**
 * Of values of this type, as these fields ask for them.
 * @throws NotCompilable
 */
export function compileAnswer(compiled: Compiled, type: GraphQLOutputType, nodes: readonly FieldNode[]): Complete {
  const program = new Program();
  return program.run(written({ ...compiled, program }, type, nodes));
}

/** Whether objects of this type fall under a type condition. */
export const kindOf =
  (schema: GraphQLSchema, object: GraphQLObjectType) =>
  (condition: string): boolean => {
    const named = schema.getType(condition);
    return named === object || (isAbstractType(named) && schema.isSubType(named, object));
  };

/** JavaScript that completes the value of an expression. */
type Written = (expression: string) => string;
type Writing = Compiled & { readonly program: Program };

function written(writing: Writing, outer: GraphQLOutputType, nodes: readonly FieldNode[]): Written {
  const { program } = writing;
  const isRequired = isNonNullType(outer);
  const type = isNonNullType(outer) ? outer.ofType : outer;
  if (isLeafType(type)) return program.leaf(type, isRequired);
  if (isListType(type)) return program.list(written(writing, type.ofType, nodes), isRequired);
  // Its runtime type is asked of a resolver, which may answer later.
  if (isAbstractType(type)) throw new NotCompilable('A union or interface within a value.');
  return program.object(writtenFields(writing, type, nodes), isRequired);
}

interface WrittenField {
  /** Its name in the answer. */
  readonly key: string;
  /** The object is `value`. */
  readonly code: string;
}

function writtenFields(
  writing: Writing,
  object: GraphQLObjectType,
  nodes: readonly FieldNode[],
): readonly WrittenField[] {
  if (object.isTypeOf) throw new NotCompilable('A type that tests its values.');
  const collected = collectFields(selectionSetsOf(nodes), writing.fragments, kindOf(writing.schema, object));
  return [...collected].map(([key, fieldNodes]) => {
    // In a literal it would set the prototype.
    if (key === '__proto__') throw new NotCompilable('A field called __proto__.');
    const name = fieldNodes[0]?.name.value ?? '';
    if (name === '__typename') return { key, code: JSON.stringify(object.name) };
    const field = object.getFields()[name];
    if (field === undefined || field.resolve) throw new NotCompilable('A field with a resolver.');
    return { key, code: written(writing, field.type, fieldNodes)(`value[${JSON.stringify(name)}]`) };
  });
}

/** Tests of the variable `part` for values that a scalar gives back unchanged. */
const UNCHANGED: ReadonlyMap<GraphQLLeafType, string> = new Map<GraphQLLeafType, string>([
  [GraphQLString, 'typeof part === "string"'],
  [GraphQLID, 'typeof part === "string"'],
  [GraphQLInt, 'typeof part === "number" && (part | 0) === part'],
  [GraphQLFloat, 'typeof part === "number" && Number.isFinite(part)'],
  [GraphQLBoolean, 'typeof part === "boolean"'],
]);

/** Functions over one another, the outer ones last. Names of GraphQL are the only foreign text, and quoted. */
class Program {
  private readonly bound: Complete[] = [];
  private readonly functions: string[] = [];

  leaf(type: GraphQLLeafType, isRequired: boolean): Written {
    const name = `leaf${this.bound.push(leafOf(type, isRequired)) - 1}`;
    const unchanged = UNCHANGED.get(type);
    return (expression) =>
      unchanged === undefined
        ? `${name}(${expression})`
        : `(part = ${expression}, ${unchanged}) ? part : ${name}(part)`;
  }

  list(item: Written, isRequired: boolean): Written {
    return this.add(`${nullCheck(isRequired)}
      if (!Array.isArray(value)) unusual();
      const items = new Array(value.length);
      for (let index = 0; index < value.length; index += 1) items[index] = ${item('value[index]')};
      return items;`);
  }

  object(fields: readonly WrittenField[], isRequired: boolean): Written {
    return this.add(`${nullCheck(isRequired)}
      if (typeof value !== "object" || value instanceof Error || typeof value.then === "function") unusual();
      return { ${fields.map(({ key, code }) => `${JSON.stringify(key)}: ${code}`).join(', ')} };`);
  }

  run(outermost: Written): Complete {
    const names = this.bound.map((_, index) => `leaf${index}`);
    const text = `"use strict";\n${this.functions.join('\n')}\nreturn (value) => { let part; return ${outermost('value')}; };`;
    return new Function('unusual', ...names, text)(unusual, ...this.bound);
  }

  private add(body: string): Written {
    const name = `complete${this.functions.length}`;
    this.functions.push(`function ${name}(value) { let part; ${body} }`);
    return (expression) => `${name}(${expression})`;
  }
}

const nullCheck = (isRequired: boolean): string =>
  `if (value === null || value === undefined) ${isRequired ? 'unusual()' : 'return null'};`;

/** One for all: nobody asks where it came from. */
const UNUSUAL = new Error('This value is left to graphql-js.');

/** Leaves the value to graphql-js. */
export const unusual = (): never => {
  throw UNUSUAL;
};

function leafOf(type: GraphQLLeafType, isRequired: boolean): Complete {
  return (value) => {
    if (value === null || value === undefined) return isRequired ? unusual() : null;
    // A property that is a function is called, a promise awaited, an error thrown.
    if (typeof value === 'function' || value instanceof Error || isThenable(value)) return unusual();
    const serialized: unknown = type.serialize(value);
    return serialized === null || serialized === undefined ? unusual() : serialized;
  };
}

const isThenable = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
