import { readFileSync, statSync } from 'node:fs';

/** The only way to ask for the time; tests pass their own. */
export interface Clock {
  /** A moment (UTC instant). For the day in China ask `cstDate(clock.now())`. */
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/**
 * A clock that was set: the file holds the ISO instant at which it stood when the file was written, and from then on it
 * runs. For trying out, over hours, what takes a year; configuration allows it in development only.
 */
export const clockFromFile = (path: string): Clock => ({
  now: () => {
    const set = new Date(readFileSync(path, 'utf8').trim()).getTime();
    if (Number.isNaN(set)) throw new Error('The clock file holds no ISO instant.');
    return new Date(set + Math.max(0, Date.now() - statSync(path).mtimeMs));
  },
});
