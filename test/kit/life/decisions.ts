/** What regulators decided, with author and clause. */
import type { Asker, Page } from './answers';

export interface SeenDecision {
  readonly act: string;
  readonly role: string;
  readonly decidedBy: string;
  readonly reason: string | null;
  readonly basis: readonly string[];
}

/** About one subject, the oldest first. */
export async function decisionsOn(by: Asker, kind: string, id: string): Promise<readonly SeenDecision[]> {
  const { decisions } = await by.run<{ decisions: Page<SeenDecision> }>(
    `query ($subject: WorkSubjectInput!) { decisions(first: 500, subject: $subject) { total
       items { act role decidedBy reason basis } } }`,
    { subject: { kind, id } },
  );
  return [...decisions.items].reverse();
}
