/** Dry runs and pre-flight manifests on a real database: nothing is stored by the one, the other is held against the seal. */
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { readOccupations } from '../../bin/commands/read-occupations';
import type { Caller } from '../../src/app/caller';
import { dryRun, type DryRun } from '../../src/app/dry-run';
import { PACK_SETS_SEARCHED_MAX } from '../../src/app/keep-preflight';
import { DRY_RUN_FINDINGS_MAX, LIST_RECORDS_MAX } from '../../src/app/limits';
import type { Hub } from '../../src/app/ports';
import { pushBatch } from '../../src/app/push-batch';
import { saveRegistry } from '../../src/app/save-registry';
import type { Preflight, PreflightStanding } from '../../src/domain/intake/preflight';
import type { Pack } from '../../src/domain/packs/pack';
import { canonicalDigest } from '../../src/domain/reference/canonical-digest';
import { SAMPLE_MAIN_INSTITUTION } from '../../src/domain/sample/institutions';
import { sampleBatch, type SampleBatch } from '../../src/domain/sample/sample-batch';
import { sampleRegistry } from '../../src/domain/sample/sample-registry';
import { packBytes } from '../../src/platform/pack-bytes';
import { loadPacks } from '../../src/platform/pack-files';
import { createDataSource } from '../../src/store/data-source';
import { transactionOf } from '../../src/store/transaction';
import { createViews } from '../../src/store/views';
import { freshDatabase, silentLog } from '../kit/database';
import { tableDigests } from '../kit/table-digests';
import { testSealer } from '../kit/test-sealer';

const INSTITUTION: Caller = {
  clientId: 'institution',
  role: 'INSTITUTION',
  institutionCode: SAMPLE_MAIN_INSTITUTION,
  regionCode: null,
};
const OPERATOR: Caller = { clientId: 'operator', role: 'OPERATOR', institutionCode: null, regionCode: null };
const TERRITORY = { institutionCode: SAMPLE_MAIN_INSTITUTION, regionPrefix: '' };
const NOW = new Date('2026-06-30T09:00:00+08:00');

const registry = sampleRegistry({ seed: 1, occupations: readOccupations() });
const planNo = registry.plans[0]?.planNo ?? '';
const release = loadPacks();

/** The same packs with a higher pass mark for the whole nation. */
const stricter: readonly Pack[] = release.map((pack) =>
  pack.region === '000000'
    ? { ...pack, parameters: { ...pack.parameters, passMark: { value: 65, basis: ['样例〔2026〕1号'] } } }
    : pack,
);

