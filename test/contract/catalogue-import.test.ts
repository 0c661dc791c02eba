/** Editions of the catalogue: drafted with a report, applied by a second person, and what was issued keeps its name. */
import { applyCatalogue } from '../../src/app/registry/apply-catalogue';
import { draftCatalogue, type GivenCatalogue } from '../../src/app/registry/draft-catalogue';
import type { CatalogueDraftView } from '../../src/app/registry/catalogue-ports';
import { saveRegistry } from '../../src/app/save-registry';
import { snapshotFor } from '../../src/domain/registry/snapshot-of';
import { CITY, callerOf, FILING_1, OPERATOR, registryBench, WORLD, type RegistryBench } from '../kit/registry-bench';

const FIRST = callerOf('NATION', { clientId: 'first' });
const SECOND = callerOf('NATION', { clientId: 'second' });
const GIVEN: GivenCatalogue = {
  edition: '2027',
  kind: 'EDITION',
  supplementTo: null,
  from: '2027-01-01',
  to: null,
  basis: ['示例公告〔2026〕1号'],
  csv: 'code,name,workTypes\n6-31-01-03,电气工,高压|低压\n4-99-99-99,新职业,\n',
};

describe('importing the catalogue', () => {
  let bench: RegistryBench;
  beforeEach(async () => {
    bench = await registryBench();
    const second = { ...FILING_1, id: 'F2', occupationCode: '4-03-02-01' };
    const ended = { ...second, id: 'F3', to: '2026-12-31' };
    const revoked = { ...second, id: 'F4', interruptions: [{ kind: 'REVOKED', from: '2026-01-01', to: null }] };
    await saveRegistry(bench.hub, OPERATOR, { ...WORLD, filings: [FILING_1, second, ended, revoked] });
  }, 60_000);
  afterEach(() => bench.close());

  const drafted = async (change: Partial<GivenCatalogue> = {}): Promise<CatalogueDraftView> => {
    const outcome = await draftCatalogue(bench.hub, FIRST, { ...GIVEN, ...change });
    if (outcome.kind === 'refused') throw new Error(`${outcome.code} ${JSON.stringify(outcome.places)}`);
    return outcome.draft;
  };
  const apply = (draft: CatalogueDraftView, caller = SECOND) =>
    applyCatalogue(bench.hub, caller, { draftId: draft.id, digest: draft.digest, reason: '启用新版' });
  const editions = (): Promise<object[]> =>
    bench.source.query('SELECT edition, from_day AS "from", to_day AS "to" FROM catalogue_edition ORDER BY edition');

  test('a draft reports what it would change and changes nothing', async () => {
    const draft = await drafted();
    expect(draft.counts).toEqual({
      occupations: 2,
      added: 1,
      removed: 1,
      renamed: 1,
      workTypes: 0,
      filingsRemoved: 1,
      filingsRenamed: 1,
      ending: ['2022'],
    });
    expect(await editions()).toEqual([{ edition: '2022', from: '2022-09-28', to: null }]);
    expect(await bench.hub.views.catalogueDraft(draft.id)).toEqual({ ...draft });
    const changes = await bench.hub.views.catalogueChanges(draft.id, null, { first: 2, after: null });
    expect(changes).toMatchObject({
      total: 3,
      hasNext: true,
      items: [
        { code: '4-03-02-01', kind: 'REMOVED', nameBefore: '厨师', nameAfter: null, filings: 1 },
        { code: '4-99-99-99', kind: 'ADDED', nameBefore: null, nameAfter: '新职业', filings: 0 },
      ],
    });
    const renamed = await bench.hub.views.catalogueChanges(draft.id, 'RENAMED', { first: 9, after: null });
    expect(renamed?.items).toMatchObject([
      { nameBefore: '电工', nameAfter: '电气工', workTypesAfter: ['低压', '高压'] },
    ]);
    expect(await bench.hub.views.catalogueChanges('x', null, { first: 1, after: null })).toBeUndefined();
  });

  test('a second person applies it; saying it again gives the same answer', async () => {
    const draft = await drafted();
    expect(await apply(draft, FIRST)).toMatchObject({ code: 'FOUR_EYES' });
    expect(await apply({ ...draft, digest: '00' })).toMatchObject({ code: 'CATALOGUE_CHANGED' });
    expect(await apply({ ...draft, id: 'x' })).toMatchObject({ code: 'CATALOGUE_DRAFT_NOT_FOUND' });
    expect(await apply(draft)).toMatchObject({ kind: 'applied', edition: '2027', repeated: false });
    expect(await apply(draft)).toMatchObject({ kind: 'applied', edition: '2027', repeated: true });
    expect(await apply(draft, callerOf('NATION', { clientId: 'third' }))).toMatchObject({
      code: 'CATALOGUE_APPLIED_ALREADY',
      existingId: draft.id,
    });
    expect(await editions()).toEqual([
      { edition: '2022', from: '2022-09-28', to: '2026-12-31' },
      { edition: '2027', from: '2027-01-01', to: null },
    ]);
    const [row] = await bench.source.query(`SELECT recorded_by AS by FROM registry_version WHERE key = '2027'`);
    expect(row.by).toBe('second');
  });

  test('by the digest alone, and of two at once one', async () => {
    const { digest } = await drafted();
    const say = (clientId: string) =>
      applyCatalogue(bench.hub, callerOf('OPERATOR', { clientId }), { draftId: null, digest, reason: null });
    const outcomes = await Promise.all([say('one'), say('two')]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['applied', 'refused']);
    expect(outcomes.find(({ kind }) => kind === 'refused')).toMatchObject({ code: 'CATALOGUE_APPLIED_ALREADY' });
  });

  test('a catalogue that changed since asks for a new report', async () => {
    const draft = await drafted();
    const supplement = await drafted({
      edition: '2026-1',
      kind: 'SUPPLEMENT',
      supplementTo: '2022',
      from: '2026-08-01',
      csv: 'code,name\n4-04-05-99,网络主播',
    });
    expect(await apply(supplement)).toMatchObject({ kind: 'applied' });
    expect(await apply(draft)).toMatchObject({ code: 'CATALOGUE_CHANGED' });
    const again = await drafted();
    expect(again.counts).toMatchObject({ removed: 2, ending: ['2022', '2026-1'] });
    expect(await apply(again)).toMatchObject({ kind: 'applied' });
    expect(await draftCatalogue(bench.hub, FIRST, GIVEN)).toMatchObject({
      code: 'CATALOGUE_TERM_CONFLICT',
      places: [{ field: 'edition' }],
    });
  });

  test.each<[string, Partial<GivenCatalogue>, string, string | null]>([
    ['a fault of a line', { csv: 'code,name\n6-31-01-03,电工\nx,y' }, 'CATALOGUE_INVALID', 'code'],
    ['a day of no calendar', { from: '2027-02-30' }, 'CATALOGUE_INVALID', 'from'],
    ['a name of no form', { edition: '二〇二七' }, 'CATALOGUE_INVALID', 'edition'],
    ['a supplement to nothing', { kind: 'SUPPLEMENT' }, 'CATALOGUE_INVALID', 'supplementTo'],
    ['a term that ends before it begins', { to: '2026-12-31' }, 'CATALOGUE_TERM_CONFLICT', 'to'],
    ['an unknown base', { kind: 'SUPPLEMENT', supplementTo: '2015' }, 'CATALOGUE_TERM_CONFLICT', 'supplementTo'],
  ])('%s is refused with its place', async (_, change, code, field) => {
    expect(await draftCatalogue(bench.hub, FIRST, { ...GIVEN, ...change })).toMatchObject({
      code,
      places: [{ field }],
    });
    expect(await bench.source.query('SELECT FROM catalogue_draft')).toEqual([]);
  });

  test('a city neither drafts nor applies', async () => {
    expect(await draftCatalogue(bench.hub, CITY, GIVEN)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await apply(await drafted(), CITY)).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('exams of the earlier edition are judged by its names, and certificates keep theirs', async () => {
    await bench.source.query(
      `INSERT INTO certificate (certificate_no, state, version, institution_code, institution_kind, site_code, region_code,
         person_key, holding_key, occupation_code, occupation_name, work_type, level, sex, birth_date, candidate_category,
         exam_date, issued_on, batch_id, line, approved_at)
       SELECT 'N1', 'VALID', 1, '0001', 'SOCIAL_ORG', 'S', '510100', '\\x01', '\\x01', '6-31-01-03', '电工', '--', 'LEVEL_4',
              'FEMALE', '1990-05-01', 'EMPLOYEE', '2026-06-01', '2026-07-01', gen_random_uuid(), 1, now()`,
    );
    await apply(await drafted());
    const certificate = await bench.source.query(`SELECT occupation_name AS name FROM certificate`);
    expect(certificate).toEqual([{ name: '电工' }]);
    const registry = await bench.hub.transaction((stores) => stores.registry.documentOf('0001', 'P1', bench.hub.now()));
    const { catalogue } = snapshotFor(registry, '0001', 'P1', '2026-06-30T09:00:00.000+08:00');
    expect(
      catalogue.map(({ edition, to, occupations }) => [
        edition,
        to,
        occupations.find(({ code }) => code === '6-31-01-03')?.name,
      ]),
    ).toEqual([
      ['2022', '2026-12-31', '电工'],
      ['2027', null, '电气工'],
    ]);
  });
});
