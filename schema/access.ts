import { Authorized, type AuthChecker } from 'type-graphql';
import type { Role } from '../src/app/caller';
import { forbidden } from './errors';
import type { RequestContext } from './request-context';

/** Every query, mutation and subscription names the roles that may call it; a guard test finds the one that does not. */
export const Access = (...roles: readonly [Role, ...Role[]]): MethodDecorator & PropertyDecorator =>
  Authorized<Role>(roles);

/**
 * Who reads batches: the institution its own, the regulators their territory's, the operator counts and states. And all that may be
 * known to everybody but another hub, which hands up and asks nothing.
 */
export const READERS = ['INSTITUTION', 'CITY', 'PROVINCE', 'NATION', 'OPERATOR'] as const;
/** Who may see what stands in records. The operator runs the hub and needs no person's data for that. */
export const RECORD_READERS = ['INSTITUTION', 'CITY', 'PROVINCE', 'NATION'] as const;
export const REGULATORS = ['CITY', 'PROVINCE', 'NATION'] as const;
export const SUPERVISORS = ['CITY', 'PROVINCE', 'NATION', 'OPERATOR'] as const;

export const checkAccess: AuthChecker<RequestContext, Role> = ({ context }, roles) => {
  if (roles.includes(context.caller.role)) return true;
  throw forbidden();
};
