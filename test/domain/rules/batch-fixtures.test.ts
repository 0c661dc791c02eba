import { findingsOfBatchCase } from '../../../src/domain/sample/batch-case';
import { describeRuleCases } from '../../kit/rule-cases';

describeRuleCases('BATCH', findingsOfBatchCase);
