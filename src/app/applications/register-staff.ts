/** Assessors, supervisors, invigilators and trainers of an application enter the register, unless they stand there. */
import type { Application, StaffWish } from '../../domain/application/application';
import { type RegistryStaff, STAFF_KINDS, type StaffKind } from '../../domain/registry/document';
import type { Stores } from '../ports';

/** Hex digits of the person's keyed digest that stand for somebody who has no certificate. */
const PERSON_ID_DIGITS = 16;

const kindOf = ({ group }: StaffWish): StaffKind | undefined => STAFF_KINDS.find((kind) => kind === group);

/** Plans name people by it. The digest says nothing of the person and is the same in every application. */
const idOf = ({ certificateNo, personKey }: StaffWish): string =>
  certificateNo ?? `P-${personKey.slice(0, PERSON_ID_DIGITS)}`;

/** `regionCode`: of the institution. A term without end: an application names no dates of certificates. */
export async function staffToRegister(
  { codes }: Stores,
  { institutionCode, content }: Application,
  { regionCode, on }: { readonly regionCode: string; readonly on: string },
): Promise<readonly RegistryStaff[]> {
  const groups = new Map<string, readonly StaffWish[]>();
  for (const wish of content.staff) {
    if (kindOf(wish) !== undefined) groups.set(idOf(wish), [...(groups.get(idOf(wish)) ?? []), wish]);
  }
  const known = await codes.registeredStaff([...groups.keys()]);
  return [...groups].flatMap(([id, wishes]) => {
    const [first] = wishes;
    if (first === undefined || known.has(id)) return [];
    const kinds = [...new Set(wishes.flatMap((wish) => kindOf(wish) ?? []))];
    const occupationCodes = [...new Set(wishes.flatMap((wish) => wish.occupationCodes))];
    const { certificateNo, name } = first;
    const term = { from: on, to: null };
    return [{ id, occupationCodes, ...term, barred: [], kinds, institutionCode, regionCode, certificateNo, name }];
  });
}
