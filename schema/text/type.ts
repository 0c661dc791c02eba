import { Field, ObjectType } from 'type-graphql';
import type { Bilingual } from '../../src/domain/bilingual';

@ObjectType({ description: '中英文文本 / A text in Chinese and English', simpleResolvers: true })
export class Text implements Bilingual {
  @Field(() => String, { description: '简体中文 / Simplified Chinese' })
  readonly zh: string;
  @Field(() => String, { description: '英文 / English' })
  readonly en: string;
}
