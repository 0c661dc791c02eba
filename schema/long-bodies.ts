/**
 * Bodies that may take longer than a request. Node ends every request that is not whole after `requestTimeoutMs`; an upload
 * over a slow line takes as long as it comes, and ends by a silence or a rate below the least (body-pieces.ts).
 */
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

export interface LongBodies {
  /** From here on the request may take its time. Answers what ends that: the rest of a body has `restMs` to run out. */
  begin(request: IncomingMessage): () => void;
  /** What Node says of a connection of which it can make no request, or none in time. */
  answer(error: NodeJS.ErrnoException, socket: Socket): void;
}

const REQUEST_TIMEOUT = 'ERR_HTTP_REQUEST_TIMEOUT';
const BAD_REQUEST = 400;
const STATUS: Readonly<Record<string, number>> = { [REQUEST_TIMEOUT]: 408, HPE_HEADER_OVERFLOW: 431 };

export function longBodies(restMs: number): LongBodies {
  const allowed = new WeakMap<Socket, IncomingMessage>();
  // The next request of the connection is like any other.
  const isUnderWay = (socket: Socket): boolean => allowed.get(socket)?.complete === false;
  return {
    begin: (request) => {
      const { socket } = request;
      allowed.set(socket, request);
      return () => {
        // Of an upload that broke off nothing is left to wait for.
        if (request.complete || socket.destroyed) return;
        setTimeout(() => {
          if (!request.complete) socket.destroy();
        }, restMs).unref();
      };
    },
    answer: (error, socket) => {
      const code = error.code ?? '';
      if (socket.destroyed || code === 'ECONNRESET') return;
      if (code === REQUEST_TIMEOUT && isUnderWay(socket)) return;
      if (socket.writable) socket.write(answerOf(STATUS[code] ?? BAD_REQUEST));
      socket.destroy(error);
    },
  };
}

function answerOf(statusCode: number): string {
  const body = JSON.stringify({ error: STATUS_CODES[statusCode], statusCode });
  const headers = ['Connection: close', `Content-Length: ${body.length}`, 'Content-Type: application/json'];
  return [`HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode]}`, ...headers, '', body].join('\r\n');
}
