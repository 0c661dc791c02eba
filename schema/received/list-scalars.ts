/** Lists of a few thousand short rows for another hub: written as JSON at once. Numbers of more than 53 bits are text. */
import { GraphQLScalarType } from 'graphql';
import type { ReceivedAnswer } from '../../src/app/forwarding/received-ports';
import type { HeldItem, HeldRange } from '../../src/domain/forwarding/held';

function outputOnly<Row>(
  name: string,
  description: string,
  show: (row: Row) => object,
): GraphQLScalarType<never, object[]> {
  const refuseInput = (): never => {
    throw new Error(`${name} is for output only.`);
  };
  return new GraphQLScalarType<never, object[]>({
    name,
    description,
    parseValue: refuseInput,
    parseLiteral: refuseInput,
    serialize: (rows) => {
      if (!isRows<Row>(rows)) throw new Error(`${name} is a list.`);
      return rows.map(show);
    },
  });
}

/** What views answer with; type-graphql says nothing of it here. */
const isRows = <Row>(value: unknown): value is readonly Row[] => Array.isArray(value);

export const ParcelAnswers = outputOnly<ReceivedAnswer>(
  'ParcelAnswers',
  '逐证答复:certificateNo、version、accepted、code、answeredAt / Answers, one for each certificate version',
  ({ certificateNo, version, accepted, code, answeredAt }) => ({
    certificateNo,
    version,
    accepted,
    code,
    answeredAt: answeredAt.toISOString(),
  }),
);

export const HeldRanges = outputOnly<HeldRange>(
  'HeldRanges',
  '按编号前缀的计数与摘要之和:prefix、versions、sum / Counts and sums of digests by beginnings of numbers',
  ({ prefix, versions, sum }) => ({ prefix, versions, sum: sum.toString() }),
);

export const HeldItems = outputOnly<HeldItem>(
  'HeldItems',
  '逐证摘要:certificateNo、version、digest / Digests of certificate versions',
  ({ certificateNo, version, digest }) => ({ certificateNo, version, digest: digest.toString() }),
);
