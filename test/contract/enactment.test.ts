/** Every kind of application on a real database, with the registry read back; serials without gaps, whoever asks. */
import { randomUUID } from 'node:crypto';
import { applicantOf, applicationOf, itemWish, siteWish } from '../kit/filing-cases';
import { filingBench, type FilingBench } from '../kit/filing-bench';
import type { Caller } from '../../src/app/caller';
import { openUpload } from '../../src/app/open-upload';
import { filingState } from '../../src/domain/rules/filing-state';
import type { Enacted } from '../../src/app/applications/enact-application';
import type { Refusal } from '../../src/app/refusal';
import { samplePacks } from '../kit/sample-record';

function enacted(outcome: Enacted | Refusal): Enacted {
  if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome));
  return outcome;
}

const filingOf = (serial: number, sites: readonly string[] = ['s1']) => {
  const content = {
    applicant: applicantOf(serial),
    sites: sites.map((ref) => siteWish(ref, { venue: `venue-${serial}-${ref}` })),
    items: [itemWish('6-31-01-03', { sites })],
  };
  return applicationOf(randomUUID(), { content });
};
const serialOf = (code: string): number => Number(code.slice(7));

jest.setTimeout(30_000);

describe('enactment', () => {
  let bench: FilingBench;
  beforeEach(async () => {
    bench = await filingBench();
  }, 60_000);
  afterEach(() => bench.close());

  test('a filing makes institution, site, filing and staff, and is a publication', async () => {
    const application = filingOf(1);
    const staff = {
      group: 'ASSESSOR',
      name: '李四',
      idNumberMasked: '51**************12',
      personKey: 'ab'.repeat(16),
      employer: null,
      post: null,
      education: null,
      field: null,
      occupationCodes: ['6-31-01-03'],
      certificateNo: 'K-100',
    } as const;
    const people = [
      staff,
      { ...staff, group: 'TRAINER' as const },
      { ...staff, group: 'EXPERT' as const },
      { ...staff, personKey: 'cd'.repeat(16), certificateNo: null },
      { ...staff, personKey: 'ef'.repeat(16), certificateNo: 'K-200' },
    ];
    // Somebody who is registered under another id is known by the certificate.
    const holder = {
      id: 'HN-1',
      occupationCodes: [],
      from: '2026-01-01',
      to: null,
      barred: [],
      certificateNo: 'K-200',
    };
    await bench.save({ assessors: [holder] });
    const given = { ...application, content: { ...application.content, staff: people } };
    const { institutionCode, siteCodes, filingIds } = enacted(await bench.enact(given));
    expect(siteCodes).toEqual(['S000051000001']);
    const { institutions, sites, filings } = await bench.registryOf(institutionCode);
    expect(institutions).toMatchObject([
      {
        code: institutionCode,
        creditCode: institutionCode,
        name: '样例评价机构1',
        names: [{ name: '样例评价机构1', from: '2026-06-01', to: null }],
        phone: '028-00000000',
        contactName: '张三',
      },
    ]);
    expect(sites).toMatchObject([{ code: 'S000051000001', from: '2026-06-01', venue: 'venue-1-s1' }]);
    expect(filings).toMatchObject([
      { id: filingIds[0], siteCodes: ['S000051000001'], from: '2026-06-01', to: '2029-05-31', fees: [{ yuan: 320 }] },
    ]);
    const registered = await bench.source.query(
      'SELECT id, occupation_codes, kinds, institution_code FROM assessor ORDER BY id',
    );
    expect(registered).toEqual([
      { id: 'HN-1', occupation_codes: [], kinds: expect.anything(), institution_code: null },
      {
        id: 'P-abababababababab',
        occupation_codes: ['6-31-01-03'],
        kinds: ['ASSESSOR', 'TRAINER'],
        institution_code: institutionCode,
      },
      {
        id: 'P-cdcdcdcdcdcdcdcd',
        occupation_codes: ['6-31-01-03'],
        kinds: ['ASSESSOR'],
        institution_code: institutionCode,
      },
    ]);
    const page = await bench.hub.views.publications({ regionPrefix: '51' }, { first: 10, after: null });
    expect(page).toMatchObject({
      total: 1,
      items: [{ institutions: 1, filings: 1, sites: 1, publishedOn: '2026-06-01' }],
    });
    expect(await bench.hub.views.publication(page.items[0]?.id ?? '')).toMatchObject({
      items: [{ institutionCode, kind: 'FILING', filings: [{ id: filingIds[0], to: '2029-05-31' }] }],
    });
    expect(await bench.hub.views.publication(randomUUID())).toBeUndefined();
  });

  test('of twenty at once each gets its own serial, without a gap', async () => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, index) => bench.enact(filingOf(index + 1))));
    const serials = outcomes.flatMap((outcome) => enacted(outcome).siteCodes.map(serialOf)).sort((a, b) => a - b);
    expect(serials).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  test('a rollback gives serials back, and those of imported sites are passed over, whatever begins their codes', async () => {
    await bench.save({ institutions: [{ ...institution('0009'), code: '0009' }] });
    const used = ['S000051000002', 'Y004151000003', 'S000315000001'];
    await bench.save({ sites: used.map((code) => siteRow(code)) });
    const twice = filingOf(1, ['s1', 's2']);
    const overlapping = {
      ...twice,
      content: { ...twice.content, items: [itemWish('6-31-01-03'), itemWish('6-31-01-03')] },
    };
    expect(await bench.enact(overlapping)).toMatchObject({ code: 'FILING_OVERLAPS' });
    expect(enacted(await bench.enact(twice)).siteCodes).toEqual(['S000051000001', 'S000051000004']);
    expect(enacted(await bench.enact(filingOf(2))).siteCodes).toEqual(['S000051000005']);
  });

  test('a change of name, a change of scope, a renewal and a termination, read back', async () => {
    const { institutionCode, filingIds } = enacted(await bench.enact(filingOf(1)));
    const change = { institutionCode, regionCode: '510100' };
    bench.setDay('2026-08-01');
    const renamed = { ...applicantOf(1), name: '更名评价机构', address: '样例市新址 3 号', phone: '028-11111111' };
    const shown = async (onDay: string) => {
      const all = { regionCode: null, occupationCode: null, level: null, text: null };
      const { items } = await bench.hub.views.directory(all, onDay, { first: 1, after: null }, false);
      return items[0];
    };
    enacted(
      await bench.enact(
        applicationOf(randomUUID(), { ...change, kind: 'BASIC_CHANGE', content: { applicant: renamed } }),
      ),
    );
    // 内人社办发〔2024〕53号 第十三条: what the public reads follows the change, and only from its day on.
    const { address, phone } = renamed;
    expect(await shown('2026-08-01')).toMatchObject({ institutionName: '更名评价机构', address, phone });
    expect(await shown('2026-07-31')).toMatchObject({ institutionName: '样例评价机构1' });
    bench.setDay('2027-06-10');
    const wider = { filingIds, items: [itemWish('6-31-01-03', { levels: ['LEVEL_5', 'LEVEL_4', 'LEVEL_3'] })] };
    const scoped = enacted(
      await bench.enact(applicationOf(randomUUID(), { ...change, kind: 'SCOPE_CHANGE', content: wider })),
    );
    const [next = ''] = scoped.filingIds;
    bench.setDay('2029-04-01');
    const renewal = applicationOf(randomUUID(), { ...change, kind: 'RENEWAL', content: { filingIds: [next] } });
    const renewed = enacted(await bench.enact(renewal));
    expect(renewed.neverExercisedIds).toEqual([next]);
    const again = { ...renewal, id: randomUUID() };
    expect(await bench.enact(again)).toMatchObject({ code: 'FILING_OVERLAPS', places: [{ field: '/filings/0' }] });
    bench.setDay('2030-01-01');
    const end = { ...change, kind: 'TERMINATION', content: { endsOn: '2030-03-31' } } as const;
    enacted(await bench.enact(applicationOf(randomUUID(), end)));
    const { institutions = [], filings = [] } = await bench.registryOf(institutionCode);
    expect(institutions[0]?.names).toEqual([
      { name: '样例评价机构1', from: '2026-06-01', to: '2026-07-31' },
      { name: '更名评价机构', from: '2026-08-01', to: null },
    ]);
    const terms = filings.map(({ id, from, to, interruptions }) => ({ id, from, to, interruptions }));
    expect(terms.toSorted((one, other) => (one.from < other.from ? -1 : 1))).toEqual([
      { id: filingIds[0], from: '2026-06-01', to: '2027-06-09', interruptions: [] },
      { id: next, from: '2027-06-10', to: '2029-05-31', interruptions: [] },
      {
        id: renewed.filingIds[0],
        from: '2029-06-01',
        to: '2032-05-31',
        interruptions: [{ kind: 'TERMINATED', from: '2030-04-01', to: null }],
      },
    ]);
  });

  test('an occupation that was exercised is not dropped at its renewal', async () => {
    const { institutionCode, filingIds } = enacted(await bench.enact(filingOf(1)));
    const renewal = (droppedFilingIds: readonly string[]) =>
      applicationOf(randomUUID(), { kind: 'RENEWAL', institutionCode, droppedFilingIds, content: { filingIds } });
    const [filingId = ''] = filingIds;
    await exercised(bench, institutionCode);
    bench.setDay('2029-04-01');
    expect(await bench.enact(renewal([filingId]))).toMatchObject({ code: 'FILING_EXERCISED' });
    await bench.source.query(`UPDATE batch SET state = 'RETURNED'`);
    expect(await bench.enact(renewal([filingId]))).toMatchObject({ filingIds: [], droppedIds: [filingId] });
  });

  test('who is terminated still uploads what was examined inside the term, and only that passes', async () => {
    const { institutionCode, siteCodes, filingIds } = enacted(await bench.enact(filingOf(1)));
    await exercised(bench, institutionCode);
    bench.setDay('2026-10-01');
    const end = applicationOf(randomUUID(), {
      kind: 'TERMINATION',
      institutionCode,
      content: { endsOn: '2026-10-31' },
    });
    enacted(await bench.enact(end));
    bench.setDay('2027-02-01');
    const caller: Caller = { clientId: 'i', role: 'INSTITUTION', institutionCode, regionCode: null };
    const header = { planNo: 'P1', clientBatchNo: 'after-the-end', noticeFrom: '2026-09-10', noticeTo: '2026-09-20' };
    expect(await openUpload(bench.hub, caller, { ...header, declarations: [] })).toMatchObject({ kind: 'opened' });
    const { filings = [] } = await bench.registryOf(institutionCode);
    const stateOn = (examDate: string) =>
      filingState(filings, { examDate, workType: undefined, level: 'LEVEL_5' }).kind;
    expect(['2026-05-31', '2026-06-01', '2026-10-31', '2026-11-01'].map(stateOn)).toEqual([
      'NOT_IN_FORCE',
      'FILED',
      'FILED',
      'NOT_IN_FORCE',
    ]);
    expect(filings).toMatchObject([{ id: filingIds[0], siteCodes, to: '2029-05-31' }]);
  });

  test('a site in another city follows the term of the filing', async () => {
    const { institutionCode } = enacted(await bench.enact(filingOf(1)));
    bench.setDay('2026-09-01');
    const content = {
      sites: [siteWish('z', { regionCode: '510300' })],
      items: [itemWish('6-31-01-03', { levels: ['LEVEL_5'], sites: ['z'] })],
    };
    const site = applicationOf(randomUUID(), { kind: 'SITE', institutionCode, regionCode: '510300', content });
    const { siteCodes, filingIds } = enacted(await bench.enact(site));
    const { filings = [], sites = [] } = await bench.registryOf(institutionCode);
    expect(sites.find(({ code }) => code === siteCodes[0])).toMatchObject({ regionCode: '510300', from: '2026-09-01' });
    expect(filings.find(({ id }) => id === filingIds[0])).toMatchObject({
      siteCodes,
      from: '2026-09-01',
      to: '2029-05-31',
    });
  });
});

