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
  about: {
    zh: '出生日期、考试日期或发证日期晚于数据接收日期（中国标准时间）时提出，每个字段一条；接收当天不算未来。',
    en: 'Speaks when birth date, exam date or day of issue lies after the day of receipt (China Standard Time), once for each; the day of receipt itself is no future.',
  },
  mend: {
    zh: '核对日期是否录错（常见为年份）；考试或发证尚未进行的，完成后再报送。',
    en: 'Check the date for a slip, often the year; what has not happened yet is sent after it has.',
  },
  basis: [DATA_DUTY],
  parameters: [],
  check: (_record, context) => {
    const { reading, birthDate, examDate, issuedOn } = context;
    // The context has every date that could be read and does not lie ahead.
    if (reading.birthDate === birthDate && reading.examDate === examDate && reading.issuedOn === issuedOn)
      return undefined;
    return FIELDS.filter((field) => isFuture(context, field)).map((field) =>
      fault(
        `/${field}`,
        { zh: `${WORDS[field].zh}晚于数据接收日期。`, en: `The ${WORDS[field].en} lies after the day of receipt.` },
        { expected: [`<=${context.batch.receivedOn}`] },
      ),
    );
  },
});