describe('before the upload', () => {
  let source: DataSource;
  let active: readonly Pack[];
  let serial = 1;
  beforeEach(async () => {
    const { url } = await freshDatabase();
    source = await createDataSource({ url, poolMax: 3 }).initialize();
    await saveRegistry(hub(), OPERATOR, registry);
    await activate(release);
  });
  afterEach(() => source.destroy());

  const hub = (): Hub =>
    ({
      transaction: transactionOf(source, testSealer),
      views: createViews((sql, parameters = []) => source.query(sql, [...parameters]), testSealer),
      activePacks: async () => ({ digest: canonicalDigest(active), packs: active }),
      reminders: { remind: async () => undefined, close: async () => undefined },
      now: () => NOW,
      newId: () => randomUUID(),
      pack: packBytes,
      log: silentLog,
    }) as Partial<Hub> as Hub;
  const activate = async (packs: readonly Pack[], at = NOW): Promise<void> => {
    active = packs;
    await hub().transaction(({ packSets }) => packSets.save(canonicalDigest(packs), packs, at));
  };
  const batch = (records: number, faultShare = 0): SampleBatch => {
    const startSerial = serial;
    serial += records;
    return sampleBatch({
      registry,
      seed: 1,
      institutionCode: SAMPLE_MAIN_INSTITUTION,
      planNo,
      records,
      faultShare,
      startSerial,
    });
  };
  const checked = async (given: SampleBatch): Promise<DryRun> => {
    const answer = await dryRun(hub(), INSTITUTION, given);
    if (answer.kind === 'refused') throw new Error(answer.code);
    return answer;
  };
  const sealed = async (
    given: SampleBatch,
    preflight: Preflight | null,
  ): Promise<{ id: string; standing: PreflightStanding | null }> => {
    const answer = await pushBatch(hub(), INSTITUTION, { ...given, preflight });
    if (answer.kind === 'refused') throw new Error(answer.code);
    return { id: answer.batchId, standing: answer.preflight };
  };
  const releaseRow = (pack = release[0]) => {
    if (pack === undefined) throw new Error('The release has no pack.');
    return { id: randomUUID(), pack, digest: canonicalDigest(pack) };
  };
  const UP_TO_DATE = {
    packUpToDate: true,
    snapshotUpToDate: true,
    engineUpToDate: true,
    digestMatches: true,
    changedRules: [],
  };

  test('a dry run finds what was planted, says the digests, and stores nothing', async () => {
    const before = await tableDigests({ query: (sql: string) => source.query(sql) } as never);
    const { header, records, faults } = batch(200, 0.3);
    const { findings, summary, preflight } = await checked({ header, records, faults, clean: [] });
    const ofRecords = faults
      .filter(({ scope }) => scope === 'record')
      .map(({ line, code, path }) => `${line} ${code} ${path}`);
    expect(findings.map(({ line, code, path }) => `${line} ${code} ${path}`)).toEqual(
      expect.arrayContaining(ofRecords),
    );
    expect(summary).toMatchObject({ records: 200, skipped: expect.arrayContaining(['AUT-009']) });
    expect(summary.passed + summary.held + summary.returned).toBe(200);
    expect(preflight).toMatchObject({
      records: 200,
      verdictDigest: summary.verdictDigest,
      at: '2026-06-30T09:00:00.000+08:00',
    });
    expect(await tableDigests({ query: (sql: string) => source.query(sql) } as never)).toEqual(before);
  });

  test('signals are not for the institution', async () => {
    const { findings, summary } = await checked(batch(300));
    expect(findings.filter(({ severity }) => severity === 'signal')).toEqual([]);
    expect(Object.values(summary.findings).reduce((sum, count) => sum + count, 0)).toBe(findings.length);
  });

  test('a dry run is refused with a type', async () => {
    const { header, records } = batch(1);
    const refused = async (caller: Caller, given: Parameters<typeof dryRun>[2]): Promise<object> =>
      dryRun(hub(), caller, given);
    expect(await refused(OPERATOR, { header, records })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refused(INSTITUTION, { header, records: [] })).toMatchObject({ code: 'CHUNK_EMPTY' });
    expect(await refused(INSTITUTION, { header: { ...header, planNo: 'PX' }, records })).toMatchObject({
      code: 'PLAN_UNKNOWN',
    });
    expect(await refused(INSTITUTION, { header: { ...header, resubmissionOf: randomUUID() }, records })).toMatchObject({
      code: 'BATCH_NOT_FOUND',
    });
    expect(await refused(INSTITUTION, { header: { ...header, noticeTo: 'soon' }, records })).toMatchObject({
      code: 'HEADER_INVALID',
      places: [{ field: 'noticeTo' }],
    });
    expect(await refused(INSTITUTION, { header, records, at: new Date(-1) })).toMatchObject({
      code: 'HEADER_INVALID',
      places: [{ field: 'at' }],
    });
    const many = Array.from({ length: LIST_RECORDS_MAX + 1 }, () => ({}));
    expect(await refused(INSTITUTION, { header, records: many })).toMatchObject({ code: 'BATCH_TOO_LARGE' });
    const foreign = Object.fromEntries(Array.from({ length: 60 }, (_, place) => [`x${place}`, 1]));
    const noisy = Array.from({ length: DRY_RUN_FINDINGS_MAX / 20 }, () => foreign);
    expect(await refused(INSTITUTION, { header, records: noisy })).toMatchObject({ code: 'FINDINGS_TOO_MANY' });
  });

  test('a manifest of a moment ago is up to date, is kept, and is answered again', async () => {
    const given = batch(5);
    const { preflight } = await checked(given);
    const first = await sealed(given, preflight);
    expect(first.standing).toEqual(UP_TO_DATE);
    expect(await sealed(given, { ...preflight, engineVersion: 'another' })).toEqual(first);
    const kept = await hub().views.batch(TERRITORY, first.id);
    expect(kept?.preflight).toEqual({ manifest: preflight, standing: UP_TO_DATE, verdictMatches: null });
  });

  test('without a manifest nothing is said', async () => {
    const { id, standing } = await sealed(batch(1), null);
    expect(standing).toBeNull();
    expect((await hub().views.batch(TERRITORY, id))?.preflight).toBeNull();
  });

  test('packs that have changed since are named by their rules', async () => {
    const given = batch(3);
    const { preflight } = await checked(given);
    await activate(stricter);
    const { standing } = await sealed(given, preflight);
    expect(standing).toEqual({ ...UP_TO_DATE, packUpToDate: false, changedRules: expect.any(Array) });
    expect(standing?.changedRules).toEqual(expect.arrayContaining(['AUT-015', 'CMP-023']));
    expect(standing?.changedRules).not.toContain('CMP-001');
  });

  test('packs that the hub never had are not guessed at', async () => {
    const given = batch(2);
    const { preflight } = await checked(given);
    const { standing } = await sealed(given, { ...preflight, packDigest: '0'.repeat(64) });
    expect(standing).toEqual({ ...UP_TO_DATE, packUpToDate: false, changedRules: null });
  });

  test(`packs are looked for among the last ${PACK_SETS_SEARCHED_MAX} sets`, async () => {
    const given = batch(2);
    const { preflight } = await checked(given);
    for (let turn = 1; turn <= PACK_SETS_SEARCHED_MAX; turn += 1) {
      const marked = stricter.map((pack) => ({ ...pack, title: { ...pack.title, en: `turn ${turn}` } }));
      await activate(marked, new Date(NOW.getTime() + turn));
    }
    const { standing } = await sealed(given, preflight);
    expect(standing).toMatchObject({ packUpToDate: false, changedRules: null });
  });

  test('sets that only a what-if made are passed over, until a batch names one of them', async () => {
    const given = batch(2);
    const { preflight } = await checked(given);
    for (let turn = 1; turn <= PACK_SETS_SEARCHED_MAX; turn += 1) {
      const marked = stricter.map((pack) => ({ ...pack, title: { ...pack.title, en: `turn ${turn}` } }));
      await activate(marked, new Date(NOW.getTime() + turn));
    }
    await hub().transaction(({ packs }) => packs.recordRelease([releaseRow()], NOW));
    await source.query(
      `INSERT INTO pack_trial (id, pack_id, region_code, days, on_its_days_only, sealed_from, sealed_to, base_set_digest,
                               tried_set_digest, state, batches, records, started_by, started_at)
       SELECT gen_random_uuid(), (SELECT id FROM pack LIMIT 1), '000000', 1, true, now(), now(), $1, digest, 'DONE', 0, 0, 'x', now()
         FROM pack_set WHERE digest <> $1`,
      [Buffer.from(canonicalDigest(release), 'hex')],
    );
    const first = await sealed(given, preflight);
    expect(first.standing).toMatchObject({ packUpToDate: false, changedRules: expect.arrayContaining(['CMP-023']) });
    const inUse = await hub().transaction(({ packSets }) => packSets.newestInUse(PACK_SETS_SEARCHED_MAX));
    expect(inUse).toEqual([canonicalDigest(active), canonicalDigest(release)]);
  });

  test('a registry that has changed, other content and another engine are said', async () => {
    const given = batch(3);
    const { preflight } = await checked(given);
    const plans = registry.plans
      .filter((plan) => plan.planNo === planNo)
      .map((plan) => ({ ...plan, headcount: 199_999 }));
    await saveRegistry(hub(), OPERATOR, { plans });
    const { standing } = await sealed(given, { ...preflight, digest: '0'.repeat(64), engineVersion: '1' });
    expect(standing).toEqual({
      packUpToDate: true,
      snapshotUpToDate: false,
      engineUpToDate: false,
      digestMatches: false,
      changedRules: [],
    });
  });

  test('a manifest that cannot be kept is refused with its places, and nothing is stored', async () => {
    const given = batch(1);
    const { preflight } = await checked(given);
    const refused = await pushBatch(hub(), INSTITUTION, { ...given, preflight: { ...preflight, passed: 7 } });
    expect(refused).toMatchObject({ code: 'MANIFEST_INVALID', places: [{ field: 'preflight/records' }] });
    expect(await source.query('SELECT id FROM upload')).toEqual([]);
  });
});
