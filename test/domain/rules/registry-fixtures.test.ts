import { findingsOfRegistryCase } from '../../../src/domain/sample/registry-case';
import { describeRuleCases } from '../../kit/rule-cases';

describeRuleCases('REGISTRY', findingsOfRegistryCase);
