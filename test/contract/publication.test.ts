/** Publication twice a year by a second person, on a real database. */
import { randomUUID } from 'node:crypto';
import { draftPublication, type PublicationDraft } from '../../src/app/publications/draft-publication';
import { publishFilings } from '../../src/app/publications/publish-filings';
import { waitingForPublication } from '../../src/app/publications/waiting-for-publication';
import type { Caller } from '../../src/app/caller';
import { publicationDay } from '../../src/app/applications/enact-application';
import { refuseApplication, returnApplication } from '../../src/app/applications/turn-down-application';
import { withdrawApplication } from '../../src/app/applications/withdraw-application';
import { applicantOf, applicationOf, itemWish, siteWish } from '../kit/filing-cases';
import { filingBench, type FilingBench, officer } from '../kit/filing-bench';

const PAGE = { first: 10, after: null };
const PROVINCE = officer('nm-province', 'PROVINCE', '150000');
const SECOND = officer('nm-second', 'PROVINCE', '150000');
const RECORDER = officer('recorder', 'PROVINCE', '150000');
const ELSEWHERE = officer('sc-province', 'PROVINCE', '510000');

const filingOf = (serial: number, regionCode: string, grade: 'CITY' | 'PROVINCE' = 'CITY') => {
  const content = {
    applicant: applicantOf(serial, { regionCode, grade }),
    sites: [siteWish('s', { regionCode })],
    items: [itemWish('6-31-01-03', { sites: ['s'] }), itemWish('4-01-01-01', { sites: ['s'] })],
  };
  return applicationOf(randomUUID(), { regionCode, content });
};
const draftOf = async (
  bench: FilingBench,
  applicationIds: readonly string[] | null = null,
): Promise<PublicationDraft> => {
  const draft = await draftPublication(bench.hub, PROVINCE, { applicationIds });
  if (draft.kind === 'refused') throw new Error(JSON.stringify(draft));
  return draft;
};

/** The first applicant lost a filing since its application was approved. */
async function bar(bench: FilingBench, measureId: string): Promise<void> {
  await bench.source.query(
    `INSERT INTO measure (id, kind, state, institution_code, region_code, filing_ids, from_day, reason_code, reason, basis,
                          proposed_by, proposed_role, proposed_at, taken_back_ids)
     VALUES ($1, 'REVOCATION', 'CONFIRMED', 'x', '150700', '{}', '2026-09-01', 'OTHER', 'x', '{}', 'x', 'PROVINCE', now(), '{}')`,
    [measureId],
  );
  const term = { from: '2026-09-01', to: '2029-08-31' };
  const { creditCode } = applicantOf(1);
  await bench.hub.transaction(({ codes }) => codes.bar({ measureId, creditCode, ...term, reason: '样例' }));
}

jest.setTimeout(30_000);

