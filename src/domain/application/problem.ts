import type { Problem } from '../registry/shape';

/** What is wrong at a place, how to mend it, and the clauses that ask for it. */
export const problemAt = (path: string, zh: string, en: string, basis: readonly string[] = []): Problem => {
  const clauses = basis.join('、');
  return {
    path,
    message: clauses === '' ? { zh, en } : { zh: `${zh}(${clauses})`, en: `${en} (${clauses})` },
  };
};
