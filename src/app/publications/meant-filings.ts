/** Which filings a measure means, and why it does not fit one of them. */
import type { Bilingual } from '../../domain/bilingual';
import { conditionOn, interruptionsAfter, measureFits, stopsLifted, takesBack } from '../../domain/filing/measure';
import { filingsOverlap } from '../../domain/filing/terms';
import { siteTaken } from '../../domain/filing/venue-once';
import type { RegistryFiling } from '../../domain/registry/document';
import { type Place, type Refusal, refuse } from '../refusal';
import type { FiledInstitution } from './filed-institution';
import type { GivenMeasure } from './given-measure';
import type { Measure } from './measure-ports';

/** Ids; where none is named, all to which it applies: of filings that ended only where no other is left. */
export function meantFilings(given: GivenMeasure, found: FiledInstitution, day: string): readonly string[] | Refusal {
  const { filingIds } = given;
  const { filings } = found;
  if (filingIds.length === 0) {
    const fitting = filings.filter((filing) => unfitBecause(found, given, filing, day) === undefined);
    const going = fitting.filter((filing) => conditionOn(filing, day) !== 'TERMINATED');
    return fitting.length > 0
      ? (going.length > 0 ? going : fitting).map(({ id }) => id)
      : refuse('MEASURE_DOES_NOT_FIT', { places: unfitPlaces(found, filings, given, day) });
  }
  const asked = [...new Set(filingIds)];
  const unknown = asked.findIndex((id) => !filings.some((filing) => filing.id === id));
  if (unknown >= 0) return refuse('FILING_NOT_FOUND', { places: [filingPlace(unknown)] });
  const named = filings.filter(({ id }) => asked.includes(id));
  const unfit = unfitPlaces(found, named, given, day);
  return unfit.length > 0 ? refuse('MEASURE_DOES_NOT_FIT', { places: unfit }) : asked;
}

type Meaning = Pick<GivenMeasure, 'kind' | 'reasonCode'>;

/** `found`: with all filings of the institution. */
export const unfitPlaces = (
  found: FiledInstitution,
  filings: readonly RegistryFiling[],
  measure: Meaning,
  day: string,
): readonly Place[] =>
  filings.flatMap((filing) => {
    const message = unfitBecause(found, measure, filing, day);
    return message === undefined ? [] : [{ record: null, field: 'filingIds', message }];
  });

function unfitBecause(
  found: FiledInstitution,
  measure: Meaning,
  filing: RegistryFiling,
  day: string,
): Bilingual | undefined {
  const { id } = filing;
  if (!measureFits(measure, filing, day)) {
    return { zh: `备案 ${id} 在 ${day} 的状态不适用`, en: `Filing ${id} is in another state on ${day}` };
  }
  if (!takesBack(measure)) return undefined;
  if (endingsLifted(found.endings, [filing], day).length === 0) {
    return { zh: `备案 ${id} 并非由处理措施终止`, en: `No measure ended the filing ${id}` };
  }
  const again = { ...filing, interruptions: interruptionsAfter(measure.kind, filing, { from: day, to: null }) };
  const other = found.filings.find((each) => each.id !== id && filingsOverlap(each, again));
  if (other !== undefined) {
    return {
      zh: `备案 ${id} 恢复后与备案 ${other.id} 重叠`,
      en: `Resumed, the filing ${id} would overlap the filing ${other.id}`,
    };
  }
  const site = siteTaken(again, found.venues, day);
  return site === undefined ? undefined : takenBy(id, site, found.venues.basis);
}

const takenBy = (id: string, site: string, basis: readonly string[]): Bilingual => ({
  zh: `备案 ${id} 恢复后,站点 ${site} 的场地与另一机构同一职业的备案重复。依据:${basis.join('、')}`,
  en: `Resumed, the filing ${id} would stand at the venue of its site ${site}, where another institution has filed the occupation. Basis: ${basis.join(', ')}`,
});

/** The measures whose end of one of the filings a resumption on `day` takes back. */
export const endingsLifted = (
  endings: readonly Measure[],
  filings: readonly RegistryFiling[],
  day: string,
): readonly Measure[] =>
  endings.filter(({ filingIds, takenBackIds, from }) =>
    filings.some(
      (filing) =>
        filingIds.includes(filing.id) &&
        !takenBackIds.includes(filing.id) &&
        stopsLifted(filing, day).some((stop) => stop.kind === 'TERMINATED' && stop.from === from),
    ),
  );

const filingPlace = (index: number): Place => ({
  record: null,
  field: `filingIds/${index}`,
  message: { zh: '该机构没有这项备案', en: 'The institution has no such filing' },
});