describe('a range that runs out', () => {
  let bench: FilingBench;
  beforeEach(async () => {
    const narrow = { value: { from: 9_998, to: 9_999 }, basis: ['样例〔2026〕1号'] };
    bench = await filingBench(
      samplePacks().map((pack) =>
        pack.region === '510000' ? { ...pack, parameters: { ...pack.parameters, siteSerials: narrow } } : pack,
      ),
    );
  }, 60_000);
  afterEach(() => bench.close());

  test('is refused with the range, and gives nothing away', async () => {
    expect(enacted(await bench.enact(filingOf(1))).siteCodes).toEqual(['S000051009998']);
    expect(await bench.enact(filingOf(2, ['s1', 's2']))).toMatchObject({
      code: 'SITE_SERIALS_EXHAUSTED',
      places: [{ field: '/content/sites/1', message: { en: 'Serials 9998 to 9999 are all in use' } }],
    });
    expect(enacted(await bench.enact(filingOf(3))).siteCodes).toEqual(['S000051009999']);
  });
});

const institution = (code: string) => ({ ...applicantOf(99), code, names: [] });
const siteRow = (code: string) => ({
  code,
  institutionCode: '0009',
  regionCode: '510100',
  name: '考点',
  from: '2024-01-01',
  to: null,
});

