/** Packs of the sample province as tests publish them, and the operations that publish. */
import type { CertificateRecord, RawRecord } from '../../src/domain/certificate/record';
import type { Pack } from '../../src/domain/packs/pack';
import type { TestHub } from './hub';
import type { CallerName } from './hub-clients';
import { REFUSAL, type Refused, until } from './operations';
import { samplePacks } from './sample-record';

export const DRAFT_JURISDICTION = 'sichuan';
/** Before every exam of the sample. */
const FROM = '2025-01-01';

/** The release's pack of Sichuan under another version and from another day, with changes. */
export function draftOf({ version = FROM, from = FROM, to = null, parameters = {}, ...rest }: Partial<Pack>): Pack {
  const base = samplePacks()
    .filter(({ jurisdiction }) => jurisdiction === DRAFT_JURISDICTION)
    .at(-1);
  if (base === undefined) throw new Error('The release has no pack of Sichuan.');
  return { ...base, version, from, to, parameters: { ...base.parameters, ...parameters }, ...rest };
}

export const passMarkOf = (value: number): Pack['parameters'] => ({
  passMark: { value, basis: ['样例〔2026〕1号 第一条'] },
});

/** Lines that pass at 60 and not at 70. */
export const WEAK_LINES = [3, 7, 11];
const WEAK_SCORE = 65;
const STRONG_SCORE = 88;

export const weakRecords = (clean: readonly CertificateRecord[]): readonly RawRecord[] =>
  clean.map((record, index) => ({
    ...record,
    ...('theoryScore' in record ? { theoryScore: STRONG_SCORE } : {}),
    ...('reviewScore' in record ? { reviewScore: STRONG_SCORE } : {}),
    skillScore: WEAK_LINES.includes(index + 1) ? WEAK_SCORE : STRONG_SCORE,
    overallGrade: 'PASS',
  }));

type Outcome<Fields> = Partial<Fields> & Partial<Refused>;
export type Drafted = Outcome<{ packId: string; name: string; digest: string; repeated: boolean }>;
export type Approved = Outcome<{ packId: string; activeFrom: string; signature: string; keyId: string }>;

export const draftPack = async (hub: TestHub, caller: CallerName, content: unknown): Promise<Drafted> =>
  (
    await hub.run<{ draftPack: Drafted }>(
      caller,
      `mutation ($content: JSON!) { draftPack(content: $content) { ... on PackDrafted { packId name digest repeated } ${REFUSAL} } }`,
      { content },
    )
  ).draftPack;

export const approvePack = async (
  hub: TestHub,
  caller: CallerName,
  id: string,
  activeFrom: Date | null = null,
): Promise<Approved> =>
  (
    await hub.run<{ approvePack: Approved }>(
      caller,
      `mutation ($id: ID!, $activeFrom: DateTimeISO) { approvePack(id: $id, activeFrom: $activeFrom) {
         ... on PackApproved { packId activeFrom signature keyId } ${REFUSAL} } }`,
      { id, activeFrom: activeFrom?.toISOString() ?? null },
    )
  ).approvePack;

export const withdrawPack = async (
  hub: TestHub,
  caller: CallerName,
  id: string,
): Promise<Outcome<{ packId: string }>> =>
  (
    await hub.run<{ withdrawPack: Outcome<{ packId: string }> }>(
      caller,
      `mutation ($id: ID!) { withdrawPack(id: $id) { ... on PackWithdrawn { packId } ${REFUSAL} } }`,
      { id },
    )
  ).withdrawPack;

export const tryPack = async (
  hub: TestHub,
  caller: CallerName,
  variables: { readonly id: string; readonly days: number; readonly onItsDaysOnly?: boolean },
): Promise<Outcome<{ trialId: string; repeated: boolean }>> =>
  (
    await hub.run<{ tryPack: Outcome<{ trialId: string; repeated: boolean }> }>(
      caller,
      `mutation ($id: ID!, $days: Int!, $onItsDaysOnly: Boolean! = false) {
         tryPack(id: $id, days: $days, onItsDaysOnly: $onItsDaysOnly) { ... on TrialStarted { trialId repeated } ${REFUSAL} } }`,
      variables,
    )
  ).tryPack;

export interface Trial {
  readonly state: string;
  readonly batchesTotal: number;
  readonly recordsTotal: number;
  readonly batches: number;
  readonly records: number;
  readonly changed: number;
  readonly flipped: number;
  readonly toPassed: number;
  readonly toHeld: number;
  readonly toReturned: number;
  readonly batchesFlipped: number;
  readonly institutionsFlipped: number;
  readonly byRule: readonly { readonly code: string; readonly appeared: number; readonly gone: number }[];
  readonly skipped: readonly string[];
}

export const trialOf = async (hub: TestHub, caller: CallerName, id: string): Promise<Trial> =>
  (
    await hub.run<{ packTrial: Trial }>(
      caller,
      `query ($id: ID!) { packTrial(id: $id) { state batchesTotal recordsTotal batches records changed flipped toPassed toHeld
         toReturned batchesFlipped institutionsFlipped byRule { code appeared gone } skipped } }`,
      { id },
    )
  ).packTrial;

export const untilTried = (hub: TestHub, caller: CallerName, id: string): Promise<Trial> =>
  until(
    () => trialOf(hub, caller, id),
    ({ state }) => state !== 'RUNNING',
  );

/** A draft of the province with a what-if that is done. */
export async function triedPack(
  hub: TestHub,
  content: Pack,
): Promise<{ readonly packId: string; readonly trialId: string }> {
  const { packId = '', places } = await draftPack(hub, 'province', content);
  if (packId === '') throw new Error(`Refused: ${JSON.stringify(places)}`);
  const { trialId = '' } = await tryPack(hub, 'province', { id: packId, days: 1 });
  await untilTried(hub, 'province', trialId);
  return { packId, trialId };
}
