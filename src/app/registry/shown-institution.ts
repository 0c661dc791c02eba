import { maskName } from '../../domain/certificate/mask';
import type { RegistryInstitution } from '../../domain/registry/document';
import type { Caller, Role } from '../caller';

/** The institution and the offices that deal with it; the wall keeps each of them to its own. */
const CONTACT_READERS: readonly Role[] = ['INSTITUTION', 'CITY', 'PROVINCE'];

/** The name of the contact is masked for everybody else. */
export const shownInstitution = <Row extends Pick<RegistryInstitution, 'contactName'>>(
  { role }: Pick<Caller, 'role'>,
  institution: Row,
): Row & { readonly contactName: string | null } => {
  const name = institution.contactName ?? null;
  return { ...institution, contactName: name === null || CONTACT_READERS.includes(role) ? name : maskName(name) };
};
