import { Command, Option } from 'commander';
import { ROLES, type Role } from '../../src/app/caller';
import { createClient } from '../../src/app/create-client';
import { refusalText } from '../print-refusal';
import { HOST_OPERATOR, withLocalHub } from '../stack/local-hub';

interface ClientFlags {
  readonly name: string;
  readonly role: Role;
  readonly institution?: string;
  readonly region?: string;
}

const createCommand = new Command('create')
  .description('登记一个客户端并显示其密钥(仅显示一次) · register a client; its secret is shown once')
  .requiredOption('--name <text>', '名称 · what it is called')
  .addOption(new Option('--role <role>', '角色 · role').choices([...ROLES]).makeOptionMandatory())
  .option('--institution <code>', '机构编码(INSTITUTION) · institution code')
  .option('--region <code>', '区划代码(CITY、PROVINCE、HUB) · region code')
  .action(async ({ name, role, institution, region }: ClientFlags) => {
    const outcome = await withLocalHub((hub) =>
      createClient(hub, HOST_OPERATOR, {
        name,
        role,
        institutionCode: institution ?? null,
        regionCode: region ?? null,
      }),
    );
    if (outcome.kind === 'refused') {
      process.stderr.write(refusalText(outcome));
      process.exitCode = 1;
      return;
    }
    process.stdout.write(`client_id      ${outcome.clientId}\nclient_secret  ${outcome.clientSecret}\n`);
  });

export const clientCommand = new Command('client')
  .description('调用方 · systems that may call the hub')
  .addCommand(createCommand);
