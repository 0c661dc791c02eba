/**
 * Loaded before every test file that uses PostgreSQL: a test fails in which a query is sent on a connection that still runs
 * one. pg 8 makes such a query wait and warns of the third, once a process; pg 9 refuses it.
 */
import { Client } from 'pg';

const underWay = new WeakMap<Client, string>();
const overlaps: Error[] = [];

/** What was sent too early since the last call, each with the place that sent it. */
export const takeOverlaps = (): readonly Error[] => overlaps.splice(0);

const send: unknown = Reflect.get(Client.prototype, 'query');
if (typeof send !== 'function') throw new Error('pg sends queries by something else.');

const watchedQuery = function (this: Client, ...asked: readonly unknown[]): unknown {
  const running = underWay.get(this);
  if (running !== undefined) overlaps.push(new Error(`Sent while the connection runs: ${running}`));
  const answer: unknown = Reflect.apply(send, this, asked);
  // With a callback it is a pool's own, which gives a connection to nobody else meanwhile.
  if (!(answer instanceof Promise)) return answer;
  const text = textOf(asked[0]);
  underWay.set(this, text);
  const over = (): void => {
    if (underWay.get(this) === text) underWay.delete(this);
  };
  answer.then(over, over);
  return answer;
};

Reflect.set(Client.prototype, 'query', watchedQuery);

function textOf(asked: unknown): string {
  if (typeof asked === 'object' && asked !== null) return textOf(Reflect.get(asked, 'text'));
  return typeof asked === 'string' ? asked.trim().slice(0, 200) : 'a query';
}

function refuseOverlaps(): void {
  const [first] = takeOverlaps();
  if (first !== undefined) throw first;
}

afterEach(refuseOverlaps);
afterAll(refuseOverlaps);
