import { DATA_DUTY } from '../documents';
import type { RecordContext } from '../record-context';
import { defineRecordRule, fault } from '../rule';

const FIELDS = ['birthDate', 'examDate', 'issuedOn'] as const;
const WORDS = {
  birthDate: { zh: '出生日期', en: 'birth date' },
  examDate: { zh: '考试日期', en: 'exam date' },
  issuedOn: { zh: '发证日期', en: 'issue date' },
} as const;

const isFuture = ({ reading, batch: { receivedOn } }: RecordContext, field: (typeof FIELDS)[number]): boolean => {
  const date = reading[field];
  return date !== undefined && date > receivedOn;
};

/** The day of receipt itself is no future. Rules that need the date stay silent where this one speaks. */
export const dateInFuture = defineRecordRule({
  code: 'TIM-006',
  dimension: 'timeliness',
  severity: 'error',
  title: { zh: '日期在未来', en: 'Date in the future' },
  basis: [DATA_DUTY],
  check: (_record, context) => {
    if (!FIELDS.some((field) => isFuture(context, field))) return undefined;
    return FIELDS.filter((field) => isFuture(context, field)).map((field) =>
      fault(
        `/${field}`,
        { zh: `${WORDS[field].zh}晚于数据接收日期。`, en: `The ${WORDS[field].en} lies after the day of receipt.` },
        { expected: [`<=${context.batch.receivedOn}`] },
      ),
    );
  },
});
