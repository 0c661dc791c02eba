/** Who may assess what, where, for whom and at what fee on a day. Open to everybody, so nothing else is in it. */
import type { Bilingual } from '../../domain/bilingual';
import { cstDate } from '../../domain/calendar/cst';
import { isDate } from '../../domain/calendar/dates';
import { LEVELS } from '../../domain/certificate/record';
import { isStorable } from '../../domain/certificate/text';
import { isOccupationCode } from '../../domain/rules/occupation-code';
import { PAGE_ROWS_MAX } from '../limits';
import type { PageRequest } from '../paging';
import type { Hub } from '../ports';
import { type Place, type Refusal, refuse } from '../refusal';
import type { DirectoryEntry, DirectoryFilter, DirectoryPage } from './directory-ports';

export interface DirectoryQuestion extends DirectoryFilter {
  /** YYYY-MM-DD; `null` is today. */
  readonly onDay: string | null;
}

export const DIRECTORY_TEXT_CHARS_MAX = 50;
/** Entries of one CSV file; a nation has some hundred thousand filings. */
export const DIRECTORY_CSV_ENTRIES_MAX = 1_000_000;

const REGION = /^\d{6}$/;
const ASKED: {
  readonly [name in keyof DirectoryQuestion]: { readonly test: (text: string) => boolean; readonly message: Bilingual };
} = {
  regionCode: {
    test: (text) => REGION.test(text),
    message: { zh: '应为 6 位行政区划代码', en: 'A region code of six digits is expected' },
  },
  occupationCode: {
    test: isOccupationCode,
    message: { zh: '应为 D-DD-DD-DD 形式的职业编码', en: 'An occupation code of the form D-DD-DD-DD is expected' },
  },
  level: {
    test: (text) => LEVELS.some(({ code }) => code === text),
    message: { zh: '没有此等级代码', en: 'No such code of a level' },
  },
  text: {
    test: (text) => text.trim() !== '' && text.length <= DIRECTORY_TEXT_CHARS_MAX && isStorable(text),
    message: {
      zh: `应为 1 至 ${DIRECTORY_TEXT_CHARS_MAX} 个字符`,
      en: `1 to ${DIRECTORY_TEXT_CHARS_MAX} characters are expected`,
    },
  },
  onDay: { test: isDate, message: { zh: '应为真实日期 YYYY-MM-DD', en: 'A real date YYYY-MM-DD is expected' } },
};

export const DIRECTORY_FIELDS = ['regionCode', 'occupationCode', 'level', 'text', 'onDay'] as const;

export async function directory(
  hub: Hub,
  question: DirectoryQuestion,
  page: PageRequest,
): Promise<DirectoryPage | Refusal> {
  const places = placesOf(question);
  if (places.length > 0) return refuse('DIRECTORY_QUESTION_INVALID', { places });
  return hub.views.directory(question, question.onDay ?? cstDate(hub.now()), page, true);
}

/** Every entry, in pages; `undefined` stands for no refusal. */
export function directoryProblem(question: DirectoryQuestion): Refusal | undefined {
  const places = placesOf(question);
  return places.length > 0 ? refuse('DIRECTORY_QUESTION_INVALID', { places }) : undefined;
}

/** For a question without problems. Ends at `DIRECTORY_CSV_ENTRIES_MAX`. */
export async function* directoryEntries(
  hub: Hub,
  question: DirectoryQuestion,
): AsyncGenerator<readonly DirectoryEntry[]> {
  const onDay = question.onDay ?? cstDate(hub.now());
  let after: string | null = null;
  for (let entries = 0; entries < DIRECTORY_CSV_ENTRIES_MAX; entries += PAGE_ROWS_MAX) {
    const page: DirectoryPage = await hub.views.directory(question, onDay, { first: PAGE_ROWS_MAX, after }, false);
    yield page.items;
    if (!page.hasNext) return;
    after = page.endCursor;
  }
}

function placesOf(question: DirectoryQuestion): readonly Place[] {
  return DIRECTORY_FIELDS.flatMap((field) => {
    const asked = question[field];
    const { test, message } = ASKED[field];
    return asked === null || test(asked) ? [] : [{ record: null, field, message }];
  });
}
