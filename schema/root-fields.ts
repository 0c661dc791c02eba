/** How much one operation may ask for. */
import { Kind, type ASTVisitor, type SelectionNode, type SelectionSetNode, type ValidationContext } from 'graphql';
import { tooManyRootFields } from './errors';

/** Queries or mutations of one operation, aliases and fragments included; each is a verb or a page of its own. */
export const ROOT_FIELDS_MAX = 10;

/** A validation rule of GraphQL. */
export function limitRootFields(context: ValidationContext): ASTVisitor {
  const ofFragment = new Map<string, number>();
  const fieldsIn = ({ selections }: SelectionSetNode): number =>
    selections.reduce((sum, selection) => sum + fieldsOf(selection), 0);
  const fieldsOf = (selection: SelectionNode): number => {
    if (selection.kind === Kind.FIELD) return 1;
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsIn(selection.selectionSet);
    const name = selection.name.value;
    const known = ofFragment.get(name);
    if (known !== undefined) return known;
    // Another rule refuses a fragment that holds itself; here the count must only come to an end.
    ofFragment.set(name, 0);
    const fragment = context.getFragment(name);
    const fields = fragment ? fieldsIn(fragment.selectionSet) : 0;
    ofFragment.set(name, fields);
    return fields;
  };
  return {
    OperationDefinition: ({ selectionSet }) => {
      if (fieldsIn(selectionSet) > ROOT_FIELDS_MAX) context.reportError(tooManyRootFields(ROOT_FIELDS_MAX));
    },
  };
}
