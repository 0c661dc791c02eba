/** Verbs about applications on a real database: a province, two cities, an injected clock, and callers of every office. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { ApplicationView } from '../../src/app/applications/application-ports';
import type { ApplicationStanding } from '../../src/app/applications/application-standing';
import { openApplication } from '../../src/app/applications/open-application';
import { passApplicationStep } from '../../src/app/applications/pass-application-step';
import { submitApplication } from '../../src/app/applications/submit-application';
import type { Caller, Role } from '../../src/app/caller';
import type { Hub } from '../../src/app/ports';
import type { Refusal } from '../../src/app/refusal';
import { saveRegistry } from '../../src/app/save-registry';
import type { GivenContent } from '../../src/domain/application/content-shape';
import type { ApplicationKind } from '../../src/domain/application/route';
import { territoryOf } from '../../src/domain/tenancy/territory';
import { activePacksOf } from '../../src/platform/active-packs';
import { loadKeys } from '../../src/platform/keys';
import { packSigner } from '../../src/platform/pack-signature';
import { createDataSource } from '../../src/store/data-source';
import { transactionOf } from '../../src/store/transaction';
import { createViews } from '../../src/store/views';
import { APPLICANT, CREDIT_CODE, givenFiling, materialsOf, OCCUPATION } from './application-cases';
import { freshDatabase, silentLog } from './database';
import { samplePacks } from './sample-record';
import { testSealer } from './test-sealer';

const callerOf = (clientId: string, role: Role, place: Partial<Caller> = {}): Caller => ({
  clientId,
  role,
  institutionCode: null,
  regionCode: null,
  ...place,
});
const cityOf = (clientId: string, regionCode: string): Caller => callerOf(clientId, 'CITY', { regionCode });
const provinceOf = (clientId: string, regionCode: string): Caller => callerOf(clientId, 'PROVINCE', { regionCode });

export const APPLICANT_CALLER = callerOf('applicant', 'INSTITUTION', { institutionCode: CREDIT_CODE });
export const OTHER_APPLICANT = callerOf('other-applicant', 'INSTITUTION', { institutionCode: '0009' });
export const CITIES = ['city-1', 'city-2'].map((id) => cityOf(id, '510100'));
export const PROVINCES = ['province-1', 'province-2'].map((id) => provinceOf(id, '510000'));
export const OTHER_CITY = cityOf('other-city', '510300');
export const OTHER_PROVINCE = provinceOf('other-province', '430000');
export const NATION = callerOf('nation', 'NATION');
export const OPERATOR = callerOf('operator', 'OPERATOR');

const region = (code: string, grade: string, parentCode: string | null) => ({ code, name: '样例', grade, parentCode });
const REGISTRY = {
  regions: [
    region('000000', 'NATION', null),
    ...['510000', '150000', '430000', '350000'].map((code) => region(code, 'PROVINCE', '000000')),
    ...['510100', '510300'].map((code) => region(code, 'CITY', '510000')),
    region('150100', 'CITY', '150000'),
    region('430100', 'CITY', '430000'),
    region('350100', 'CITY', '350000'),
  ],
  catalogue: [{ edition: '2022', from: '2022-09-01', to: null, occupations: [OCCUPATION] }],
};

export interface ApplicationDesk {
  readonly hub: Hub;
  readonly source: DataSource;
  /** Sets the clock. */
  at(instant: string): void;
  /** A file of the applicant; `null`: of one that stands in no region. */
  attachment(by?: Caller, regionCode?: string | null): Promise<string>;
  /** A sound first filing that was submitted. */
  submitted(over?: Partial<GivenContent>, by?: Caller): Promise<ApplicationStanding>;
  opened(kind: ApplicationKind, content: GivenContent, by?: Caller): Promise<ApplicationStanding>;
  /** What an office answers that passes the step named. */
  pass(by: Caller, named: ApplicationStanding, opinion?: string | null): Promise<ApplicationStanding | Refusal>;
  seen(id: string, by: Caller): Promise<ApplicationView | undefined>;
  /** Acts, reasons, bases and authors of the decisions about an application. */
  decisions(id: string): Promise<readonly object[]>;
  openTerms(): Promise<readonly string[]>;
  /** Topics, in their order. */
  told(role: Role): Promise<readonly string[]>;
  /** The step that is due, passed; throws where it is refused. */
  passed(standing: ApplicationStanding, by: Caller): Promise<ApplicationStanding>;
  close(): Promise<void>;
}

