/** What a resumption for GROUND_WRONG undoes: the ends keep of which filings they are none any more. */
import type { RegistryFiling } from '../../domain/registry/document';
import type { Stores } from '../ports';
import { endEndingTerm } from './ending-term';
import { endingsLifted } from './meant-filings';
import type { Measure } from './measure-ports';

/**
 * Answers the ends of which something is taken back. Where nothing is left of one, there is nothing to show either.
 * @param filings as they stood before the resumption, which holds from `from`
 */
export async function takeBackEndings(
  stores: Stores,
  endings: readonly Measure[],
  filings: readonly RegistryFiling[],
  { from, at }: { readonly from: string; readonly at: Date },
): Promise<readonly Measure[]> {
  const lifted = endingsLifted(endings, filings, from);
  for (const ending of lifted) {
    const ids = filings.filter((filing) => endingsLifted([ending], [filing], from).length > 0).map(({ id }) => id);
    await stores.codes.takeBackEnding(ending.id, ids);
    const gone = [...ending.takenBackIds, ...ids];
    if (ending.filingIds.every((id) => gone.includes(id))) await endEndingTerm(stores, ending.id, 'CANCELLED', at);
  }
  return lifted;
}
