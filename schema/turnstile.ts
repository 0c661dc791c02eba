/** Counts who is inside, of one key and in all. Nobody waits: who finds no place is told so and comes again. */
export interface TurnstileLimits {
  readonly perKey: number;
  readonly total: number;
}

/** What there was no place in: the key's own share, or the whole. */
export type Full = 'own' | 'all';
export type Leave = () => void;

/** Answers how to leave, or why there is no place. */
export type Enter = (key: string) => Leave | Full;

export function turnstile({ perKey, total }: TurnstileLimits): Enter {
  const inside = new Map<string, number>();
  let all = 0;
  return (key) => {
    const own = inside.get(key) ?? 0;
    if (own >= perKey) return 'own';
    if (all >= total) return 'all';
    inside.set(key, own + 1);
    all += 1;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      all -= 1;
      const rest = (inside.get(key) ?? 1) - 1;
      if (rest > 0) inside.set(key, rest);
      else inside.delete(key);
    };
  };
}
