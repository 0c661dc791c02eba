import {
  CERTIFICATE_STATES,
  VERSION_KINDS,
  type CertificateState,
  type VersionKind,
} from '../../src/domain/certificate-change/certificate-state';
import { UNWANTED_REASONS, UNWANTED_TEXTS } from '../../src/domain/forwarding/wants';
import { codeType } from '../codes';

const STATE_LABELS: { readonly [state in CertificateState]: string } = {
  LIVE: '有效',
  REVOKED: '已作废',
  REPLACED: '已换发新编号',
};
export const CertificateStates = codeType(
  'CertificateState',
  '证书状态 / State of a certificate',
  CERTIFICATE_STATES.map((code) => ({ code, zh: STATE_LABELS[code] })),
);

const KIND_LABELS: { readonly [kind in VersionKind]: string } = {
  ISSUED: '发证',
  CORRECTED: '更正',
  REISSUED: '补发或换发',
  REVOKED: '作废',
  REPLACED: '被新编号取代',
};
export const VersionKinds = codeType(
  'CertificateVersionKind',
  '证书版本类型 / Kind of a certificate version',
  VERSION_KINDS.map((code) => ({ code, zh: KIND_LABELS[code] })),
);

export const UnwantedReasons = codeType(
  'UnwantedReason',
  '接收方不需要该证书的原因 / Why a feed does not want a certificate',
  UNWANTED_REASONS.map((code) => ({ code, zh: UNWANTED_TEXTS[code].zh })),
);
