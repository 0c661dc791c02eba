/** How a file that somebody sent is given back: a browser must never show it as a page of the hub. */
import type { FastifyReply } from 'fastify';
import type { Attachment } from '../../src/app/attachments/attachment-ports';

export const giveBack = (
  reply: FastifyReply,
  { fileName, mediaType, digest }: Pick<Attachment, 'fileName' | 'mediaType' | 'digest'>,
  body: Buffer,
  cacheControl: string,
): FastifyReply =>
  reply
    .header('content-type', mediaType)
    .header('content-disposition', `attachment; filename*=UTF-8''${encoded(fileName)}`)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', `default-src 'none'; sandbox`)
    .header('cache-control', cacheControl)
    .header('etag', `"${digest}"`)
    .send(body);

/** RFC 8187 leaves out four characters that a URL may hold. */
const encoded = (fileName: string): string =>
  encodeURIComponent(fileName).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
