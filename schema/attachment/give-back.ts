/** How a file that somebody sent is given back: a browser must never show it as a page of the hub. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Attachment } from '../../src/app/attachments/attachment-ports';

type GivenBack = Pick<Attachment, 'fileName' | 'mediaType' | 'digest'>;

const NOT_MODIFIED = 304;

const headed = (reply: FastifyReply, { fileName, mediaType, digest }: GivenBack, cacheControl: string): FastifyReply =>
  reply
    .header('content-type', mediaType)
    .header('content-disposition', `attachment; filename*=UTF-8''${encoded(fileName)}`)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', `default-src 'none'; sandbox`)
    .header('cache-control', cacheControl)
    .header('etag', etagOf(digest));

export const giveBack = (reply: FastifyReply, file: GivenBack, body: Buffer, cacheControl: string): FastifyReply =>
  headed(reply, file, cacheControl).send(body);

/** The answer that needs no body, if one will do: to HEAD, and to whoever has this very file already (`If-None-Match`). */
export function giveBackNoBody(
  request: FastifyRequest,
  reply: FastifyReply,
  file: GivenBack & Pick<Attachment, 'bytes'>,
  cacheControl: string,
): FastifyReply | undefined {
  if (holds(request.headers['if-none-match'], file.digest)) {
    return reply.code(NOT_MODIFIED).header('cache-control', cacheControl).header('etag', etagOf(file.digest)).send();
  }
  return request.method === 'HEAD'
    ? headed(reply, file, cacheControl).header('content-length', file.bytes).send()
    : undefined;
}

const etagOf = (digest: string): string => `"${digest}"`;

/** RFC 9110: a list of tags, weak ones among them, or a star for any. */
const holds = (header: string | undefined, digest: string): boolean =>
  (header ?? '')
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === '*' || tag === etagOf(digest));

/** RFC 8187 leaves out four characters that a URL may hold. */
const encoded = (fileName: string): string =>
  encodeURIComponent(fileName).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
