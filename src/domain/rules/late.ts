/** What the rules about deadlines share: working days counted from the day after the event. */
import type { Bilingual } from '../bilingual';
import type { WorkingDays } from '../calendar/working-days';
import { CALENDAR_UNPUBLISHED } from './calendar-unpublished';
import type { Fault } from './rule';
import { fault } from './rule';

export interface Deadline {
  readonly event: string;
  /** Day on which it was done. */
  readonly doneOn: string;
  /** Working days; `null` sets no deadline. */
  readonly allowed: number | null;
  /** What lies between, as the beginning of a sentence. */
  readonly span: Bilingual;
}

export function lateFault({ event, doneOn, allowed, span }: Deadline, workingDays: WorkingDays): Fault | undefined {
  if (allowed === null) return undefined;
  const taken = workingDays.since(event, doneOn);
  if (taken === undefined) return CALENDAR_UNPUBLISHED;
  if (taken <= allowed) return undefined;
  return fault(
    '',
    {
      zh: `${span.zh}经过 ${taken} 个工作日，规定不超过 ${allowed} 个。`,
      en: `${span.en} took ${taken} working days; at most ${allowed} are allowed.`,
    },
    { expected: [`<=${allowed}`] },
  );
}
