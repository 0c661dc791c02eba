/**
 * What may be mended by a machine. A fix is mechanical when nobody has to decide anything: what the record says stays
 * the same, only its writing changes. Who the person is, which level, which scores and when are never touched.
 */
import type { JsonPatch } from '../rules/rule';

/** Fields that no fix touches, whatever a rule proposes. */
export const PROTECTED_FIELDS: ReadonlySet<string> = new Set([
  'name',
  'idType',
  'idNumber',
  'sex',
  'birthDate',
  'level',
  'theoryScore',
  'theorySubstitute',
  'skillScore',
  'reviewScore',
  'overallGrade',
  'examDate',
  'issuedOn',
]);

const OPERATIONS: ReadonlySet<string> = new Set(['add', 'replace', 'remove']);

/** The field that a pointer of one step names; `undefined` for any other pointer. */
export function fieldOfPointer(path: string): string | undefined {
  if (!/^\/[^/]+$/.test(path)) return undefined;
  return path.slice(1).replaceAll('~1', '/').replaceAll('~0', '~');
}

const isScalar = (value: unknown): boolean =>
  value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);

/** True when every step changes one unprotected field of the record to a scalar, or takes it away. */
export const isMechanical = (patch: JsonPatch): boolean =>
  patch.length > 0 &&
  patch.every(({ op, path, value }) => {
    const field = fieldOfPointer(path);
    if (field === undefined || field === '__proto__' || PROTECTED_FIELDS.has(field) || !OPERATIONS.has(op))
      return false;
    return op === 'remove' ? value === undefined : isScalar(value);
  });
