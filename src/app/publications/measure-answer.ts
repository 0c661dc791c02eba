/** What every verb about a measure answers, and what measures are called. */
import type { MeasureState } from '../../domain/filing/measure';
import type { Measure } from './measure-ports';

export interface MeasureAnswer {
  readonly kind: 'measure';
  readonly measureId: string;
  readonly state: MeasureState;
  readonly filingIds: readonly string[];
  readonly from: string;
  readonly to: string | null;
  /** Last day on which it is shown to the public. */
  readonly noticeTo: string | null;
  /** The same had been said before. */
  readonly repeated: boolean;
}

export const MEASURE_LABELS = {
  SUSPENSION: { zh: '暂停备案', en: 'suspension' },
  RESUMPTION: { zh: '恢复备案', en: 'resumption' },
  REVOCATION: { zh: '撤销备案', en: 'revocation' },
  TERMINATION: { zh: '终止备案', en: 'termination' },
} as const;

export const answerOf = ({ id, state, filingIds, from, to, noticeTo }: Measure, repeated: boolean): MeasureAnswer => ({
  kind: 'measure',
  measureId: id,
  ...{ state, filingIds, from, to, noticeTo },
  repeated,
});
