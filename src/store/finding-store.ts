import type { EntityManager } from 'typeorm';
import type { FindingStore, OpenConfirm } from '../app/batch-ports';
import type { StoredFinding } from '../app/ports';
import type { Finding } from '../domain/rules/rule';
import { CopyWriter, copyInto, uuidBytes } from './copy';
import { row, rows } from './rows';

const TARGET = `finding (batch_id, line, code, severity, dimension, path, message_zh, message_en, expected, basis, fix,
  source, declared_reason)`;
const FIELDS = 13;
const LINES_PER_READ = 10_000;

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

const TOLD = `
SELECT DISTINCT given.place::int AS place
  FROM unnest($2::int[], $3::text[], $4::text[], $5::text[]) WITH ORDINALITY AS given (line, code, source, message_zh, place)
  JOIN finding ON finding.batch_id = $1 AND finding.line = given.line AND finding.code = given.code
              AND finding.source = given.source AND finding.message_zh = given.message_zh`;

/**
 * Lines from … to before …, through all findings of the batch. By the window of lines and not by the page of rows: a page
 * in an order that the index does not have may sort what is left of the batch each time.
 */
async function* windows(manager: EntityManager, batchId: string): AsyncIterable<readonly [from: number, to: number]> {
  const found = await row<{ last: number | null }>(
    manager,
    `SELECT max(line) AS last FROM finding WHERE batch_id = $1`,
    [batchId],
  );
  const last = found?.last ?? -1;
  for (let from = 0; from <= last; from += LINES_PER_READ) yield [from, from + LINES_PER_READ];
}

export const findingStore = (manager: EntityManager): FindingStore => ({
  copyIn: async (batchId, findings) => {
    if (findings.length > 0) await copyInto(manager, TARGET, encodeFindings(batchId, findings));
  },

  untold: async (batchId, findings) => {
    const told = await rows<{ place: number }>(manager, TOLD, [
      batchId,
      findings.map(({ line }) => line ?? 0),
      findings.map(({ code }) => code),
      findings.map(({ source }) => source),
      findings.map(({ message }) => message.zh),
    ]);
    const places = new Set(told.map(({ place }) => place));
    return findings.filter((_, index) => !places.has(index + 1));
  },

  linesWith: async (batchId, code) => {
    const found = await rows<{ line: number }>(
      manager,
      `SELECT DISTINCT line FROM finding WHERE batch_id = $1 AND code = $2 AND line > 0 ORDER BY line`,
      [batchId, code],
    );
    return found.map(({ line }) => line);
  },

  openConfirms: async function* (batchId, codes) {
    for await (const window of windows(manager, batchId)) {
      const open = await rows<OpenConfirm>(
        manager,
        `SELECT DISTINCT line, code FROM finding
          WHERE batch_id = $1 AND line >= $2 AND line < $3
            AND code = ANY($4::text[]) AND severity = 'confirm' AND declared_reason IS NULL ORDER BY line, code`,
        [batchId, ...window, codes],
      );
      if (open.length > 0) yield open;
    }
  },

  declare: async (batchId, line, code, reason) => {
    await rows(
      manager,
      `UPDATE finding SET declared_reason = $4
        WHERE batch_id = $1 AND line = $2 AND code = $3 AND severity = 'confirm'`,
      [batchId, line, code, reason],
    );
  },

  // COLLATE "C", that of the columns, is the order of UTF-8 bytes, which is the order of code points.
  checkFindings: async function* (batchId) {
    type Row = Pick<Finding, 'code' | 'severity' | 'path'> & { readonly line: number };
    for await (const window of windows(manager, batchId)) {
      const found = await rows<Row>(
        manager,
        `SELECT line, code, severity, path FROM finding
          WHERE batch_id = $1 AND line >= $2 AND line < $3 AND source = 'CHECK' ORDER BY line, code, path, id`,
        [batchId, ...window],
      );
      for (const { line, ...finding } of found) yield { ...finding, line: line === 0 ? null : line };
    }
  },
});
