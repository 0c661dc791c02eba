/** A request's body as it arrives, for verbs that never hold it whole. */
import type { Readable } from 'node:stream';

const REQUEST_TIMEOUT = 408;

/** The sender fell silent in the middle of its body. Fastify answers the status that an error carries. */
class BodyStalled extends Error {
  readonly statusCode = REQUEST_TIMEOUT;
}

/**
 * Ending the loop early must not tear down the connection that the answer goes out on. A body that was cut off throws;
 * so does one of which nothing comes for `stallMs`. Only the wait for the sender counts, not what is done with a piece.
 */
export async function* bodyPieces(body: Readable, stallMs: number): AsyncGenerator<Buffer> {
  const pieces: AsyncIterator<unknown> = body.iterator({ destroyOnReturn: false });
  try {
    for (;;) {
      const { done, value } = await within(pieces.next(), stallMs);
      if (done === true) return;
      yield Buffer.isBuffer(value) ? value : Buffer.from(String(value));
    }
  } finally {
    // Not awaited: behind a piece that never comes it would wait for ever.
    void pieces.return?.();
  }
}

function within<Piece>(next: Promise<Piece>, stallMs: number): Promise<Piece> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new BodyStalled('Nothing came for too long.')), stallMs);
  });
  return Promise.race([next, silence]).finally(() => clearTimeout(timer));
}
