/** A feed's refusal as a finding: problems fed back from above reach the institution. */
import type { Bilingual } from '../bilingual';
import type { Finding } from '../rules/rule';

export const REFUSAL_RULE = 'FWD-001';

/** A receiver's code is shown to people and kept for ever, so it is a code and nothing else. */
const RECEIVER_CODE = /^[A-Z0-9_-]{1,20}$/;
const UNREADABLE = 'UNREADABLE';

/** What a receiver wrote as its reason: its code, or UNREADABLE for free text, which can hold personal data. */
export const receiverCode = (written: string | null): string =>
  written !== null && RECEIVER_CODE.test(written) ? written : UNREADABLE;

/**
 * Changes neither the verdict nor the certificate: both were decided here, the refusal is the receiver's. `basis`: the clauses of
 * the region by which feedback is handled.
 */
export function refusalFinding(
  refusal: { readonly line: number; readonly code: string },
  { feed, basis }: { readonly feed: Bilingual; readonly basis: readonly string[] },
): Finding {
  const code = receiverCode(refusal.code);
  return {
    line: refusal.line,
    code: REFUSAL_RULE,
    severity: 'error',
    dimension: 'compliance',
    path: '/certificateNo',
    message: {
      zh: `“${feed.zh}”未接收该证书，对方代码 ${code}。请按该代码核对后更正报送。`,
      en: `“${feed.en}” refused the certificate with its code ${code}. Check it against that code and send a correction.`,
    },
    expected: null,
    basis,
    fix: null,
  };
}
