import type { EntityManager } from 'typeorm';
import type { FindingStore, StoredFinding } from '../app/ports';
import type { Finding } from '../domain/rules/rule';
import { CopyWriter, copyInto, uuidBytes } from './copy';
import { row, rows } from './rows';

const TARGET = `finding (batch_id, line, code, severity, dimension, path, message_zh, message_en, expected, basis, fix,
  source, declared_reason)`;
const FIELDS = 13;
const LINES_PER_READ = 2_000;

export const encodeFindings = (batchId: string, findings: readonly StoredFinding[]): CopyWriter => {
  const writer = new CopyWriter();
  const id = uuidBytes(batchId);
  for (const finding of findings) {
    writer.row(FIELDS);
    writer.uuid(id);
    writer.int(finding.line ?? 0);
    writer.text(finding.code);
    writer.text(finding.severity);
    writer.text(finding.dimension);
    writer.text(finding.path);
    writer.text(finding.message.zh);
    writer.text(finding.message.en);
    writer.json(finding.expected);
    writer.texts(finding.basis);
    writer.json(finding.fix);
    writer.text(finding.source);
    writer.text(finding.declaredReason);
  }
  return writer;
};

export const findingStore = (manager: EntityManager): FindingStore => ({
  copyIn: async (batchId, findings) => {
    if (findings.length > 0) await copyInto(manager, TARGET, encodeFindings(batchId, findings));
  },

  linesWith: async (batchId, code) => {
    const found = await rows<{ line: number }>(
      manager,
      `SELECT DISTINCT line FROM finding WHERE batch_id = $1 AND code = $2 AND line > 0 ORDER BY line`,
      [batchId, code],
    );
    return found.map(({ line }) => line);
  },

  openConfirms: (batchId, codes) =>
    rows(
      manager,
      `SELECT DISTINCT line, code FROM finding
        WHERE batch_id = $1 AND code = ANY($2::text[]) AND severity = 'confirm' AND declared_reason IS NULL AND line > 0
        ORDER BY line, code`,
      [batchId, codes],
    ),

  declare: async (batchId, line, code, reason) => {
    await rows(
      manager,
      `UPDATE finding SET declared_reason = $4
        WHERE batch_id = $1 AND line = $2 AND code = $3 AND severity = 'confirm'`,
      [batchId, line, code, reason],
    );
  },

  // Lines by the window and not rows by the page: a page of an order that the index does not have sorts what is left of
  // the batch each time. COLLATE "C", that of the columns, is the order of UTF-8 bytes, which is the order of code points.
  checkFindings: async function* (batchId) {
    type Row = Pick<Finding, 'code' | 'severity' | 'path'> & { readonly line: number };
    const last = await row<{ line: number | null }>(manager, `SELECT max(line) AS line FROM finding WHERE batch_id = $1`, [
      batchId,
    ]);
    for (let from = 0; from <= (last?.line ?? -1); from += LINES_PER_READ) {
      const window = await rows<Row>(
        manager,
        `SELECT line, code, severity, path FROM finding
          WHERE batch_id = $1 AND line >= $2 AND line < $3 AND source = 'CHECK' ORDER BY line, code, path, id`,
        [batchId, from, from + LINES_PER_READ],
      );
      for (const { line, ...finding } of window) yield { ...finding, line: line === 0 ? null : line };
    }
  },
});
