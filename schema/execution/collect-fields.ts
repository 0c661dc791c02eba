import { Kind, type FieldNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';

export type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

/** Fields of one object by their names in the answer; those of one name are answered together. */
export type CollectedFields = ReadonlyMap<string, readonly FieldNode[]>;

/**
 * "CollectFields" of the specification for a document without directives, where it depends on nothing that a request
 * brings. `isKind` says whether objects of the type fall under a type condition.
 */
export function collectFields(
  sets: readonly SelectionSetNode[],
  fragments: Fragments,
  isKind: (condition: string) => boolean,
): CollectedFields {
  const fields = new Map<string, FieldNode[]>();
  const spread = new Set<string>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const same = fields.get(key);
        if (same === undefined) fields.set(key, [selection]);
        else same.push(selection);
        continue;
      }
      const part = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        if (spread.has(selection.name.value)) continue;
        spread.add(selection.name.value);
      }
      const condition = part?.typeCondition?.name.value;
      if (part !== undefined && (condition === undefined || isKind(condition))) collect(part.selectionSet);
    }
  };
  sets.forEach(collect);
  return fields;
}

export const selectionSetsOf = (nodes: readonly FieldNode[]): readonly SelectionSetNode[] =>
  nodes.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [selectionSet]));
