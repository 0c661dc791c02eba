/** RENEWAL and TERMINATION: what becomes of filings at the end of their terms. */
import { dayAfter, dayBefore } from '../calendar/dates';
import type { RegistryFiling } from '../registry/document';
import { termLeft } from '../rules/registry-subject';
import type { Enacting, EnactProblems, RegistryChange, Standing } from './registry-change';
import { NO_CHANGE, problem } from './registry-change';
import { noSuchFiling } from './enact-items';
import { livesOn, termFrom } from './terms';

/**
 * 内人社办发〔2024〕53号 第十五、十六条, 闽劳鉴〔2023〕10号 第十六条: a new filing follows the old one without a gap, for a whole term
 * again; what was never exercised can be left out.
 */
export function enactRenewal({ filings }: Standing, enacting: Enacting): RegistryChange | EnactProblems {
  const { application, on, termMonths, ids } = enacting;
  const { filingIds } = application.content;
  const dropped = new Set(application.droppedFilingIds);
  const named = filingIds.length > 0 ? filingIds : filings.filter((filing) => livesOn(filing, on)).map(({ id }) => id);
  const filed: RegistryFiling[] = [];
  for (const [index, id] of named.entries()) {
    const old = filings.find((filing) => filing.id === id);
    if (old === undefined || isCutShort(old)) return noSuchFiling(index);
    if (old.to === null) return neverEnds(index);
    if (dropped.has(id)) continue;
    const term = termFrom(old.to < on ? on : dayAfter(old.to), termMonths);
    filed.push({ ...old, ...term, id: ids[index] ?? '', interruptions: openSuspension(old, term.from) });
  }
  return {
    ...NO_CHANGE,
    filed,
    renewedIds: named.filter((id) => !dropped.has(id)),
    endedIds: named.filter((id) => dropped.has(id)),
  };
}

const isCutShort = (filing: RegistryFiling): boolean => termLeft(filing, filing.interruptions)?.to !== filing.to;

/** A suspension without an end holds on until it is lifted, also under the new term. */
const openSuspension = ({ interruptions }: RegistryFiling, from: string): RegistryFiling['interruptions'] =>
  interruptions
    .filter(({ kind, to }) => kind === 'SUSPENDED' && (to === null || to >= from))
    .map((each) => ({ ...each, from: each.from < from ? from : each.from }));

const neverEnds = (index: number): EnactProblems =>
  problem(
    'FILING_TERM_INVALID',
    `/content/filingIds/${index}`,
    '该备案没有截止日,无须续期',
    'The filing has no last day: there is nothing to renew',
  );

/**
 * 内人社办发〔2024〕53号 第十七、十八条, 闽劳鉴〔2023〕10号 第十七条. Work that was done until the decision stays done: no filing ends
 * before the day that it is decided on. The institution keeps uploading and mending what it owes.
 */
export function enactTermination({ filings }: Standing, { application, on }: Enacting): RegistryChange | EnactProblems {
  const { filingIds, endsOn } = application.content;
  const lastDay = endsOn === null || endsOn < dayBefore(on) ? dayBefore(on) : endsOn;
  const unknown = filingIds.findIndex((id) => !filings.some((filing) => filing.id === id));
  if (unknown >= 0) return noSuchFiling(unknown);
  const named = filings.filter(({ id }) => filingIds.length === 0 || filingIds.includes(id));
  const ending = named.filter((filing) => livesOn(filing, dayAfter(lastDay)));
  if (ending.length === 0) {
    return problem(
      'FILING_NOT_FOUND',
      '/content/filingIds',
      '没有在终止日之后仍有效的备案',
      'No filing would still be in force after the last day of work',
    );
  }
  return {
    ...NO_CHANGE,
    changed: ending.map((filing) => ({
      ...filing,
      interruptions: [...filing.interruptions, { kind: 'TERMINATED', from: dayAfter(lastDay), to: null }],
    })),
    // Also what runs out by that day: nobody is waited for to renew it.
    endedIds: named.filter((filing) => livesOn(filing, on)).map(({ id }) => id),
  };
}
