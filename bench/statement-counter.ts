/**
 * Counts the statements that a process sends to PostgreSQL: a wire between both that reads the types of the messages.
 * `Query` and `Execute` are a statement each, BEGIN and COMMIT included; what the answers say is passed on unread.
 */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

const LENGTH_BYTES = 4;
const QUERY = 'Q'.charCodeAt(0);
const EXECUTE = 'E'.charCodeAt(0);

export interface StatementCounter {
  /** The address for the process whose statements are counted. */
  readonly url: string;
  statements(): number;
  close(): Promise<void>;
}

/** @param url of the server; without TLS, whose messages nobody could count */
export async function countStatements(url: string): Promise<StatementCounter> {
  const { hostname, port } = new URL(url);
  let statements = 0;
  const open = new Set<Socket>();
  const wire = createServer((client) => {
    const server = connect(Number(port), hostname);
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
    const read = messageTypes();
    client.on('data', (bytes: Buffer) => {
      for (const type of read(bytes)) if (type === QUERY || type === EXECUTE) statements += 1;
    });
  });
  wire.listen(0, '127.0.0.1');
  await once(wire, 'listening');
  const at = wire.address();
  if (at === null || typeof at === 'string') throw new Error('The counter has no port.');
  const through = new URL(url);
  through.port = String(at.port);
  return {
    url: through.href,
    statements: () => statements,
    close: async () => {
      for (const socket of open) socket.destroy();
      wire.close();
      await once(wire, 'close');
    },
  };
}

/** Reads the stream of one client, however it is cut; the first message has no type. */
function messageTypes(): (bytes: Buffer) => readonly number[] {
  let rest = Buffer.alloc(0);
  let hasBegun = false;
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    const types: number[] = [];
    for (;;) {
      const typeBytes = hasBegun ? 1 : 0;
      if (rest.length < typeBytes + LENGTH_BYTES) return types;
      const end = typeBytes + rest.readUInt32BE(typeBytes);
      if (rest.length < end) return types;
      if (hasBegun) types.push(rest.readUInt8(0));
      hasBegun = true;
      rest = rest.subarray(end);
    }
  };
}
