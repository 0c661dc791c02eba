import { GraphQLScalarType } from 'graphql';
import { inlineRecords } from '../records-scalar';

/** One record as it came in; the verb says what is wrong with its shape, by the line that it mends. */
export const MendedRecord = new GraphQLScalarType<unknown, never>({
  name: 'MendedRecord',
  description:
    '一条更正后的证书数据,字段见数据契约;只能以变量传入 / One mended record (docs/record.md); passed as a variable only',
  parseValue: (value) => value,
  parseLiteral: () => {
    throw inlineRecords();
  },
  serialize: () => {
    throw new Error('MendedRecord is for input only.');
  },
});
