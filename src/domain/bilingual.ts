/** Text for people: 简体中文 first, English beside it. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}
