/**
 * Header fields of “Resumable Uploads for HTTP” (draft-ietf-httpbis-resumable-upload), written as structured fields (RFC 9651).
 * A field that is malformed counts as absent.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { UploadPlace } from '../src/app/intake/upload-place';
import { UPLOAD_BOUNDS } from '../src/app/upload-standing';

/** Media type of what is appended to an upload, whatever its content is. */
export const PARTIAL_UPLOAD = 'application/partial-upload';

const INTEGER = /^\d{1,15}$/;
/** No place in any content. */
const NOWHERE = -1;

const LIMITS = `max-size=${UPLOAD_BOUNDS.sizeMaxBytes}, max-age=${UPLOAD_BOUNDS.ageMaxSeconds}`;

const fieldOf = ({ headers }: FastifyRequest, name: string): string => String(headers[name] ?? '').trim();

/** Byte of the content at which the body begins. */
export function offsetOf(request: FastifyRequest): number {
  const offset = fieldOf(request, 'upload-offset');
  return INTEGER.test(offset) ? Number(offset) : NOWHERE;
}

/** Whether the content ends with this body: so it does where nothing is said. */
export const endsWithBody = (request: FastifyRequest): boolean => fieldOf(request, 'upload-complete') !== '?0';

export const withLimits = (reply: FastifyReply): FastifyReply => reply.header('upload-limit', LIMITS);

export function withPlace(reply: FastifyReply, { nextOffset, isComplete }: UploadPlace): FastifyReply {
  return reply.header('upload-offset', nextOffset).header('upload-complete', isComplete ? '?1' : '?0');
}
