/**
 * Takes one file. In: the caller, what it says of the file, and its bytes as they come. Out: the row as it is kept, or why it
 * is not. The same content again answers the row that stands.
 */
import { createHash } from 'node:crypto';
import { namesPerson, safeFileName } from '../../domain/attachments/file-name';
import { mediaTypeOf } from '../../domain/attachments/media-types';
import type { Caller } from '../caller';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { ATTACHMENT_BYTES_MAX, ATTACHMENTS_OF_CLIENT_BYTES_MAX } from './attachment-limits';
import type { Attachment } from './attachment-ports';

export interface SentFile {
  /** The header `Content-Type`. */
  readonly contentType: string;
  readonly fileName: string;
  readonly body: AsyncIterable<Buffer>;
}
export interface AttachmentKept {
  readonly kind: 'kept';
  readonly attachment: Attachment;
  /** The client sent this content before; nothing was stored anew. */
  readonly repeated: boolean;
}

export async function sendAttachment(hub: Hub, caller: Caller, sent: SentFile): Promise<AttachmentKept | Refusal> {
  // The operator runs the hub: it decides nothing and so proves nothing.
  if (caller.role === 'OPERATOR' || caller.role === 'HUB') return refuse('FORBIDDEN');
  const type = mediaTypeOf(sent.contentType);
  if (type === undefined) return refuse('ATTACHMENT_TYPE_UNSUPPORTED');
  const fileName = safeFileName(sent.fileName, type);
  if (namesPerson(fileName)) return refuse('ATTACHMENT_NAME_PERSONAL');
  const body = await wholeOf(sent.body);
  if (body === undefined) return refuse('ATTACHMENT_TOO_LARGE');
  if (body.length === 0) return refuse('ATTACHMENT_EMPTY');
  if (!type.fits(body)) return refuse('ATTACHMENT_TYPE_DIFFERS');
  const digest = createHash('sha256').update(body).digest('hex');
  return hub.transaction(async (stores) => {
    const { attachments } = stores;
    await attachments.lock(caller.clientId);
    const before = await attachments.sentBefore({ sentBy: caller.clientId, digest, mediaType: type.mediaType });
    if (before) return { kind: 'kept', attachment: before, repeated: true };
    const stored = await attachments.bytesOf(caller.clientId);
    if (stored + body.length > ATTACHMENTS_OF_CLIENT_BYTES_MAX) return refuse('ATTACHMENT_QUOTA_REACHED');
    const attachment: Attachment = {
      id: hub.newId(),
      institutionCode: caller.institutionCode,
      regionCode: await regionOf(stores, caller),
      fileName,
      mediaType: type.mediaType,
      bytes: body.length,
      digest,
      sentBy: caller.clientId,
      role: caller.role,
      sentAt: hub.now(),
    };
    await attachments.insert(attachment, body);
    return { kind: 'kept', attachment, repeated: false };
  });
}

/** `undefined` when it is over the limit; the rest is not read then. */
async function wholeOf(body: AsyncIterable<Buffer>): Promise<Buffer | undefined> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.length;
    if (bytes > ATTACHMENT_BYTES_MAX) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces, bytes);
}

const NATION_REGION = '000000';

async function regionOf({ registry }: Stores, { institutionCode, regionCode }: Caller): Promise<string | null> {
  if (institutionCode === null) return regionCode ?? NATION_REGION;
  return (await registry.institutionRegions([institutionCode])).get(institutionCode) ?? null;
}
