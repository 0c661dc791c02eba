import { findingsOfHubCase } from '../../../src/domain/sample/hub-case';
import { describeRuleCases } from '../../kit/rule-cases';

describeRuleCases('HUB', findingsOfHubCase);
