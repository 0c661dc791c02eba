/** Every clause of the regulations is answered by what it names, or plainly by nothing yet. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { citationOf, readRegulations } from '../../bin/docs/regulations';
import { RULES, ruleByCode } from '../../src/domain/rules/index';
import { samplePacks } from '../kit/sample-record';

const ROOT = join(__dirname, '../..');
const { clauses, documents, capabilities, clauseStates } = readRegulations(ROOT);

test('every rule that a clause names is there and cites it', () => {
  const uncited = clauses.flatMap((clause) =>
    clause.rules
      .filter((code) => ruleByCode(code)?.basis.includes(citationOf(clause)) !== true)
      .map((code) => `${code} does not cite ${citationOf(clause)} (${clause.code})`),
  );
  expect(uncited).toEqual([]);
});

/** Citations of the documents that the table has clause by clause; of the others only the document is cited. */
const tabled = new Set(clauses.map(({ document }) => document));
const citations = new Set(clauses.map(citationOf));
const isUnknown = (citation: string): boolean =>
  !citations.has(citation) &&
  ([...tabled].some((document) => citation.startsWith(`${document} `)) ||
    !Object.keys(documents).some((document) => citation === document || citation.startsWith(`${document} `)));

test('rules cite only documents and articles that are in the tables', () => {
  expect(RULES.flatMap(({ code, basis }) => basis.filter(isUnknown).map((citation) => `${code}: ${citation}`))).toEqual(
    [],
  );
});

test('packs cite only documents and articles that are in the tables', () => {
  const unknown = samplePacks().flatMap(({ jurisdiction, version, parameters, rules, grants }) =>
    [
      ...Object.entries(parameters),
      ...Object.entries(rules),
      ...grants.map((grant) => [grant.of, grant] as const),
    ].flatMap(([name, { basis }]) =>
      basis.filter(isUnknown).map((citation) => `${jurisdiction}@${version} ${name}: ${citation}`),
    ),
  );
  expect(unknown).toEqual([]);
});

test('every capability that a clause asks for has a state, and no state is left over', () => {
  const asked = new Set(clauses.flatMap((clause) => clause.capabilities));
  expect([...asked].sort()).toEqual(Object.keys(capabilities).sort());
  expect(Object.keys(clauseStates).filter((code) => !clauses.some((clause) => clause.code === code))).toEqual([]);
});

test('what is built is where the table says', () => {
  const schema = readFileSync(join(ROOT, 'schema/schema.graphql'), 'utf8');
  const isThere = (where: string): boolean =>
    where.endsWith('.md') ? existsSync(join(ROOT, 'docs', where)) : new RegExp(`^  ${where}\\b[(:]`, 'm').test(schema);
  const lost = Object.entries(capabilities).flatMap(([name, { state, where }]) => [
    ...where.filter((each) => !isThere(each)).map((each) => `${name}: ${each}`),
    ...(state === 'not yet' ? where : where.length > 0 ? [] : [`${name}: nowhere`]),
  ]);
  expect(lost).toEqual([]);
});
