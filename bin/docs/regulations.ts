/**
 * The tables of `data/regulations` that the pages follow: the catalogue of rules, the clauses of the regulations, the
 * names of documents and what is built of the capabilities that clauses ask for.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

/** One requirement of one document; several may stand in one article. */
export interface Clause {
  readonly code: string;
  readonly document: string;
  readonly article: string;
  readonly requirement: string;
  readonly capabilities: readonly string[];
  /** Codes of the rules that enforce it. */
  readonly rules: readonly string[];
}

export interface CatalogueRow {
  readonly code: string;
  readonly dimension: string;
  readonly scope: string;
  readonly severity: string;
  readonly titleZh: string;
  readonly titleEn: string;
  /** Names of pack parameters, without the values that the table gives some of them. */
  readonly parameters: readonly string[];
}

const state = z.enum(['built', 'partly', 'not yet']);
const bilingual = z.strictObject({ zh: z.string(), en: z.string() });
const capability = bilingual.extend({
  state,
  /** Pages of `docs/` (ending in .md) and GraphQL operations. */
  where: z.array(z.string()),
});
const documentNames = z.record(z.string(), bilingual);
const capabilityTable = z.strictObject({
  capabilities: z.record(z.string(), capability),
  /** Clauses of which less is built than of the capability they belong to. */
  clauses: z.record(z.string(), state),
});

export type BuildState = z.infer<typeof state>;
export type Capability = z.infer<typeof capability>;

export interface Regulations {
  readonly clauses: readonly Clause[];
  readonly catalogue: readonly CatalogueRow[];
  readonly documents: z.infer<typeof documentNames>;
  readonly capabilities: Readonly<Record<string, Capability>>;
  readonly clauseStates: Readonly<Record<string, BuildState>>;
}

/** As a finding's basis names it. */
export const citationOf = ({ document, article }: Clause): string => `${document} ${article}`;

const row = z.record(z.string(), z.string());
const listed = (text: string | undefined, separator: RegExp): readonly string[] =>
  (text ?? '').split(separator).filter((entry) => entry !== '');

function rowsOf(folder: string, name: string): readonly z.infer<typeof row>[] {
  const text = readFileSync(join(folder, name), 'utf8');
  return z.array(row).parse(parse(text, { columns: true, skip_empty_lines: true }));
}

const clauseOf = (cells: z.infer<typeof row>): Clause => ({
  code: cells.clause ?? '',
  document: cells.document ?? '',
  article: cells.article ?? '',
  requirement: cells.requirement ?? '',
  capabilities: listed(cells.capability, /;/),
  rules: listed(cells.rules, / +/),
});

const catalogueRowOf = (cells: z.infer<typeof row>): CatalogueRow => ({
  code: cells.code ?? '',
  dimension: cells.dimension ?? '',
  scope: cells.scope ?? '',
  severity: cells.severity ?? '',
  titleZh: cells.title_zh ?? '',
  titleEn: cells.title_en ?? '',
  // A parameter may carry its value (`allowedMajors=3;4;5;6`), whose further entries are no names.
  parameters: listed(cells.parameters, /;/)
    .map((entry) => entry.replace(/=.*$/, ''))
    .filter((name) => /^[a-z]/.test(name)),
});

const jsonOf = (folder: string, name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));

/** Throws when a table is missing or malformed. `root` is the project's folder. */
export function readRegulations(root: string): Regulations {
  const folder = join(root, 'data/regulations');
  const { capabilities, clauses } = capabilityTable.parse(jsonOf(folder, 'capabilities.json'));
  return {
    clauses: rowsOf(folder, 'clauses.csv').map(clauseOf),
    catalogue: rowsOf(folder, 'rules.csv').map(catalogueRowOf),
    documents: documentNames.parse(jsonOf(folder, 'documents.json')),
    capabilities,
    clauseStates: clauses,
  };
}
