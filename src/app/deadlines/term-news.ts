/** What the clock says of a deadline, and to whom. The texts name the term and its day, nobody and nothing else. */
import type { Bilingual } from '../../domain/bilingual';
import { TERMS, type Responsible, type Term } from '../../domain/deadlines/terms';
import type { Audience, Notification } from '../notifications/notification-ports';
import type { Deadline } from './deadline-ports';

export const TERM_TOPICS = ['TERM_WARNING', 'TERM_OVERDUE', 'TERM_ESCALATED', 'TERM_MOVED'] as const;
export type TermTopic = (typeof TERM_TOPICS)[number];

type News = Omit<Notification, 'id' | 'at'>;

const audiencesOf = (responsible: Responsible, { institutionCode, regionCode }: Deadline): readonly Audience[] => {
  switch (responsible) {
    case 'INSTITUTION':
      return institutionCode === null ? [] : [{ role: 'INSTITUTION', institutionCode }];
    case 'CITY':
    case 'PROVINCE':
      return [{ role: responsible, regionCode }];
    case 'NATION':
      return [{ role: 'NATION' }];
  }
};

function newsOf(
  topic: TermTopic,
  deadline: Deadline,
  to: readonly (Responsible | null)[],
  say: (title: Bilingual) => Bilingual,
): readonly News[] {
  const { title }: Term = TERMS[deadline.term];
  const text = say(title);
  return [...new Set(to)].flatMap((each) =>
    each === null
      ? []
      : audiencesOf(each, deadline).map((audience) => ({ audience, topic, subject: deadline.subject, text })),
  );
}

/** `deadline` as it stands after the move. */
export function toldOfMove(deadline: Deadline): readonly News[] {
  const { responsible, escalatedTo, dueOn, state } = deadline;
  switch (state) {
    case 'WARNED':
      return newsOf('TERM_WARNING', deadline, [responsible], ({ zh, en }) => ({
        zh: `“${zh}”的期限将于 ${dueOn} 届满。`,
        en: `${en}: the term ends on ${dueOn}.`,
      }));
    case 'OVERDUE':
      return newsOf('TERM_OVERDUE', deadline, [responsible, 'INSTITUTION'], ({ zh, en }) => ({
        zh: `“${zh}”的期限已于 ${dueOn} 届满,尚未办结。`,
        en: `${en}: the term ended on ${dueOn} and it is not done.`,
      }));
    case 'ESCALATED':
      return newsOf('TERM_ESCALATED', deadline, [escalatedTo, responsible], ({ zh, en }) => ({
        zh: `“${zh}”的期限已于 ${dueOn} 届满,至今未办结,现报上一级。`,
        en: `${en}: the term ended on ${dueOn}, it is still not done, and the level above is told now.`,
      }));
    case 'OPEN':
    case 'MET':
    case 'CANCELLED':
      return [];
  }
}

/** After a calendar was confirmed. */
export const toldOfRecount = (deadline: Deadline): readonly News[] =>
  newsOf('TERM_MOVED', deadline, [deadline.responsible, 'INSTITUTION'], ({ zh, en }) => ({
    zh: `节假日安排已更新,“${zh}”的期限现于 ${deadline.dueOn} 届满。`,
    en: `The calendar was updated: ${en}: the term now ends on ${deadline.dueOn}.`,
  }));
