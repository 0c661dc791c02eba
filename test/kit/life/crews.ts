/** Who serves in the exams of an institution: the people that its application brought into the register. */
import type { Asker, Page } from './answers';
import type { Crew } from './staff';

/** Of the institution that asks. */
export async function crewOf(institution: Asker): Promise<Crew> {
  const { staff } = await institution.run<{ staff: Page<{ id: string; kinds: readonly string[] }> }>(
    '{ staff(first: 500) { total items { id kinds } } }',
  );
  const of = (kind: string): string[] => staff.items.filter(({ kinds }) => kinds.includes(kind)).map(({ id }) => id);
  return {
    assessors: of('ASSESSOR'),
    internalSupervisors: of('SUPERVISOR'),
    invigilators: of('INVIGILATOR'),
    trainers: of('TRAINER'),
  };
}
