/** What holds between the properties of one feed. */
import { ADDRESSES, isConnector } from './addresses';
import { type FeedProblem, partOf } from './reading';

/** Connectors that hand over each certificate as JSON, and those that give the whole record. */
const JSON_ONLY: readonly unknown[] = ['postgres', 'hub'];
const WHOLE_RECORD_ONLY: readonly unknown[] = ['hub'];
/** Of a feed of tallies: they are those of a region, whole, from a day on. */
const OF_CERTIFICATES = ['fields', 'parcelCertificates', 'certificatesPerMinute', 'order'];
const WANTS_OF_TALLIES = 'issuedFrom';

export function problemsBetween(given: unknown, described: readonly string[]): readonly FeedProblem[] {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return [];
  const connector = partOf(given, 'connector');
  const ofAddress = isConnector(connector) ? (ADDRESSES[connector].between?.(given) ?? []) : [];
  return [...unknownNames(given, described), ...ofAddress, ...problemsOfForm(given), ...problemsOfTallies(given)];
}

function unknownNames(given: object, described: readonly string[]): readonly FeedProblem[] {
  const connector = partOf(given, 'connector');
  // Of a connector that there is none nobody can say what belongs to it.
  if (!isConnector(connector)) return [];
  const known = new Set([...described, ...Object.keys(ADDRESSES[connector].address.shape)]);
  const unknown = Object.keys(given).filter((name) => !known.has(name));
  return unknown.length === 0 ? [] : [{ path: [], message: `has an unknown field: ${unknown.join(', ')}` }];
}

function problemsOfForm(given: object): readonly FeedProblem[] {
  const [connector, format] = [partOf(given, 'connector'), partOf(given, 'format')];
  const problems: FeedProblem[] = [];
  if (JSON_ONLY.includes(connector) && (format === 'csv' || format === 'xml')) {
    problems.push({ path: ['format'], message: 'must be json, or left out: this connector writes no files or bodies' });
  }
  if (WHOLE_RECORD_ONLY.includes(connector) && partOf(given, 'fields') !== undefined) {
    problems.push({ path: ['fields'], message: 'must be left out: another hub checks the whole record' });
  }
  return problems;
}

function problemsOfTallies(given: object): readonly FeedProblem[] {
  if (partOf(given, 'cargo') !== 'tallies') return [];
  if (WHOLE_RECORD_ONLY.includes(partOf(given, 'connector'))) {
    return [{ path: ['cargo'], message: 'must be certificates, or left out: another hub counts by itself' }];
  }
  const wants = partOf(given, 'wants');
  const wanted = typeof wants === 'object' && wants !== null ? Object.keys(wants) : [];
  return [
    ...OF_CERTIFICATES.filter((name) => partOf(given, name) !== undefined).map((name) => [name]),
    ...wanted.filter((name) => name !== WANTS_OF_TALLIES).map((name) => ['wants', name]),
  ].map((path) => ({ path, message: 'must be left out: the feed takes tallies' }));
}