describe('publication', () => {
  let bench: FilingBench;
  beforeEach(async () => {
    bench = await filingBench();
  }, 60_000);
  afterEach(() => bench.close());

  test('waits for its month, says so, and takes effect for all of them on one day', async () => {
    const [one, two] = [filingOf(1, '150700'), filingOf(2, '150700')];
    await bench.store(one);
    await bench.store(two);
    expect(await bench.hub.transaction((stores) => publicationDay(bench.hub, stores, one, '2026-06-01'))).toBe(
      '2026-10-01',
    );
    expect(await draftPublication(bench.hub, PROVINCE, { applicationIds: null })).toMatchObject({
      code: 'PUBLICATION_NOT_DUE',
      places: [{ message: { en: expect.stringContaining('2026-10-01') } }, {}],
    });
    expect(await waitingForPublication(bench.hub, PROVINCE, PAGE)).toMatchObject({
      total: 2,
      items: [{ institutionName: expect.any(String), publishableFrom: '2026-10-01' }, {}],
    });
    expect(await waitingForPublication(bench.hub, ELSEWHERE, PAGE)).toMatchObject({ total: 0 });
    bench.setDay('2026-10-12');
    const draft = await draftOf(bench);
    expect(draft).toMatchObject({
      on: '2026-10-12',
      items: 4,
      sites: 2,
      waiting: 2,
      basis: ['内人社办发〔2024〕53号 第十一条(四)'],
    });
    const given = { applicationIds: null, digest: draft.digest };
    const published = await publishFilings(bench.hub, PROVINCE, given);
    expect(published).toMatchObject({
      kind: 'published',
      on: '2026-10-12',
      institutions: 2,
      filings: 4,
      sites: 2,
      repeated: false,
    });
    expect(await publishFilings(bench.hub, PROVINCE, given)).toEqual({ ...published, repeated: true });
    expect(await publishFilings(bench.hub, SECOND, given)).toMatchObject({
      code: 'PUBLICATION_CHANGED',
      existingId: expect.any(String),
    });
    const { filings = [] } = await bench.registryOf(one.institutionCode);
    expect(filings).toMatchObject([
      { from: '2026-10-12', to: '2029-10-11' },
      { from: '2026-10-12', to: '2029-10-11' },
    ]);
    expect(await bench.source.query(`SELECT state, published_on FROM application`)).toEqual([
      { state: 'PUBLISHED', published_on: '2026-10-12' },
      { state: 'PUBLISHED', published_on: '2026-10-12' },
    ]);
    expect(await bench.source.query(`SELECT act, decided_by, basis FROM decision`)).toEqual(
      Array.from({ length: 2 }, () => ({ act: 'PUBLISHED', decided_by: 'nm-province', basis: draft.basis })),
    );
    expect(await waitingForPublication(bench.hub, PROVINCE, PAGE)).toMatchObject({ total: 0 });
    expect(await draftPublication(bench.hub, PROVINCE, { applicationIds: null })).toMatchObject({
      code: 'PUBLICATION_EMPTY',
    });
  });

  test('is not for who recorded it, for another province, or of another digest', async () => {
    const one = filingOf(1, '150700');
    await bench.store(one);
    bench.setDay('2026-10-12');
    const { digest } = await draftOf(bench, [one.id]);
    const given = { applicationIds: [one.id], digest };
    expect(await publishFilings(bench.hub, RECORDER, given)).toMatchObject({ code: 'FOUR_EYES', placesTotal: 1 });
    expect(await publishFilings(bench.hub, ELSEWHERE, given)).toMatchObject({ code: 'APPLICATION_NOT_FOUND' });
    expect(await publishFilings(bench.hub, ELSEWHERE, { ...given, applicationIds: [randomUUID()] })).toMatchObject({
      code: 'APPLICATION_NOT_FOUND',
    });
    expect(await publishFilings(bench.hub, officer('c', 'CITY', '150700'), given)).toMatchObject({ code: 'FORBIDDEN' });
    await bench.store(filingOf(2, '150700'));
    expect(await publishFilings(bench.hub, PROVINCE, { applicationIds: null, digest })).toMatchObject({
      code: 'PUBLICATION_CHANGED',
    });
    expect(await publishFilings(bench.hub, PROVINCE, given)).toMatchObject({ kind: 'published', filings: 2 });
  });

  test('of two who publish at once one wins and the other is told', async () => {
    await bench.store(filingOf(1, '150700'));
    bench.setDay('2026-10-12');
    const { digest } = await draftOf(bench);
    const outcomes = await Promise.all(
      [PROVINCE, SECOND].map((caller) => publishFilings(bench.hub, caller, { applicationIds: null, digest })),
    );
    const told = outcomes.map((outcome) =>
      outcome.kind === 'refused' ? [outcome.code, outcome.existingId !== null] : outcome.kind,
    );
    expect(told).toEqual(expect.arrayContaining(['published', ['PUBLICATION_CHANGED', true]]));
    expect(await bench.source.query('SELECT count(*)::int AS sites FROM site')).toEqual([{ sites: 1 }]);
  });

  test('of which one cannot stand changes nothing, and names it', async () => {
    const one = filingOf(1, '150700');
    const clash = { ...filingOf(1, '150700'), approvedAt: new Date('2026-05-21T00:00:00Z') };
    await bench.store(one);
    await bench.store(clash);
    bench.setDay('2026-10-12');
    await bench.store({
      ...filingOf(3, '150700'),
      content: { ...filingOf(3, '150700').content, items: [itemWish('6-31-01-03'), itemWish('6-31-01-03')] },
    });
    const { digest } = await draftOf(bench);
    const outcome = await publishFilings(bench.hub, PROVINCE, { applicationIds: null, digest });
    expect(outcome).toMatchObject({ code: 'FILING_OVERLAPS', existingId: expect.any(String) });
    expect(await bench.source.query('SELECT count(*)::int AS filings FROM filing')).toEqual([{ filings: 0 }]);
    expect(
      (await bench.source.query(`SELECT state FROM application`)).map(({ state }: { state: string }) => state),
    ).toEqual(Array.from({ length: 3 }, () => 'APPROVED'));
  });

  test('what is not due does not crowd out what is', async () => {
    // A first filing waits for October, a termination for nothing.
    const early = Array.from({ length: 201 }, (_, index) => ({
      ...filingOf(index + 10, '150700'),
      approvedAt: new Date('2026-01-05T00:00:00Z'),
    }));
    await Promise.all(early.map((one) => bench.store(one)));
    const due = { ...filingOf(2, '150700'), kind: 'TERMINATION' } as const;
    await bench.store(due);
    const draft = await draftOf(bench);
    expect(draft).toMatchObject({ waiting: 202, applications: [{ applicationId: due.id }] });
  });

  test('a draft waits for nobody', async () => {
    const one = filingOf(1, '150700');
    await bench.store(one);
    bench.setDay('2026-10-12');
    await bench.hub.transaction(async (stores) => {
      await stores.applications.lock(one.id);
      await stores.registry.lock();
      expect(await draftOf(bench)).toMatchObject({ waiting: 1 });
    });
  });

  test('what cannot be published is returned by another hand of the province, and the others are published', async () => {
    const [barred, sound] = [filingOf(1, '150700'), filingOf(2, '150700')];
    await bench.store(barred);
    await bench.store(sound);
    await bar(bench, barred.id);
    bench.setDay('2026-10-12');
    const publishAll = async () =>
      publishFilings(bench.hub, PROVINCE, { applicationIds: null, digest: (await draftOf(bench)).digest });
    const refused = await publishAll();
    expect(refused).toMatchObject({ code: 'APPLICANT_BARRED', existingId: barred.id });
    expect(JSON.stringify(refused)).toContain('returnApplication');
    const given = {
      applicationId: barred.id,
      revision: barred.revision,
      stepIndex: null,
      reason: '在禁止期内',
      basis: [],
    };
    expect(await returnApplication(bench.hub, RECORDER, given)).toMatchObject({ code: 'FOUR_EYES' });
    expect(await returnApplication(bench.hub, officer('c', 'CITY', '150700'), given)).toMatchObject({
      code: 'APPLICATION_ELSEWHERE',
    });
    expect(await returnApplication(bench.hub, ELSEWHERE, given)).toMatchObject({ code: 'APPLICATION_NOT_FOUND' });
    expect(await returnApplication(bench.hub, SECOND, given)).toMatchObject({ state: 'RETURNED', repeated: false });
    expect(await returnApplication(bench.hub, SECOND, given)).toMatchObject({ state: 'RETURNED', repeated: true });
    expect(await refuseApplication(bench.hub, SECOND, { ...given, basis: ['样例'] })).toMatchObject({
      code: 'APPLICATION_STATE_CONFLICT',
    });
    expect(await bench.source.query(`SELECT act, reason, decided_by FROM decision`)).toEqual([
      { act: 'RECORD_RETURNED', reason: '在禁止期内', decided_by: 'nm-second' },
    ]);
    expect(await publishAll()).toMatchObject({ kind: 'published', institutions: 1 });
  });

  test('the applicant takes back what is approved, the province hears it, and a publication of it finds it gone', async () => {
    const one = filingOf(1, '150700');
    await bench.store(one);
    bench.setDay('2026-10-12');
    const { digest } = await draftOf(bench);
    const applicant: Caller = {
      clientId: 'applicant',
      role: 'INSTITUTION',
      institutionCode: one.institutionCode,
      regionCode: null,
    };
    expect(await withdrawApplication(bench.hub, applicant, { applicationId: one.id })).toMatchObject({
      state: 'WITHDRAWN',
    });
    expect(await bench.source.query('SELECT role, audience_code AS code, topic FROM notification')).toEqual([
      { role: 'PROVINCE', code: '150000', topic: 'APPLICATION_WITHDRAWN' },
    ]);
    expect(await publishFilings(bench.hub, PROVINCE, { applicationIds: [one.id], digest })).toMatchObject({
      code: 'APPLICATION_NOT_FOUND',
    });
  });

  test('whose filing was revoked since the approval is not published', async () => {
    const one = filingOf(1, '150700');
    await bench.store(one);
    await bar(bench, one.id);
    bench.setDay('2026-10-12');
    const { digest } = await draftOf(bench);
    expect(await publishFilings(bench.hub, PROVINCE, { applicationIds: null, digest })).toMatchObject({
      code: 'APPLICANT_BARRED',
      existingId: one.id,
    });
  });
});
