import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider' with { 'resolution-mode': 'import' };

const nothing = async (): Promise<undefined> => undefined;

/**
 * The provider's storage. Clients are read from the register; nothing else is ever needed again: an access token is a
 * signed JWT that is not stored, and there are no sessions, codes, grants or refresh tokens. So there is nothing to keep
 * between processes or restarts.
 */
export function forgetfulAdapter(
  findRegistration: (clientId: string) => Promise<AdapterPayload | undefined>,
): AdapterFactory {
  return (model): Adapter => ({
    find: (id) => (model === 'Client' ? findRegistration(id) : nothing()),
    findByUid: nothing,
    findByUserCode: nothing,
    upsert: nothing,
    consume: nothing,
    destroy: nothing,
    revokeByGrantId: nothing,
  });
}
