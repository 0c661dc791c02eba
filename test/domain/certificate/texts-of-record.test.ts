import { fieldsOf, textsOf } from '../../../src/store/record-fields';

const FIELDS = ['name', 'idNumber', 'remark', 'number'];

/** As text, because a record is kept as whatever JSON its sender wrote. */
test.each([
  ['as the hub writes it', JSON.stringify({ certificateNo: 'S1', name: '张三', idNumber: '51', remark: '' })],
  ['the first and the last field', '{"name":"张三","x":1,"remark":"𠮷"}'],
  ['without the fields', '{"certificateNo":"S1"}'],
  ['values of other types', '{"name":null,"idNumber":51,"remark":["name"],"number":{"name":"x"}}'],
  ['escapes in values', '{"name":"张\\u4e09","idNumber":"5\\"1","remark":"\\\\"}'],
  ['escapes in keys', '{"n\\u0061me":"张三","idNumber":"51"}'],
  ['a key whose end is a field', '{"institutionName":"甲","xname":"乙","name":"丙"}'],
  ['only keys whose end is a field', '{"xname":"乙","x,\\"name":"丁"}'],
  ['a value that reads like a field', '{"remark":"{\\"name\\":\\"x\\"}","name":"张三"}'],
  ['a value that names a field', '{"remark":"name","name":"张三","idNumber":"name"}'],
  ['the same field twice', '{"name":"first","idNumber":"51","name":"second"}'],
  ['the same field twice, of two types', '{"name":"first","name":null}'],
  ['the same field twice, once with an escape', '{"name":"first","n\\u0061me":"second"}'],
  ['spaces', '{ "name" : "张三", "idNumber": "51" ,"remark":"r" }'],
  ['levels', '{"remark":"r","inner":{"name":"inner"},"name":"outer"}'],
  ['levels without the field above', '{"inner":{"name":"inner"},"list":[{"idNumber":"1"}]}'],
  ['no object', '["name",":"]'],
  ['names of every object', '{"__proto__":{"name":"x"},"idNumber":"51"}'],
])('%s', (_title, text) => {
  const [fast, whole] = [textsOf(Buffer.from(text)), fieldsOf(text)];
  expect(FIELDS.map((field) => fast(field))).toEqual(FIELDS.map((field) => whole.text(field)));
});
