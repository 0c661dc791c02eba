/** A line through which a test can hold up and cut what goes to a server on this machine. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface BreakableLine {
  readonly port: number;
  /** Connections that came so far. */
  readonly connections: () => number;
  /** Cuts every connection the first time that something comes back from the server and `isTime`. */
  cutWhen(isTime: () => boolean): void;
  cut(): void;
  /** Nothing goes either way, and nothing is lost, until `goOn`. */
  holdUp(): void;
  goOn(): void;
  close(): Promise<void>;
}

export async function breakableLine(toPort: number): Promise<BreakableLine> {
  const sockets = new Set<Socket>();
  const waiting: (() => void)[] = [];
  let connections = 0;
  let isHeld = false;
  let isTimeToCut: (() => boolean) | undefined;

  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const through = (from: Socket, to: Socket, isBack: boolean): void => {
    sockets.add(from);
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
    from.on('error', () => undefined);
    from.on('data', (piece: Buffer) => {
      if (isBack && isTimeToCut?.() === true) {
        isTimeToCut = undefined;
        cut();
      } else if (isHeld) waiting.push(() => to.write(piece));
      else to.write(piece);
    });
  };
  const server = createServer((near) => {
    connections += 1;
    const far = connect(toPort, '127.0.0.1');
    through(near, far, false);
    through(far, near, true);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return {
    port: address.port,
    connections: () => connections,
    cutWhen: (isTime) => void (isTimeToCut = isTime),
    cut,
    holdUp: () => void (isHeld = true),
    goOn: () => {
      isHeld = false;
      for (const pass of waiting.splice(0)) pass();
    },
    close: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
