/** Assessors, supervisors, invigilators and trainers of an application enter the register, unless they stand there. */
import type { Application, StaffWish } from '../../domain/application/application';
import { type RegistryStaff, STAFF_KINDS, type StaffKind } from '../../domain/registry/document';
import type { Stores } from '../ports';

/** Hex digits of the person's keyed digest by which the register knows somebody. */
const PERSON_ID_DIGITS = 16;

const kindOf = ({ group }: StaffWish): StaffKind | undefined => STAFF_KINDS.find((kind) => kind === group);

/**
 * Plans, decisions and notifications name people by it, so it is no number of a certificate. The digest says nothing of the
 * person and is the same in every application.
 */
const idOf = ({ personKey }: StaffWish): string => `P-${personKey.slice(0, PERSON_ID_DIGITS)}`;

/**
 * `regionCode`: of the institution. A term without end: an application names no dates of certificates. Somebody whose
 * certificate stands in the register, under whatever id, stays as he stands there.
 */
export async function staffToRegister(
  { codes }: Stores,
  { institutionCode, content }: Application,
  { regionCode, on }: { readonly regionCode: string; readonly on: string },
): Promise<readonly RegistryStaff[]> {
  const people = peopleOf(content.staff);
  const known = await codes.registeredStaff(people, on);
  const entered = new Set<string>();
  return people.flatMap(({ id, certificateNo, wishes }) => {
    if (known.has(id) || (certificateNo !== null && entered.has(certificateNo))) return [];
    if (certificateNo !== null) entered.add(certificateNo);
    const kinds = [...new Set(wishes.flatMap((wish) => kindOf(wish) ?? []))];
    const occupationCodes = [...new Set(wishes.flatMap((wish) => wish.occupationCodes))];
    const term = { from: on, to: null };
    const name = wishes.at(0)?.name ?? null;
    return [{ id, occupationCodes, ...term, barred: [], kinds, institutionCode, regionCode, certificateNo, name }];
  });
}

interface Person {
  readonly id: string;
  readonly certificateNo: string | null;
  readonly wishes: readonly StaffWish[];
}

/** One entry a person, in the order of the form; somebody may be of several groups. */
function peopleOf(staff: readonly StaffWish[]): readonly Person[] {
  const people = new Map<string, Person>();
  for (const wish of staff) {
    if (kindOf(wish) === undefined) continue;
    const id = idOf(wish);
    const { certificateNo = null, wishes = [] } = people.get(id) ?? {};
    people.set(id, { id, certificateNo: certificateNo ?? wish.certificateNo, wishes: [...wishes, wish] });
  }
  return [...people.values()];
}
