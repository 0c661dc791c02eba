/** Takes in an edition of the catalogue, or a supplement, and says what it would change. Nothing of it holds yet. */
import type { Bilingual } from '../../domain/bilingual';
import { isDate } from '../../domain/calendar/dates';
import { isStorable } from '../../domain/certificate/text';
import { readCatalogueCsv } from '../../domain/registry/catalogue-csv';
import {
  type CatalogueChange,
  type CatalogueObstacle,
  type CatalogueProposal,
  type CatalogueReport,
  catalogueReport,
} from '../../domain/registry/catalogue-difference';
import type { Caller } from '../caller';
import type { Hub } from '../ports';
import { type Place, type Refusal, refuse } from '../refusal';
import type { CatalogueChangeView, CatalogueCounts, CatalogueDraft, CatalogueDraftView } from './catalogue-ports';

export interface GivenCatalogue {
  readonly edition: string;
  readonly kind: 'EDITION' | 'SUPPLEMENT';
  /** The edition that a supplement adds to; `null` for an edition. */
  readonly supplementTo: string | null;
  /** YYYY-MM-DD. */
  readonly from: string;
  readonly to: string | null;
  readonly basis: readonly string[];
  readonly csv: string;
}

export interface CatalogueDrafted {
  readonly kind: 'drafted';
  readonly draft: CatalogueDraftView;
}

const EDITION = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;
export const CATALOGUE_BASIS_MAX = 20;
const BASIS_CHARS_MAX = 200;

export async function draftCatalogue(
  hub: Hub,
  caller: Caller,
  given: GivenCatalogue,
): Promise<CatalogueDrafted | Refusal> {
  if (caller.role !== 'NATION' && caller.role !== 'OPERATOR') return refuse('FORBIDDEN');
  const places = problemsOf(given);
  if (places.length > 0) return refuse('CATALOGUE_INVALID', { places });
  const read = readCatalogueCsv(given.csv);
  if ('faults' in read) {
    const faults = read.faults.map(({ line, field, message }) => ({ record: line, field, message }));
    return refuse('CATALOGUE_INVALID', { places: faults });
  }
  const { edition, supplementTo, from, to } = given;
  const proposal: CatalogueProposal = { edition, supplementTo, from, to, occupations: read.occupations };
  return hub.transaction(async (stores) => {
    const { catalogueDrafts } = stores;
    const report = catalogueReport(await catalogueDrafts.standing(), proposal);
    if (typeof report === 'string') return refuseObstacle(report);
    const touched = report.changes.filter(({ before }) => before !== null).map(({ code }) => code);
    const changes = viewsOf(report.changes, await catalogueDrafts.filingsNaming(touched, from));
    const { occupations, ...rest } = proposal;
    const draft: CatalogueDraftView = {
      ...rest,
      id: hub.newId(),
      basis: given.basis,
      digest: report.digest,
      counts: countsOf(report, changes, occupations.length),
      state: 'DRAFT',
      draftedBy: caller.clientId,
      draftedAt: hub.now(),
      appliedBy: null,
      appliedAt: null,
    };
    await catalogueDrafts.insert({ ...draft, occupations } satisfies CatalogueDraft, changes);
    return { kind: 'drafted', draft };
  });
}

function problemsOf({ edition, kind, supplementTo, from, to, basis }: GivenCatalogue): readonly Place[] {
  const place = (field: string, message: Bilingual): Place => ({ record: null, field, message });
  const name = {
    zh: '应为 1 至 40 位字母、数字、点、下划线或连字符',
    en: '1 to 40 letters, digits, dots, underscores or hyphens',
  };
  const day = { zh: '应为真实日期 YYYY-MM-DD', en: 'A real date YYYY-MM-DD is expected' };
  const base = {
    zh: '增补须指明所增补的版本,新版不得指明',
    en: 'A supplement names the edition that it adds to, an edition names none',
  };
  const documents = {
    zh: `最多 ${CATALOGUE_BASIS_MAX} 份文件,每份不超过 ${BASIS_CHARS_MAX} 个字符`,
    en: `At most ${CATALOGUE_BASIS_MAX} documents of up to ${BASIS_CHARS_MAX} characters`,
  };
  const isBasis = (text: string): boolean => text.trim() !== '' && text.length <= BASIS_CHARS_MAX && isStorable(text);
  return [
    ...(EDITION.test(edition) ? [] : [place('edition', name)]),
    ...((kind === 'SUPPLEMENT') === (supplementTo !== null) ? [] : [place('supplementTo', base)]),
    ...(isDate(from) ? [] : [place('from', day)]),
    ...(to === null || isDate(to) ? [] : [place('to', day)]),
    ...(basis.length <= CATALOGUE_BASIS_MAX && basis.every(isBasis) ? [] : [place('basis', documents)]),
  ];
}

const OBSTACLES: { readonly [obstacle in CatalogueObstacle]: { readonly field: string; readonly message: Bilingual } } =
  {
    EDITION_TAKEN: {
      field: 'edition',
      message: { zh: '该版本已在目录中', en: 'The catalogue has an edition of that name' },
    },
    OVERLAP: {
      field: 'from',
      message: { zh: '与已定期限的另一版本重叠', en: 'Overlaps with another edition whose term was decided' },
    },
    NO_BASE: {
      field: 'supplementTo',
      message: { zh: '起始日没有该版本在用', en: 'No such edition is in force on the first day' },
    },
    TERM_BACKWARDS: { field: 'to', message: { zh: '截止日早于起始日', en: 'The last day lies before the first' } },
  };

export const refuseObstacle = (obstacle: CatalogueObstacle): Refusal =>
  refuse('CATALOGUE_TERM_CONFLICT', { places: [{ record: null, ...OBSTACLES[obstacle] }] });

const viewsOf = (
  changes: readonly CatalogueChange[],
  filings: ReadonlyMap<string, number>,
): readonly CatalogueChangeView[] =>
  changes.map(({ code, kind, before, after }) => ({
    code,
    kind,
    nameBefore: before?.name ?? null,
    nameAfter: after?.name ?? null,
    workTypesBefore: before?.workTypes ?? [],
    workTypesAfter: after?.workTypes ?? [],
    filings: filings.get(code) ?? 0,
  }));

function countsOf(
  { ending }: CatalogueReport,
  changes: readonly CatalogueChangeView[],
  occupations: number,
): CatalogueCounts {
  const of = (kind: CatalogueChangeView['kind']): readonly CatalogueChangeView[] =>
    changes.filter((change) => change.kind === kind);
  const filings = (of: readonly CatalogueChangeView[]): number => of.reduce((sum, each) => sum + each.filings, 0);
  return {
    occupations,
    added: of('ADDED').length,
    removed: of('REMOVED').length,
    renamed: of('RENAMED').length,
    workTypes: of('WORK_TYPES').length,
    filingsRemoved: filings(of('REMOVED')),
    filingsRenamed: filings(of('RENAMED')),
    ending: ending.map(({ edition }) => edition).sort(),
  };
}
