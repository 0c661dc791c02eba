import type { Pack } from '../packs/pack';
import { NATION_REGION } from '../packs/pack';

/**
 * Of all packs those that a batch received on `receivedOn` may be judged by. A pack whose first day lies ahead can
 * concern no exam that is over; should even the nation's lie ahead, all of them stand.
 */
export function judgingPacks(packs: readonly Pack[], receivedOn: string): readonly Pack[] {
  const known = packs.filter(({ from }) => from <= receivedOn);
  return known.some(({ region }) => region === NATION_REGION) ? known : packs;
}
