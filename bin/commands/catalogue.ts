/**
 * certhub catalogue import · certhub catalogue apply
 *
 * in    import: a file of occupations (CSV) and the term of the edition; apply: the digest of a report
 * out   import: what the edition would change, and the digest; apply: the edition that is in the registry now
 * exit  0 done · 1 refused · 2 a file that cannot be read
 *
 * Two people on the host are told apart by the name that each gives: who drafted may not apply.
 */
import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import type { Caller } from '../../src/app/caller';
import { applyCatalogue } from '../../src/app/registry/apply-catalogue';
import type { CatalogueChangeView, CatalogueDraftView } from '../../src/app/registry/catalogue-ports';
import { draftCatalogue } from '../../src/app/registry/draft-catalogue';
import type { CatalogueChangeKind } from '../../src/domain/registry/catalogue-difference';
import { unusable } from '../input/unusable-input';
import { refusalText } from '../print-refusal';
import { HOST_OPERATOR, withLocalHub } from '../stack/local-hub';

const EXIT_REFUSED = 1;
/** Changes that are spelled out; the rest is counted and can be read through the API. */
const CHANGES_SHOWN_MAX = 200;
const NAME = /^[\p{L}\p{N}._-]{1,40}$/u;

interface ImportFlags {
  readonly edition: string;
  readonly from: string;
  readonly to?: string;
  readonly supplementTo?: string;
  readonly basis?: readonly string[];
  readonly by: string;
}

const WORDS: { readonly [kind in CatalogueChangeKind]: string } = {
  ADDED: '新增 added',
  REMOVED: '删除 removed',
  RENAMED: '更名 renamed',
  WORK_TYPES: '工种变化 work types',
};

function personOf(by: string): Caller {
  if (!NAME.test(by)) throw unusable('--by 应为 1 至 40 位文字或数字。', '--by takes 1 to 40 letters or digits.');
  return { ...HOST_OPERATOR, clientId: `${HOST_OPERATOR.clientId}:${by}` };
}

const changeLine = ({ code, kind, nameBefore, nameAfter, filings }: CatalogueChangeView): string =>
  `  ${WORDS[kind]}  ${code}  ${[...new Set([nameBefore, nameAfter])].filter((name) => name !== null).join(' → ')}` +
  `${filings === 0 ? '' : `  (备案 filings ${filings})`}\n`;

const reportText = ({ counts, digest, edition }: CatalogueDraftView, changes: readonly CatalogueChangeView[]): string =>
  [
    `版本 Edition ${edition}: ${counts.occupations} 个职业 occupations\n`,
    `新增 added ${counts.added}, 删除 removed ${counts.removed}, 更名 renamed ${counts.renamed}, 工种变化 work types ${counts.workTypes}\n`,
    `涉及有效备案 Filings in force: 删除 removed ${counts.filingsRemoved}, 更名 renamed ${counts.filingsRenamed}\n`,
    `前一日结束 End the day before: ${counts.ending.join(', ') || '–'}\n`,
    ...changes.map(changeLine),
    ...(changes.length < CHANGES_SHOWN_MAX
      ? []
      : [`  … 只列前 ${CHANGES_SHOWN_MAX} 项 the first ${CHANGES_SHOWN_MAX} only\n`]),
    `尚未生效。另一人核对后运行 Nothing holds yet. A second person applies it with:\n`,
    `  certhub catalogue apply ${digest} --by <name>\n`,
  ].join('');

const importCommand = new Command('import')
  .description('导入职业目录(CSV)并出具差异报告 · take in an edition and report what it would change')
  .argument('<file>', 'CSV:code,name,workTypes')
  .requiredOption('--edition <name>', '版本 · edition')
  .requiredOption('--from <date>', '起始日 · first day, YYYY-MM-DD')
  .option('--to <date>', '截止日 · last day')
  .option('--supplement-to <edition>', '新职业增补所属版本 · the edition that a batch of new occupations adds to')
  .option('--basis <documents...>', '发布文件 · documents that ordain it')
  .requiredOption('--by <name>', '办理人 · who does this')
  .action(async (file: string, flags: ImportFlags) => {
    const caller = personOf(flags.by);
    const csv = await readText(file);
    await withLocalHub(async (hub) => {
      const outcome = await draftCatalogue(hub, caller, {
        edition: flags.edition,
        kind: flags.supplementTo === undefined ? 'EDITION' : 'SUPPLEMENT',
        supplementTo: flags.supplementTo ?? null,
        from: flags.from,
        to: flags.to ?? null,
        basis: flags.basis ?? [],
        csv,
      });
      if (outcome.kind === 'refused') return refused(refusalText(outcome));
      const { draft } = outcome;
      const changes = await hub.views.catalogueChanges(draft.id, null, { first: CHANGES_SHOWN_MAX, after: null });
      process.stdout.write(reportText(draft, changes?.items ?? []));
    });
  });

interface ApplyFlags {
  readonly by: string;
  readonly reason?: string;
}

const applyCommand = new Command('apply')
  .description('按差异报告的摘要应用目录 · let the edition into the registry, by the digest of its report')
  .argument('<digest>', '差异报告摘要 · digest of the report')
  .requiredOption('--by <name>', '办理人,不得为导入人 · who does this; not who imported it')
  .option('--reason <text>', '说明 · reason')
  .action(async (digest: string, { by, reason }: ApplyFlags) => {
    const caller = personOf(by);
    const given = { draftId: null, digest, reason: reason ?? null };
    const outcome = await withLocalHub((hub) => applyCatalogue(hub, caller, given));
    if (outcome.kind === 'refused') return refused(refusalText(outcome));
    process.stdout.write(`已应用 Applied: ${outcome.edition}\n`);
  });

function refused(text: string): void {
  process.stderr.write(text);
  process.exitCode = EXIT_REFUSED;
}

async function readText(file: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch {
    throw unusable(`无法读取文件,或不是 UTF-8 编码:${file}`, `The file cannot be read or is not UTF-8: ${file}`);
  }
}

export const catalogueCommand = new Command('catalogue')
  .description('职业分类目录 · editions of the occupation catalogue (docs/catalogue.md)')
  .addCommand(importCommand)
  .addCommand(applyCommand);
