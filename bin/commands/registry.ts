import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { saveRegistry } from '../../src/app/save-registry';
import { refusalText } from '../print-refusal';
import { HOST_OPERATOR, withLocalHub } from '../stack/local-hub';

const EXIT_REFUSED = 1;
const EXIT_UNUSABLE = 2;

const importCommand = new Command('import')
  .description('导入登记数据(JSON) · load reference data from a registry document (docs/registry.md)')
  .argument('<file>', '登记数据文件 · the document')
  .action(async (file: string) => {
    const document = await readDocument(file);
    const outcome = await withLocalHub((hub) => saveRegistry(hub, HOST_OPERATOR, document));
    if (outcome.kind === 'refused') {
      process.stderr.write(refusalText(outcome));
      process.exitCode = EXIT_REFUSED;
      return;
    }
    const counts = Object.entries(outcome.counts).filter(([, count]) => count > 0);
    process.stdout.write(`已导入 Loaded: ${counts.map(([list, count]) => `${list} ${count}`).join(', ')}\n`);
  });

async function readDocument(file: string): Promise<unknown> {
  try {
    const document: unknown = JSON.parse(await readFile(file, 'utf8'));
    return document;
  } catch {
    process.stderr.write(`无法读取或不是 JSON 文件。 The file cannot be read or is not JSON: ${file}\n`);
    process.exit(EXIT_UNUSABLE);
  }
}

export const registryCommand = new Command('registry')
  .description('登记数据 · reference data: regions, institutions, sites, filings, plans, catalogue')
  .addCommand(importCommand);
