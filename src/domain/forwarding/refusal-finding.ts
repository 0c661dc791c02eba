/** A feed's refusal as a finding: problems fed back from above reach the institution. */
import type { Bilingual } from '../bilingual';
import type { Finding } from '../rules/rule';

export const REFUSAL_RULE = 'FWD-001';

/** A receiver's code is shown to people and kept for ever, so it is a code and nothing else. */
const RECEIVER_CODE = /^[A-Z0-9_-]{1,20}$/;
export const CODE_UNREADABLE = 'UNREADABLE';

/** What a receiver wrote as its reason: its code, or UNREADABLE for free text, which can hold personal data. */
export const receiverCode = (written: string | null): string =>
  written !== null && RECEIVER_CODE.test(written) ? written : CODE_UNREADABLE;

/** The rule of ours that looks at the same thing as the receiver's code. */
export interface RuleBehindCode {
  readonly code: string;
  readonly title: Bilingual;
  readonly basis: readonly string[];
}

export interface RefusalWords {
  readonly feed: Bilingual;
  /** What the feeds file says of the code; `null` where it says nothing. */
  readonly meaning: Bilingual | null;
  readonly rule: RuleBehindCode | null;
  /** The clauses of the region by which feedback is handled. */
  readonly basis: readonly string[];
}

/** Changes neither the verdict nor the certificate: both were decided here, the refusal is the receiver's. */
export function refusalFinding(
  refusal: { readonly line: number; readonly code: string },
  { feed, meaning, rule, basis }: RefusalWords,
): Finding {
  const code = receiverCode(refusal.code);
  return {
    line: refusal.line,
    code: REFUSAL_RULE,
    severity: 'error',
    dimension: 'compliance',
    path: '/certificateNo',
    message: {
      zh: `“${feed.zh}”未接收该证书，${reasonZh(code, meaning)}${rule === null ? '' : `，对应本枢纽规则 ${rule.code} ${rule.title.zh}`}。${mendZh(meaning)}`,
      en: `“${feed.en}” refused the certificate ${reasonEn(code, meaning)}${rule === null ? '' : `, which is rule ${rule.code} of this hub: ${rule.title.en}`}. ${mendEn(meaning)}`,
    },
    expected: null,
    basis: [...new Set([...basis, ...(rule?.basis ?? [])])],
    fix: null,
  };
}

const reasonZh = (code: string, meaning: Bilingual | null): string =>
  meaning === null ? `对方代码 ${code}` : `原因：${meaning.zh}（对方代码 ${code}）`;
const reasonEn = (code: string, meaning: Bilingual | null): string =>
  meaning === null ? `with its code ${code}` : `because: ${meaning.en} (its code ${code})`;
const mendZh = (meaning: Bilingual | null): string =>
  meaning === null ? '请按该代码核对后更正报送。' : '请核对后更正报送。';
const mendEn = (meaning: Bilingual | null): string =>
  meaning === null ? 'Check it against that code and send a correction.' : 'Check it and send a correction.';
