/** A request whose body may take its time. */
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { longBodies } from '../../../schema/long-bodies';

const REST_MS = 300_000;

describe('the rest of a body', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  const begun = (): { readonly socket: Socket; ended(): void } => {
    const socket = new Socket();
    return { socket, ended: longBodies(REST_MS).begin(new IncomingMessage(socket)) };
  };

  test('has its time to run out', () => {
    const { socket, ended } = begun();
    ended();
    jest.advanceTimersByTime(REST_MS - 1);
    expect(socket.destroyed).toBe(false);
    jest.advanceTimersByTime(1);
    expect(socket.destroyed).toBe(true);
  });

  test('of an upload that broke off keeps neither request nor socket', () => {
    const { socket, ended } = begun();
    socket.destroy();
    ended();
    expect(jest.getTimerCount()).toBe(0);
  });
});
