/** A line that can be cut: stands between a caller and a server on this machine. */
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

export interface TcpProxy {
  readonly url: string;
  /** Requests with this beginning of their first line are cut in the middle, until `mend`. */
  cut(firstLine: string): void;
  mend(): void;
  close(): Promise<void>;
}

export async function tcpProxy(target: string): Promise<TcpProxy> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let cutAt: string | undefined;
  const server = createServer((caller) => {
    const callee = connect(Number(port), hostname);
    for (const socket of [caller, callee]) {
      open.add(socket);
      socket.on('error', () => undefined).on('close', () => open.delete(socket));
    }
    const end = (): void => {
      caller.destroy();
      callee.destroy();
    };
    caller.on('data', (bytes) => {
      if (cutAt === undefined || !bytes.toString('latin1').includes(cutAt)) return void callee.write(bytes);
      callee.write(bytes.subarray(0, bytes.length / 2), end);
    });
    callee.on('data', (bytes) => caller.write(bytes));
    caller.on('end', () => callee.end());
    callee.on('end', () => caller.end());
    callee.on('close', end);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${own}`,
    cut: (firstLine) => {
      cutAt = firstLine;
    },
    mend: () => {
      cutAt = undefined;
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}
