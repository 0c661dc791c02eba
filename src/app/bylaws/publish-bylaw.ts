/**
 * An institution publishes one of its bylaws (内人社办发〔2024〕53号 第二十二条): a file that it sent as an attachment. A later one of the
 * same kind takes its place, and what was replaced is open to nobody any more.
 */
import type { Attachment } from '../attachments/attachment-ports';
import { BYLAW_MEDIA_TYPES, type BylawKind } from '../../domain/registry/bylaw';
import { territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import type { Bylaw } from './bylaw-ports';
import { lapseWithdrawal } from './lapse-withdrawal';

export interface GivenBylaw {
  readonly kind: BylawKind;
  readonly attachmentId: string;
}
export interface BylawPublished {
  readonly kind: 'published';
  readonly bylawId: string;
  /** The same file stood there before. */
  readonly repeated: boolean;
}

/** Plans are none of its business: no plan has the empty number. */
const NO_PLAN = '';

export async function publishBylaw(
  hub: Hub,
  caller: Caller,
  { kind, attachmentId }: GivenBylaw,
): Promise<BylawPublished | Refusal> {
  const { institutionCode } = caller;
  if (caller.role !== 'INSTITUTION' || institutionCode === null) return refuse('FORBIDDEN');
  const outcome = await hub.transaction(async (stores): Promise<BylawPublished | Refusal> => {
    const file = await fileOf(stores, caller, attachmentId);
    if ('kind' in file) return file;
    const { institutions = [] } = await stores.registry.documentOf(institutionCode, NO_PLAN);
    if (institutions.length === 0) return refuse('BYLAW_BEFORE_FILING');
    const standing = await stores.bylaws.lock(institutionCode, kind);
    if (standing?.attachmentId === file.id) return { kind: 'published', bylawId: standing.id, repeated: true };
    const bylaw: Bylaw = {
      id: hub.newId(),
      ...{ institutionCode, kind, attachmentId: file.id },
      publishedBy: caller.clientId,
      publishedAt: hub.now(),
    };
    await stores.bylaws.publish(bylaw);
    if (standing !== undefined) await lapseWithdrawal(hub, stores, caller, standing);
    return { kind: 'published', bylawId: bylaw.id, repeated: false };
  });
  if (outcome.kind === 'published' && !outcome.repeated) {
    hub.log.info({ by: caller.clientId, bylawId: outcome.bylawId, bylawKind: kind }, 'A bylaw was published.');
  }
  return outcome;
}

async function fileOf({ attachments }: Stores, caller: Caller, attachmentId: string): Promise<Attachment | Refusal> {
  const [file] = await attachments.find(territoryOf(caller), [attachmentId.toLowerCase()]);
  if (file === undefined) return refuse('ATTACHMENT_NOT_FOUND');
  return BYLAW_MEDIA_TYPES.includes(file.mediaType) ? file : refuse('BYLAW_TYPE_UNSUPPORTED');
}
