/** The only way to ask for the time; tests pass their own. */
export interface Clock {
  /** A moment (UTC instant). For the day in China ask `cstDate(clock.now())`. */
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
