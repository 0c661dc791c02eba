/** docs/clauses.md: every clause of the regulations and what answers it, or plainly that nothing does yet. */
import { anchor, link, page, table, writtenFrom } from './markdown';
import type { BuildState, Capability, Clause, Regulations } from './regulations';
import { citationOf } from './regulations';
import { STATE_WORDS } from './words';
import type { DocsWorld } from './world';

/** What answers a clause: a rule before a parameter before capabilities, which are built only where all of them are. */
type Answer = 'rule' | 'parameter' | BuildState;

const NOT_YET = `**${STATE_WORDS['not yet']}**`;
const ANSWER_WORDS: Readonly<Record<Answer, string>> = {
  rule: '由规则检查 by a rule',
  parameter: '由规则包参数 by a parameter of a pack',
  built: '由已建功能 by a capability that is built',
  partly: '功能部分建成 by a capability that is partly built',
  'not yet': NOT_YET,
};
const ANSWERS: readonly Answer[] = ['rule', 'parameter', 'built', 'partly', 'not yet'];

interface Answered {
  readonly clause: Clause;
  readonly rules: readonly string[];
  /** Names of parameters whose value in some pack cites the article. */
  readonly parameters: readonly string[];
  readonly capabilities: readonly { readonly capability: Capability; readonly state: BuildState }[];
  readonly answer: Answer;
}

/** The rules that the clause names; of an article of which no clause names any, those that cite it. */
function rulesOf(clause: Clause, { rules, regulations }: DocsWorld): readonly string[] {
  const citation = citationOf(clause);
  const isNamed = regulations.clauses.some((other) => other.rules.length > 0 && citationOf(other) === citation);
  return rules
    .filter(({ code, basis }) => (isNamed ? clause.rules.includes(code) : basis.includes(citation)))
    .map(({ code }) => code)
    .sort();
}

/**
 * Parameters that cite the article. Where several clauses stand in one article, a parameter belongs to those whose rules
 * read it, if any of them does.
 */
function parametersOf(clause: Clause, { packs, rules, regulations }: DocsWorld): readonly string[] {
  const citation = citationOf(clause);
  const citing = packs.flatMap(({ parameters }) =>
    Object.entries(parameters).flatMap(([name, { basis }]) => (basis.includes(citation) ? [name] : [])),
  );
  const neighbours = regulations.clauses.filter((other) => citationOf(other) === citation);
  const readers = (name: string): readonly string[] =>
    rules.filter(({ parameters }) => parameters.some((read) => read === name)).map(({ code }) => code);
  const isReadBy = (name: string, { rules: named }: Clause): boolean =>
    readers(name).some((code) => named.includes(code));
  return [...new Set(citing)]
    .filter((name) => isReadBy(name, clause) || !neighbours.some((other) => isReadBy(name, other)))
    .sort();
}

/** Checking is told by the rules themselves. */
const TOLD_BY_RULES = 'check';

function capabilitiesOf(
  { code, capabilities: names }: Clause,
  { capabilities, clauseStates }: Regulations,
): Answered['capabilities'] {
  return names
    .filter((name) => name !== TOLD_BY_RULES)
    .flatMap((name) => {
      const capability = capabilities[name];
      return capability === undefined ? [] : [{ capability, state: clauseStates[code] ?? capability.state }];
    });
}

function answered(clause: Clause, world: DocsWorld): Answered {
  const rules = rulesOf(clause, world);
  const parameters = parametersOf(clause, world);
  const capabilities = capabilitiesOf(clause, world.regulations);
  const states = new Set(capabilities.map(({ state }) => state));
  const [state = 'not yet'] = states;
  const byCapability: BuildState = states.size > 1 ? 'partly' : state;
  const answer: Answer = rules.length > 0 ? 'rule' : parameters.length > 0 ? 'parameter' : byCapability;
  return { clause, rules, parameters, capabilities, answer };
}

const placeOf = (where: string): string =>
  where.endsWith('.md') ? link(where.replace('.md', ''), where) : `\`${where}\``;

const capabilityText = ({ capability: { zh, en, where }, state }: Answered['capabilities'][number]): string =>
  [
    `${zh} ${en}: ${state === 'not yet' ? NOT_YET : STATE_WORDS[state]}`,
    ...(state === 'not yet' ? [] : where.map(placeOf)),
  ].join(' · ');

const row = ({ clause, rules, parameters, capabilities, answer }: Answered): readonly string[] => [
  `${anchor(clause.code.toLowerCase())}${clause.code}`,
  clause.article,
  clause.requirement,
  [
    ...(rules.length === 0 ? [] : [rules.map((code) => link(code, `rules/${code}.md`)).join(' ')]),
    ...(parameters.length === 0
      ? []
      : [parameters.map((name) => link(name, `parameters.md#${name.toLowerCase()}`)).join(' ')]),
    ...(capabilities.length === 0 && answer === 'not yet' ? [NOT_YET] : capabilities.map(capabilityText)),
  ].join('<br>'),
];

function documentSection(document: string, all: readonly Answered[], { documents }: Regulations): readonly string[] {
  const own = all.filter(({ clause }) => clause.document === document);
  const title = documents[document];
  return [
    `## ${document}`,
    '',
    ...(title === undefined ? [] : [title.zh, '', title.en, '']),
    ...table(['编号 clause', '条款 article', '要求 requirement', '由什么落实 answered by'], own.map(row)),
  ];
}

export function clausesPage(world: DocsWorld): string {
  const all = world.regulations.clauses.map((clause) => answered(clause, world));
  const counts = ANSWERS.map(
    (answer) => `${ANSWER_WORDS[answer]} ${all.filter((each) => each.answer === answer).length}`,
  );
  const documents = [...new Set(all.map(({ clause }) => clause.document))];
  return page(
    writtenFrom('data/regulations, the rules and packs'),
    '# 条款落实情况 · Clauses and what answers them',
    `共 ${all.length} 条 clauses: ${counts.join(' · ')}`,
    `每条只计一次：先看规则，再看规则包参数，再看功能。由规则检查的条款，其余要求仍以“功能”列出并注明是否建成；涉及几项功能的，全部建成才算已建。尚未落实的写明“尚未”。`,
    `Each clause counts once: by a rule, else by a parameter, else by capabilities. Where a rule checks a clause, what else it asks
for is still listed as a capability with its state; of several capabilities all must be built for the clause to count as built.
What is not there yet is said plainly.`,
    ...documents.map((document) => documentSection(document, all, world.regulations)),
  );
}
