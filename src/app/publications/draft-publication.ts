/** What a publication would hold, for a second person to look through and confirm by its digest. */
import type { ApplicationKind } from '../../domain/application/route';
import type { Caller } from '../caller';
import type { Hub } from '../ports';
import type { Refusal } from '../refusal';
import { refuse } from '../refusal';
import { dueApplications } from './due-applications';

export interface PublicationLine {
  readonly applicationId: string;
  readonly kind: ApplicationKind;
  readonly institutionCode: string;
  readonly institutionName: string | null;
  readonly approvedAt: Date | null;
  readonly items: number;
  readonly sites: number;
}

export interface PublicationDraft {
  readonly kind: 'draft';
  /** The day on which it would take effect. */
  readonly on: string;
  readonly basis: readonly string[];
  readonly applications: readonly PublicationLine[];
  readonly items: number;
  readonly sites: number;
  /** Approved applications of the province in all, those of this draft included. */
  readonly waiting: number;
  /** SHA-256, hex; `publishFilings` confirms it. */
  readonly digest: string;
}

export async function draftPublication(
  hub: Hub,
  caller: Caller,
  { applicationIds }: { readonly applicationIds: readonly string[] | null },
): Promise<PublicationDraft | Refusal> {
  if (caller.role !== 'PROVINCE') return refuse('FORBIDDEN');
  return hub.transaction(async (stores) => {
    const due = await dueApplications(hub, stores, caller, { ids: applicationIds, hold: false });
    if (due.kind === 'refused') return due;
    const { on, basis, waiting, digest } = due;
    const applications = due.applications.map(({ id, kind, institutionCode, content, approvedAt }) => ({
      applicationId: id,
      kind,
      institutionCode,
      institutionName: content.applicant?.name ?? null,
      approvedAt,
      items: content.items.length,
      sites: content.sites.length,
    }));
    const sum = (of: (line: PublicationLine) => number): number =>
      applications.reduce((all, line) => all + of(line), 0);
    return {
      kind: 'draft',
      ...{ on, basis, applications, waiting, digest },
      items: sum(({ items }) => items),
      sites: sum(({ sites }) => sites),
    };
  });
}
