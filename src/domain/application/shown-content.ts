/** The content of an application as it is shown: names of people masked, and contact and certificates of staff only to those who deal with it. */
import { maskDocumentNumber, maskName } from '../certificate/mask';
import type { ApplicationContent, StaffWish } from './application';

export type ShownStaff = Omit<StaffWish, 'personKey'>;
export type ShownContent = Omit<ApplicationContent, 'staff'> & { readonly staff: readonly ShownStaff[] };

export function shownContent(
  { applicant, staff, ...content }: ApplicationContent,
  contact: 'PLAIN' | 'MASKED',
): ShownContent {
  const masked = (text: string | null): string | null => (text === null ? null : maskDocumentNumber(text));
  return {
    ...content,
    applicant:
      applicant === null || contact === 'PLAIN'
        ? applicant
        : {
            ...applicant,
            contactName: maskName(applicant.contactName),
            mobile: masked(applicant.mobile),
            email: masked(applicant.email),
          },
    staff: staff.map(({ personKey: _digest, ...person }) => ({
      ...person,
      name: maskName(person.name),
      certificateNo: contact === 'PLAIN' ? person.certificateNo : masked(person.certificateNo),
    })),
  };
}
