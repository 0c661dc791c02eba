/** A request's body as it arrives, for verbs that never hold it whole. */
import type { Readable } from 'node:stream';

const REQUEST_TIMEOUT = 408;

/** The sender fell silent in the middle of its body, or sends next to nothing. Fastify answers the status that an error carries. */
class BodyStalled extends Error {
  readonly statusCode = REQUEST_TIMEOUT;
}

/** So many bytes at least in the time that they are waited for. */
export interface LeastRate {
  readonly bytes: number;
  readonly ms: number;
}

/**
 * Ending the loop early must not tear down the connection that the answer goes out on. A body that was cut off throws;
 * so does one of which nothing comes for `stallMs`, or less than `least`. Only the wait for the sender counts, not what is
 * done with a piece.
 */
export async function* bodyPieces(body: Readable, stallMs: number, least?: LeastRate): AsyncGenerator<Buffer> {
  const pieces: AsyncIterator<unknown> = body.iterator({ destroyOnReturn: false });
  const isEnough = least === undefined ? always : meterOf(least);
  try {
    for (;;) {
      const since = performance.now();
      const { done, value } = await within(pieces.next(), stallMs);
      if (done === true) return;
      const piece = Buffer.isBuffer(value) ? value : Buffer.from(String(value));
      if (!isEnough(piece.length, performance.now() - since)) throw new BodyStalled('Next to nothing came.');
      yield piece;
    }
  } finally {
    // Not awaited: behind a piece that never comes it would wait for ever.
    void pieces.return?.();
  }
}

type IsEnough = (bytes: number, waitedMs: number) => boolean;

const always: IsEnough = () => true;

/** Looks each time that it has been waited for `ms`, and begins anew. */
function meterOf({ bytes: bytesMin, ms }: LeastRate): IsEnough {
  let bytes = 0;
  let waitedMs = 0;
  return (arrived, waited) => {
    bytes += arrived;
    waitedMs += waited;
    if (waitedMs < ms) return true;
    const isEnough = bytes >= bytesMin;
    bytes = 0;
    waitedMs = 0;
    return isEnough;
  };
}

function within<Piece>(next: Promise<Piece>, stallMs: number): Promise<Piece> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new BodyStalled('Nothing came for too long.')), stallMs);
  });
  return Promise.race([next, silence]).finally(() => clearTimeout(timer));
}
