/** A way to a server on this machine that can be shut: then connections are refused, as by a host whose service is down. */
import { connect, createServer, type Server, type Socket } from 'node:net';

export interface ClosableDoor {
  /** The same address, through the door. */
  readonly url: string;
  /** Connections break, and new ones are refused. */
  shut(): Promise<void>;
  open(): Promise<void>;
}

export async function closableDoor(target: string): Promise<ClosableDoor> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let own = 0;
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    return socket;
  };
  const open = (): Promise<void> =>
    new Promise((resolve, reject) => {
      server = createServer((from) => {
        const to = keep(connect(Number(port), hostname));
        keep(from).pipe(to).pipe(from);
        from.on('close', () => to.destroy());
        to.on('close', () => from.destroy());
      });
      server.once('error', reject).listen(own, '127.0.0.1', () => {
        const address = server?.address();
        own = typeof address === 'object' && address !== null ? address.port : own;
        resolve();
      });
    });
  const shut = async (): Promise<void> => {
    const closing = server;
    server = undefined;
    const closed = new Promise<void>((resolve) => (closing === undefined ? resolve() : closing.close(() => resolve())));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await open();
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String(own);
  return { url: url.href, shut, open };
}
