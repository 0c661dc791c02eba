/** The notice that a batch header names must be the one that the hub held, where it held one. */
import type { BatchHeader } from '../../domain/intake/header';
import type { Place } from '../../domain/intake/place';
import type { Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import type { Results } from './results-ports';

type Days = Pick<BatchHeader, 'noticeFrom' | 'noticeTo'>;

/** Fields that differ, with the days that are right; none where the results had no notice. */
export function headerPlaces(results: Results, header: Days): readonly Place[] {
  return (['noticeFrom', 'noticeTo'] as const).flatMap((field) => {
    const held = results[field];
    if (held === null || held === header[field]) return [];
    return [
      { record: null, field, message: { zh: `实际公示日期为 ${held}`, en: `The notice that was held says ${held}` } },
    ];
  });
}

export async function noticeOfHeader(
  { results }: Stores,
  { planNo, ...days }: Days & Pick<BatchHeader, 'planNo'>,
): Promise<Refusal | undefined> {
  // Not held: an upload that seals in the same transaction waits for the registry, and who voids the plan holds that first.
  const live = await results.liveOf(planNo, 'look');
  const places = live ? headerPlaces(live, days) : [];
  return places.length === 0 ? undefined : refuse('HEADER_INVALID', { places });
}
