/** The clock of the province's duty to show an end of filings (publish-ending.ts): from its confirmation until it is shown. */
import { cstDate } from '../../domain/calendar/cst';
import { endTerms, openTerm } from '../deadlines/open-term';
import type { Hub, Stores } from '../ports';
import { isShown } from './measure-effects';
import type { Measure } from './measure-ports';

const TERM = 'ENDING_NOTICE';

/**
 * Opens nothing for an end that is not shown, nor for what is no end.
 * @throws PacksUnusable: no term is opened by less than the packs in force.
 */
export async function openEndingTerm(hub: Hub, stores: Stores, measure: Measure): Promise<void> {
  if (measure.state !== 'CONFIRMED' || !isShown(measure)) return;
  const { id, institutionCode, regionCode } = measure;
  const on = cstDate(hub.now());
  await openTerm(hub, stores, { term: TERM, subject: { kind: 'MEASURE', id }, institutionCode, regionCode, on });
}

/** Shown: `MET`; taken back before that: `CANCELLED`. */
export const endEndingTerm = (stores: Stores, id: string, how: 'MET' | 'CANCELLED', at: Date): Promise<void> =>
  endTerms(stores, { kind: 'MEASURE', id }, how, at, TERM);
