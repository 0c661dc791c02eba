import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { RegistrySigningKey, SigningAlgorithm } from '../../src/domain/registry/signing-key';
import { codeType } from '../codes';
import { pageType } from '../page';

const SigningAlgorithms = codeType('SigningAlgorithm', '签名算法 / Algorithm of a signature', [
  'ED25519',
  'ECDSA_P256',
]);

const KEY_ID = { description: '密钥编号,机构内唯一 / Id, unique inside the institution' };
const INSTITUTION = { description: '机构 / Institution' };
const ALGORITHM = { description: '算法 / Algorithm' };
const PUBLIC_KEY = {
  description: '公钥(SubjectPublicKeyInfo,Base64 或 PEM) / Public key (SubjectPublicKeyInfo, Base64 or PEM)',
};
const FROM = { description: '启用日 / First day' };
const TO = { nullable: true, description: '停用日(含),空为未定 / Last day, inclusive; null is open' };
const REVOKED_ON = { nullable: true, description: '吊销日,当日起不再可信 / Revoked on; not trusted from that day on' };

@InputType({ description: '机构签名公钥 / A public key with which an institution signs' })
export class SigningKeyInput implements RegistrySigningKey {
  @Field(() => ID, KEY_ID)
  readonly keyId: string;
  @Field(() => ID, INSTITUTION)
  readonly institutionCode: string;
  @Field(() => SigningAlgorithms, ALGORITHM)
  readonly algorithm: SigningAlgorithm;
  @Field(() => String, PUBLIC_KEY)
  readonly publicKey: string;
  @Field(() => String, FROM)
  readonly from: string;
  @Field(() => String, { ...TO, defaultValue: null })
  readonly to: string | null;
  @Field(() => String, { ...REVOKED_ON, defaultValue: null })
  readonly revokedOn: string | null;
}

@ObjectType({ description: '机构签名公钥 / A public key with which an institution signs', simpleResolvers: true })
export class SigningKey implements RegistrySigningKey {
  @Field(() => ID, KEY_ID)
  readonly keyId: string;
  @Field(() => ID, INSTITUTION)
  readonly institutionCode: string;
  @Field(() => SigningAlgorithms, ALGORITHM)
  readonly algorithm: SigningAlgorithm;
  @Field(() => String, PUBLIC_KEY)
  readonly publicKey: string;
  @Field(() => String, FROM)
  readonly from: string;
  @Field(() => String, TO)
  readonly to: string | null;
  @Field(() => String, REVOKED_ON)
  readonly revokedOn: string | null;
}
export const SigningKeyPage = pageType('SigningKeyPage', SigningKey);
