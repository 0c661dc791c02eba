/** A pack on its way: drafted, compared, tried on what is stored, approved by a second person, active from a moment. */
import { createPublicKey, verify } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import canonicalize from 'canonicalize';
import { Client } from 'pg';
import { onEachBackend } from '../kit/each-backend';
import type { CallerName } from '../kit/hub-clients';
import { batchStatus, idOf, pushBatch, until, untilChecked } from '../kit/operations';
import {
  approvePack,
  draftOf,
  draftPack,
  passMarkOf,
  trialOf,
  tryPack,
  untilTried,
  WEAK_LINES,
  weakRecords,
  withdrawPack,
} from '../kit/packs';
import { sampleDesk } from '../kit/sample-desk';

jest.setTimeout(120_000);

const DAYS = 30;
/** More than a request and less than the patience of a test. */
const SOON_MS = 3_000;
onEachBackend('publishing a pack', (hub) => {
  const desk = sampleDesk();
  /** Everybody passes at 60; the lines of `WEAK_LINES` do not at 70. */
  const weakBatch = async (): Promise<string> => {
    const { header, clean } = desk.batch({ records: 12 });
    const batchId = idOf(await pushBatch(hub(), header, weakRecords(clean)));
    await untilChecked(hub(), batchId);
    return batchId;
  };
  const draft = draftOf({ parameters: passMarkOf(70) });
  let before = '';
  let packId = '';

  test('a typo is refused with the name that was meant; somebody else’s region and a looser value too', async () => {
    const {
      packId: stored,
      code,
      places,
    } = await draftPack(hub(), 'province', {
      ...draft,
      parameters: { ...draft.parameters, passMarc: { value: 70, basis: ['甲'] } },
    });
    expect([stored, code]).toEqual([undefined, 'PACK_INVALID']);
    expect(JSON.stringify(places)).toContain('did you mean passMark');
    expect(await draftPack(hub(), 'city', draft)).toMatchObject({ code: 'FORBIDDEN', places: [{ field: 'region' }] });
    expect(await draftPack(hub(), 'nation', draft)).toMatchObject({ code: 'FORBIDDEN' });
    const looser = await draftPack(hub(), 'province', draftOf({ parameters: passMarkOf(50) }));
    expect(JSON.stringify(looser.places)).toContain('passMark is loosened without a grant');
    expect(await draftPack(hub(), 'province', draftOf({ rules: { 'CMP-999': { basis: ['甲'] } } }))).toMatchObject({
      code: 'PACK_INVALID',
    });
    expect(await draftPack(hub(), 'province', { ...draft, version: '2021-06-16', from: '2026-01-01' })).toMatchObject({
      code: 'PACK_NAME_USED',
    });
    expect(await hub().query(`SELECT FROM pack WHERE source = 'PUBLISHED'`)).toEqual([]);
  });

  test('drafted once, however often it is sent; compared with what holds on its first day', async () => {
    const drafted = await draftPack(hub(), 'province', draft);
    packId = drafted.packId ?? '';
    expect(drafted).toMatchObject({ name: 'sichuan@2025-01-01', repeated: false });
    expect(await draftPack(hub(), 'province', draft)).toEqual({ ...drafted, repeated: true });
    expect(await draftPack(hub(), 'province', draftOf({ parameters: passMarkOf(80) }))).toMatchObject({
      code: 'PACK_NAME_USED',
      existingId: packId,
    });
    const { packComparison } = await hub().run<{ packComparison: object }>(
      'nation',
      `query ($id: ID!) { packComparison(id: $id) { onDay packsBefore packsAfter ends { name to } problems { zh en }
         changes { kind name before after tightens rules } } }`,
      { id: packId },
    );
    expect(packComparison).toEqual({
      onDay: '2025-01-01',
      packsBefore: ['national@2019-01-01', 'sichuan@2021-06-16'],
      packsAfter: ['national@2019-01-01', 'sichuan@2025-01-01'],
      ends: { name: 'sichuan@2021-06-16', to: '2024-12-31' },
      problems: [],
      changes: [
        {
          kind: 'PARAMETER',
          name: 'passMark',
          before: 60,
          after: 70,
          tightens: true,
          rules: expect.arrayContaining(['AUT-015', 'CMP-023']),
        },
      ],
    });
  });

  test('what-if: exactly the records that would flip, by rule and institution; nothing live is touched', async () => {
    before = await weakBatch();
    const live = await batchStatus(hub(), before);
    expect(live.counts).toEqual({ passed: 12, held: 0, returned: 0 });
    expect(await tryPack(hub(), 'province', { id: packId, days: 367 })).toMatchObject({ code: 'TRIAL_DAYS_INVALID' });
    expect(await tryPack(hub(), 'city', { id: packId, days: DAYS })).toMatchObject({ code: 'PACK_NOT_FOUND' });
    const { trialId = '' } = await tryPack(hub(), 'province', { id: packId, days: DAYS });
    expect(await untilTried(hub(), 'operator', trialId)).toMatchObject({
      state: 'DONE',
      batchesTotal: 1,
      recordsTotal: 12,
      batches: 1,
      records: 12,
      flipped: WEAK_LINES.length,
      toReturned: WEAK_LINES.length,
      toHeld: 0,
      toPassed: 0,
      batchesFlipped: 1,
      institutionsFlipped: 1,
      byRule: [
        { code: 'AUT-015', appeared: WEAK_LINES.length, gone: 0 },
        { code: 'CMP-023', appeared: WEAK_LINES.length, gone: 0 },
      ],
      skipped: expect.arrayContaining(['AUT-009', 'AUT-010']),
    });
    const { flips, one, institutions } = await hub().run<Record<string, { total: number; items: object[] }>>(
      'province',
      `query ($id: ID!) {
         flips: packTrialFlips(id: $id) { total items { batchId line before after appeared gone } }
         one: packTrialFlips(id: $id, first: 1, filter: { code: "CMP-023", after: RETURNED }) { total hasNext items { line } }
         institutions: packTrialInstitutions(id: $id) { total items { institution { code } batches records flipped } } }`,
      { id: trialId },
    );
    const flip = { batchId: before, before: 'PASSED', after: 'RETURNED', appeared: ['AUT-015', 'CMP-023'], gone: [] };
    expect(flips).toEqual({ total: 3, items: WEAK_LINES.map((line) => ({ ...flip, line })) });
    expect(one).toEqual({ total: 3, hasNext: true, items: [{ line: 3 }] });
    expect(institutions).toEqual({
      total: 1,
      items: [{ institution: { code: '0001' }, batches: 1, records: 12, flipped: 3 }],
    });
    expect(await batchStatus(hub(), before)).toEqual(live);
  });

  test('what-if goes on after its worker was killed, and ends when the draft is withdrawn', async () => {
    const { packId: other = '' } = await draftPack(
      hub(),
      'province',
      draftOf({ version: '2030-01-01', from: '2030-01-01', parameters: passMarkOf(75) }),
    );
    await hub().killWorkers();
    const asIf = await tryPack(hub(), 'province', { id: other, days: DAYS });
    const again = await tryPack(hub(), 'province', { id: other, days: DAYS });
    expect(again).toEqual({ trialId: asIf.trialId, repeated: true });
    expect(await trialOf(hub(), 'province', asIf.trialId ?? '')).toMatchObject({ state: 'RUNNING', batches: 0 });
    await hub().startWorker();
    expect(await untilTried(hub(), 'province', asIf.trialId ?? '')).toMatchObject({ state: 'DONE', flipped: 3 });
    // Its first day lies after every stored exam, so on its own days it changes nothing.
    const literal = await tryPack(hub(), 'province', { id: other, days: DAYS, onItsDaysOnly: true });
    expect(await untilTried(hub(), 'province', literal.trialId ?? '')).toMatchObject({ state: 'DONE', flipped: 0 });
    await hub().killWorkers();
    const { trialId = '' } = await tryPack(hub(), 'province', { id: other, days: 1 });
    expect(await withdrawPack(hub(), 'city', other)).toMatchObject({ code: 'PACK_NOT_FOUND' });
    expect(await withdrawPack(hub(), 'province', other)).toEqual({ packId: other });
    expect(await withdrawPack(hub(), 'province', other)).toEqual({ packId: other });
    expect(await trialOf(hub(), 'province', trialId)).toMatchObject({ state: 'CANCELLED' });
    await hub().startWorker();
    expect(await tryPack(hub(), 'province', { id: other, days: 1 })).toMatchObject({ code: 'PACK_STATE_CONFLICT' });
  });

  test('a worker that is killed in the middle of a batch leaves nothing of it, and the rest is counted once', async () => {
    for (let batch = 0; batch < 3; batch += 1) await weakBatch();
    const blocker = new Client({ connectionString: hub().databaseUrl });
    await blocker.connect();
    try {
      await blocker.query('BEGIN; LOCK TABLE pack_trial_batch IN EXCLUSIVE MODE');
      const { trialId = '' } = await tryPack(hub(), 'province', { id: packId, days: 2 });
      // It has copied the flips of its first batch and waits to note the batch itself.
      await until(
        () => hub().query(`SELECT FROM pg_locks WHERE NOT granted AND relation = 'pack_trial_batch'::regclass`),
        (waiting) => waiting.length > 0,
      );
      await hub().killWorkers();
      await blocker.query('ROLLBACK');
      await hub().startWorker();
      const trial = await untilTried(hub(), 'province', trialId);
      const batches = trial.batchesTotal;
      expect(batches).toBeGreaterThanOrEqual(4);
      expect(trial).toMatchObject({ state: 'DONE', batches, records: 12 * batches, flipped: 3 * batches });
      expect(await hub().query('SELECT FROM pack_trial_flip WHERE trial_id = $1', [trialId])).toHaveLength(3 * batches);
    } finally {
      await blocker.end();
    }
  });

  test('approved by another person, for a moment to come, and signed', async () => {
    expect(await approvePack(hub(), 'province', packId)).toMatchObject({ code: 'FOUR_EYES' });
    expect(await approvePack(hub(), 'otherProvince', packId)).toMatchObject({ code: 'PACK_NOT_FOUND' });
    expect(await approvePack(hub(), 'nation', packId)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await approvePack(hub(), 'secondProvince', packId, new Date(Date.now() - 60_000))).toMatchObject({
      code: 'PACK_ACTIVATION_PAST',
    });
    const activeFrom = new Date(Date.now() + SOON_MS);
    const approved = await approvePack(hub(), 'secondProvince', packId, activeFrom);
    expect(approved).toMatchObject({ packId, activeFrom: activeFrom.toISOString() });
    expect(await approvePack(hub(), 'secondProvince', packId, activeFrom)).toEqual(approved);
    const { packKeys } = await hub().run<{ packKeys: { keyId: string; publicKey: string }[] }>(
      'institution',
      '{ packKeys { keyId algorithm publicKey } }',
    );
    const key = packKeys.find(({ keyId }) => keyId === approved.keyId);
    const signed = Buffer.from(canonicalize({ activeFrom: activeFrom.toISOString(), pack: draft }) ?? '');
    const publicKey = createPublicKey({
      key: Buffer.from(key?.publicKey ?? '', 'base64'),
      format: 'der',
      type: 'spki',
    });
    expect(verify(null, signed, publicKey, Buffer.from(approved.signature ?? '', 'base64'))).toBe(true);

    const early = await weakBatch();
    expect((await batchStatus(hub(), early)).counts).toEqual({ passed: 12, held: 0, returned: 0 });
    await sleep(Math.max(0, activeFrom.getTime() - Date.now()) + 1);
    const late = await weakBatch();
    expect(await batchStatus(hub(), late)).toMatchObject({
      counts: { passed: 9, held: 0, returned: 3 },
      packs: ['sichuan@2025-01-01'],
    });
    expect((await batchStatus(hub(), before)).counts).toEqual({ passed: 12, held: 0, returned: 0 });
    expect(await withdrawPack(hub(), 'province', packId)).toMatchObject({ code: 'PACK_STATE_CONFLICT' });
  });

  test('what was known at a moment can be asked for; what is in force says its pack and clause', async () => {
    const asked = async (asOf: string | null): Promise<object> => {
      const { packs } = await hub().run<{
        packs: { packs: object[]; items: { name: string }[]; total: number; hasNext: boolean };
      }>(
        'institution',
        `query ($asOf: DateTimeISO) { packs(region: "510100", examDate: "2026-06-01", asOf: $asOf, first: 500) {
           total hasNext packs { name to endsOn endedBy } items { kind name value pack basis granted } } }`,
        { asOf },
      );
      return { ...packs, items: packs.items.filter(({ name }) => name === 'passMark'), total: packs.total > 20 };
    };
    const open = { to: null, endsOn: null, endedBy: null };
    const national = { name: 'national@2019-01-01', ...open };
    expect(await asked(null)).toEqual({
      total: true,
      hasNext: false,
      packs: [national, { name: 'sichuan@2025-01-01', ...open }],
      items: [
        {
          kind: 'PARAMETER',
          name: 'passMark',
          value: 70,
          pack: 'sichuan@2025-01-01',
          basis: ['样例〔2026〕1号 第一条'],
          granted: false,
        },
      ],
    });
    const [{ approvedAt } = { approvedAt: new Date(0) }] = await hub().query<{ approvedAt: Date }>(
      `SELECT approved_at AS "approvedAt" FROM pack WHERE id = $1`,
      [packId],
    );
    expect(await asked(approvedAt.toISOString())).toMatchObject({
      packs: [national, { name: 'sichuan@2021-06-16', ...open }],
      items: [{ value: 60, pack: 'national@2019-01-01' }],
    });
    expect(await asked('2019-06-01T00:00:00Z')).toMatchObject({ total: false, packs: [], items: [] });
    const { ended } = await hub().run<{ ended: { packs: object[] } }>(
      'city',
      `{ ended: packs(region: "510100", examDate: "2024-12-31", first: 1) { packs { name to endsOn endedBy } } }`,
    );
    expect(ended.packs.at(-1)).toEqual({
      name: 'sichuan@2021-06-16',
      to: null,
      endsOn: '2024-12-31',
      endedBy: 'sichuan@2025-01-01',
    });
    expect(
      (await hub().ask('city', `{ packs(region: "51", examDate: "x") { total } }`)).errors[0]?.extensions?.code,
    ).toBe('PACK_QUESTION_INVALID');
  });

  test('versions are listed; a draft is seen in its territory only', async () => {
    const { packId: id = '' } = await draftPack(
      hub(),
      'province',
      draftOf({ version: '2031-01-01', from: '2031-01-01', parameters: passMarkOf(72) }),
    );
    const seesIt = async (caller: CallerName): Promise<boolean> => {
      const { packVersions } = await hub().run<{ packVersions: object }>(caller, '{ packVersions { items { id } } }');
      return JSON.stringify(packVersions).includes(id);
    };
    const callers = ['institution', 'city', 'otherProvince', 'province', 'operator'] as const;
    expect(await Promise.all(callers.map(seesIt))).toEqual([false, false, false, true, true]);
    await withdrawPack(hub(), 'province', id);
  });

  test('a published pack whose content was changed behind its signature stops the seal instead of judging by less', async () => {
    const changed = (value: number) =>
      hub().query(
        `UPDATE pack SET content = jsonb_set(content, '{parameters,passMark,value}', $2::text::jsonb) WHERE id = $1`,
        [packId, String(value)],
      );
    await changed(60);
    // A process that has made the set keeps it; another activation asks for the whole set anew.
    const { packId: next = '' } = await draftPack(
      hub(),
      'province',
      draftOf({ version: '2032-01-01', from: '2032-01-01' }),
    );
    await approvePack(hub(), 'secondProvince', next);
    const { header, records } = desk.batch({ records: 2 });
    expect(await pushBatch(hub(), header, records)).toMatchObject({ code: 'PACKS_UNUSABLE' });
    expect(hub().errorLines().join('\n')).toContain('The signature of a published pack does not verify');
    await changed(70);
    const batchId = idOf(await pushBatch(hub(), header, records));
    expect(await untilChecked(hub(), batchId)).toMatchObject({ records: 2 });
  });
});
