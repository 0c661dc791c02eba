/** Applications to file, from the file that proves something to the last decision of the route. */
import type { GivenContent } from '../../../src/domain/application/content-shape';
import type { ApplicationKind } from '../../../src/domain/application/route';
import type { Actor, TestHub } from '../hub';
import { REFUSAL } from '../operations';
import { sendFile } from '../send-file';
import { accepted, said, type Answer, type Asker, type Page } from './answers';

export interface Standing {
  readonly applicationId: string;
  readonly state: string;
  readonly revision: number;
  readonly stepIndex: number | null;
  readonly dueBy: string | null;
  readonly dueAct: string | null;
  readonly noticeTo: string | null;
  readonly publishableFrom: string | null;
  readonly publishedOn: string | null;
  readonly repeated: boolean;
}
const STANDING = `{ ... on ApplicationStanding {
  applicationId state revision stepIndex dueBy dueAct noticeTo publishableFrom publishedOn repeated } ${REFUSAL} }`;
/** What a decision names: nothing falls on something else than was read. */
export type NamedStep = Partial<Pick<Standing, 'applicationId' | 'revision' | 'stepIndex'>>;
const named = ({ applicationId, revision, stepIndex }: NamedStep): object => ({
  id: applicationId,
  revision,
  stepIndex,
});

/** A small file of this client; answers its id. Content that differs makes another attachment. */
export async function sendAttachment(hub: TestHub, by: Actor, name: string, content = name): Promise<string> {
  return sendFile(hub, await by.bearer(), name, content);
}

/** `institutionCode` where an office enters it at its counter. */
export const openApplication = (
  by: Asker,
  kind: ApplicationKind,
  content: GivenContent,
  institutionCode: string | null = null,
): Promise<Answer<Standing>> =>
  said(
    by,
    `mutation ($kind: ApplicationKind!, $content: ApplicationContentInput!, $institutionCode: ID) {
       openApplication(kind: $kind, content: $content, institutionCode: $institutionCode) ${STANDING} }`,
    { kind, content, institutionCode },
  );

export const saveApplication = (by: Asker, draft: NamedStep, content: GivenContent): Promise<Answer<Standing>> =>
  said(
    by,
    `mutation ($id: ID!, $revision: Int!, $content: ApplicationContentInput!) {
       saveApplication(applicationId: $id, revision: $revision, content: $content) ${STANDING} }`,
    { id: draft.applicationId, revision: draft.revision, content },
  );

export const submitApplication = (by: Asker, draft: NamedStep): Promise<Answer<Standing>> =>
  said(
    by,
    `mutation ($id: ID!, $revision: Int!) { submitApplication(applicationId: $id, revision: $revision) ${STANDING} }`,
    {
      id: draft.applicationId,
      revision: draft.revision,
    },
  );

/** Reviews and assessments need an opinion; a renewal may drop filings at its record. */
export const passStep = (
  by: Asker,
  step: NamedStep,
  opinion: string | null = '符合条件',
  dropFilingIds: readonly string[] = [],
): Promise<Answer<Standing>> =>
  said(
    by,
    `mutation ($id: ID!, $revision: Int!, $stepIndex: Int!, $opinion: String, $dropFilingIds: [ID!]!) {
       passApplicationStep(applicationId: $id, revision: $revision, stepIndex: $stepIndex, opinion: $opinion,
                           dropFilingIds: $dropFilingIds) ${STANDING} }`,
    { ...named(step), opinion, dropFilingIds },
  );

export const returnApplication = (by: Asker, step: NamedStep, reason: string): Promise<Answer<Standing>> =>
  said(
    by,
    `mutation ($id: ID!, $revision: Int!, $stepIndex: Int!, $reason: String!) {
       returnApplication(applicationId: $id, revision: $revision, stepIndex: $stepIndex, reason: $reason) ${STANDING} }`,
    { ...named(step), reason },
  );

/** Opens and submits; throws when either is refused. */
export async function submitted(by: Asker, kind: ApplicationKind, content: GivenContent): Promise<Partial<Standing>> {
  return accepted(await submitApplication(by, accepted(await openApplication(by, kind, content))));
}

/** Opens, submits, and each of these offices passes the step that is its turn; throws when anything is refused. */
export async function filedThrough(
  by: Asker,
  kind: ApplicationKind,
  content: GivenContent,
  offices: readonly Asker[],
): Promise<Partial<Standing>> {
  let standing = await submitted(by, kind, content);
  for (const office of offices) standing = accepted(await passStep(office, standing));
  return standing;
}

export interface SeenApplication {
  readonly id: string;
  readonly kind: string;
  readonly institutionCode: string;
  readonly regionCode: string;
  readonly state: string;
  readonly revision: number;
  readonly stepIndex: number | null;
  readonly noticeFrom: string | null;
  readonly noticeTo: string | null;
  readonly publishedOn: string | null;
  readonly route: { readonly title: { readonly zh: string }; readonly basis: readonly string[] } | null;
  readonly steps: readonly { readonly by: string; readonly act: string }[];
  readonly decisions: readonly {
    readonly outcome: string;
    readonly opinion: string | null;
    readonly decidedBy: string;
    readonly step: { readonly by: string; readonly act: string };
  }[];
}

export async function seenApplication(by: Asker, id: string): Promise<SeenApplication> {
  const { application } = await by.run<{ application: SeenApplication }>(
    `query ($id: ID!) { application(id: $id) { id kind institutionCode regionCode state revision stepIndex noticeFrom
       noticeTo publishedOn route { title { zh } basis } steps { by act }
       decisions { outcome opinion decidedBy step { by act } } } }`,
    { id },
  );
  return application;
}

/** The queue of an office: what waits for it. */
export async function applicationsFor(
  by: Asker,
): Promise<Page<{ readonly id: string; readonly dueAct: string | null; readonly dueBy: string | null }>> {
  const { applications } = await by.run<{
    applications: Page<{ id: string; dueAct: string | null; dueBy: string | null }>;
  }>('{ applications(filter: { mine: true }) { total items { id dueBy dueAct } } }');
  return applications;
}
