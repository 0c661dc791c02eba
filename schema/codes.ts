import { registerEnumType } from 'type-graphql';
import type { CodeLabel } from '../src/domain/certificate/record';

/** A GraphQL enum from a list of codes of the domain, each described by its label. */
export function codeType(
  name: string,
  description: string,
  codes: readonly (string | CodeLabel)[],
): Readonly<Record<string, string>> {
  const labels = codes.map((code) => (typeof code === 'string' ? { code, zh: undefined } : code));
  const values: Readonly<Record<string, string>> = Object.freeze(
    Object.fromEntries(labels.map(({ code }) => [code, code])),
  );
  registerEnumType(values, {
    name,
    description,
    valuesConfig: Object.fromEntries(
      labels.flatMap(({ code, zh }) => (zh === undefined ? [] : [[code, { description: zh }]])),
    ),
  });
  return values;
}
