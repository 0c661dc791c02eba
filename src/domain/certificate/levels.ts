/** The ladder of eight (人社部发〔2022〕14号), lowest first; the five in the middle are examined, the others appointed. */
export const LEVEL_ORDER = [
  'APPRENTICE',
  'LEVEL_5',
  'LEVEL_4',
  'LEVEL_3',
  'LEVEL_2',
  'LEVEL_1',
  'SPECIAL_TECHNICIAN',
  'CHIEF_TECHNICIAN',
] as const;

export type Level = (typeof LEVEL_ORDER)[number];

const RANKS: ReadonlyMap<string, number> = new Map(LEVEL_ORDER.map((level, rank) => [level, rank]));
const HIGH_SKILLED_FROM = LEVEL_ORDER.indexOf('LEVEL_3');

/** 0 is the lowest; `undefined` for what is no level. */
export const levelRank = (level: string): number | undefined => RANKS.get(level);

/** 高技能人才: level 3 and above. */
export const isHighSkilled = (level: string): boolean => (RANKS.get(level) ?? -1) >= HIGH_SKILLED_FROM;
