import type { EntityManager } from 'typeorm';
import type { FindingStore, StoredFinding } from '../app/ports';
import type { Finding } from '../domain/rules/rule';
import { CopyWriter, copyInto, uuidBytes } from './copy';
import { rows } from './rows';

const TARGET = `finding (batch_id, line, code, severity, dimension, path, message_zh, message_en, expected, basis, fix,
  source, declared_reason)`;
const FIELDS = 13;
const FINDINGS_PER_READ = 5_000;

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

  openConfirms: (batchId) =>
    rows(
      manager,
      `SELECT DISTINCT line, code FROM finding
        WHERE batch_id = $1 AND severity = 'confirm' AND declared_reason IS NULL AND line > 0 ORDER BY line, code`,
      [batchId],
    ),

  declare: async (batchId, line, code, reason) => {
    await rows(
      manager,
      `UPDATE finding SET declared_reason = $4
        WHERE batch_id = $1 AND line = $2 AND code = $3 AND severity = 'confirm'`,
      [batchId, line, code, reason],
    );
  },

  // COLLATE "C" is the order of UTF-8 bytes, which is the order of code points.
  checkFindings: async function* (batchId) {
    type Row = { line: number; code: string; severity: Finding['severity']; path: string; id: number };
    for (let last: Row | undefined; ;) {
      const page: Row[] = await rows<Row>(
        manager,
        `SELECT line, code, severity, path, id FROM finding
          WHERE batch_id = $1 AND source = 'CHECK' AND line >= $2 AND (line, code, path, id) > ($2, $3::text COLLATE "C", $4::text COLLATE "C", $5)
          ORDER BY line, code, path, id LIMIT $6`,
        [batchId, last?.line ?? -1, last?.code ?? '', last?.path ?? '', last?.id ?? 0, FINDINGS_PER_READ],
      );
      for (const { line, code, severity, path } of page) yield { line: line === 0 ? null : line, code, severity, path };
      last = page.at(-1);
      if (page.length < FINDINGS_PER_READ) return;
    }
  },
});
