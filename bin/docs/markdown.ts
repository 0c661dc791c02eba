/** Small pieces of Markdown, written so that prettier and GitHub leave them as they are. */

/** A pipe or a line end would end the cell. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

export const table = (headings: readonly string[], rows: readonly (readonly string[])[]): readonly string[] => [
  `| ${headings.join(' | ')} |`,
  `| ${headings.map(() => '---').join(' | ')} |`,
  ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
];

export const link = (text: string, target: string): string => `[${text}](${target})`;
/** Something that other pages link to as `#name`. */
export const anchor = (name: string): string => `<a id="${name}"></a>`;
export const code = (text: string): string => `\`${text}\``;
export const json = (value: unknown): readonly string[] => ['```json', JSON.stringify(value, null, 2), '```'];

/** Blocks with an empty line between them; an empty block is left out. */
export const page = (...blocks: readonly (string | readonly string[])[]): string =>
  `${blocks
    .map((block) => (typeof block === 'string' ? block : block.join('\n')))
    .filter((block) => block !== '')
    .join('\n\n')}\n`;

export const writtenFrom = (source: string): string =>
  `<!-- Written by \`npm run docs\` from ${source}; edit that, not this page. -->`;
