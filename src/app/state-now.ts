import type { Bilingual } from '../domain/bilingual';
import type { Place } from './refusal';

/** For a refusal because of the state: where the thing stands now. */
export const stateNow = ({ zh, en }: Bilingual): Place => ({
  record: null,
  field: 'state',
  message: { zh: `当前状态:${zh}`, en: `Its state now: ${en}` },
});