/** An approved batch of an exam of 2026. */
async function exercised({ source }: FilingBench, institutionCode: string): Promise<void> {
  const id = randomUUID();
  await source.query(
    `INSERT INTO plan (plan_no, institution_code, status, province_approved, filed_on, occupation_code, work_type, level,
                       site_code, exam_from, exam_to, headcount, assessors, internal_supervisors, invigilators, trainers)
     VALUES ('P1', $1, 'APPROVED', true, '2026-08-01', '6-31-01-03', '--', 'LEVEL_5', 'S000051000001', '2026-09-01',
             '2026-09-02', 10, '{}', '{}', '{}', '{}')`,
    [institutionCode],
  );
  await source.query(
    `INSERT INTO upload (id, institution_code, region_code, client_batch_no, header, state, opened_at, opened_by)
     VALUES ($1, $2, '510100', 'b', '{}', 'SEALED', now(), 'test')`,
    [id, institutionCode],
  );
  for (const table of ['snapshot', 'pack_set']) {
    await source.query(`INSERT INTO ${table} (digest, body, created_at) VALUES ('\\x00', '\\x00', now())`);
  }
  await source.query(
    `INSERT INTO batch (id, institution_code, region_code, plan_no, client_batch_no, state, chunks, records, digest, algorithm,
                        content_key, snapshot_digest, pack_set_digest, sealed_at, sealed_by)
     VALUES ($1, $2, '510100', 'P1', 'b', 'APPROVED', 1, 1, 'd', 'SHA256', '\\x01', '\\x00', '\\x00', now(), 'test')`,
    [id, institutionCode],
  );
}
