/** 闽劳鉴〔2023〕10号 第二十三条: who lost a filing may not apply for years. What keeps data right, or ends work, may be applied for. */
import type { ApplicationFacts } from '../../domain/application/facts';
import type { Application } from '../../domain/application/application';
import type { Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';

export async function barred(
  { codes }: Stores,
  { kind, content }: Application,
  { institution, today }: Pick<ApplicationFacts, 'institution' | 'today'>,
): Promise<Refusal | undefined> {
  const creditCode = institution?.creditCode ?? content.applicant?.creditCode;
  if (kind === 'BASIC_CHANGE' || kind === 'TERMINATION' || creditCode === undefined) return undefined;
  const bar = await codes.barOf(creditCode, today);
  if (bar === undefined) return undefined;
  const message = { zh: `至 ${bar.to} 止(含当日)不得申报`, en: `May not apply up to and including ${bar.to}` };
  return refuse('APPLICANT_BARRED', { places: [{ record: null, field: '/applicant', message }] });
}