export const standing = (answer: ApplicationStanding | Refusal): ApplicationStanding => {
  if (answer.kind === 'refused') throw new Error(JSON.stringify(answer));
  return answer;
};

export const START = '2026-06-30T01:00:00Z';

export async function applicationDesk(): Promise<ApplicationDesk> {
  const { url } = await freshDatabase();
  const source = await createDataSource({ url, poolMax: 8 }).initialize();
  const folder = mkdtempSync(join(tmpdir(), 'certhub-applications-'));
  const signer = packSigner(await loadKeys(join(folder, 'keys.json')));
  const release = samplePacks();
  let now = new Date(START);
  const parts: Partial<Hub> = {
    transaction: transactionOf(source, testSealer),
    views: createViews((sql, parameters = []) => source.query(sql, [...parameters]), testSealer),
    releasePacks: release,
    packSigner: signer,
    activePacks: activePacksOf({ release, signer, log: silentLog }),
    now: () => now,
    newId: randomUUID,
    newSecret: randomUUID,
    hashSecret: (secret) => `hash of ${secret}`,
    keyedDigest: (text) => createHash('sha256').update(`key ${text}`).digest().subarray(0, 16),
    log: silentLog,
  };
  const hub = parts as Hub;
  const saved = await saveRegistry(hub, OPERATOR, REGISTRY);
  if (saved.kind === 'refused') throw new Error(JSON.stringify(saved.places));

  const attachment: ApplicationDesk['attachment'] = async (by = APPLICANT_CALLER, regionCode = '510100') => {
    const id = randomUUID();
    const digest = createHash('sha256').update(id).digest('hex');
    const row = {
      id,
      institutionCode: by.institutionCode,
      regionCode,
      fileName: '材料.pdf',
      mediaType: 'application/pdf',
    };
    await hub.transaction(({ attachments }) =>
      attachments.insert(
        { ...row, bytes: 3, digest, sentBy: by.clientId, role: by.role, sentAt: now },
        Buffer.from('pdf'),
      ),
    );
    return id;
  };
  const opened: ApplicationDesk['opened'] = async (kind, content, by = APPLICANT_CALLER) =>
    standing(await openApplication(hub, by, { kind, institutionCode: null, content }));
  const pass: ApplicationDesk['pass'] = (by, { applicationId, revision, stepIndex }, opinion = '符合条件') =>
    passApplicationStep(hub, by, { applicationId, revision, stepIndex: stepIndex ?? -1, opinion, dropFilingIds: [] });
  return {
    hub,
    source,
    at: (instant) => void (now = new Date(instant)),
    attachment,
    opened,
    submitted: async (over = {}, by = APPLICANT_CALLER) => {
      const regionCode = (over.applicant ?? APPLICANT).regionCode;
      const materials = materialsOf(await attachment(by, regionCode));
      const { applicationId, revision } = await opened('FILING', givenFiling({ materials, ...over }), by);
      return standing(await submitApplication(hub, by, { applicationId, revision }));
    },
    pass,
    passed: async (named, by) => standing(await pass(by, named)),
    seen: (id, by) => hub.views.application(by.role, territoryOf(by), id),
    decisions: (id) =>
      source.query(
        `SELECT act, reason, basis, decided_by FROM decision
          WHERE subject_kind = 'APPLICATION' AND subject_id = $1 ORDER BY decided_at, id`,
        [id],
      ),
    openTerms: () =>
      textsOf(source, `SELECT term AS text FROM deadline WHERE state IN ('OPEN', 'WARNED') ORDER BY term`),
    told: (role) => textsOf(source, `SELECT topic AS text FROM notification WHERE role = $1 ORDER BY at, id`, [role]),
    close: async () => {
      await source.destroy();
      rmSync(folder, { recursive: true });
    },
  };
}

const textsOf = async (
  source: DataSource,
  sql: string,
  parameters: readonly string[] = [],
): Promise<readonly string[]> => {
  const rows: readonly { readonly text: string }[] = await source.query(sql, [...parameters]);
  return rows.map(({ text }) => text);
};
