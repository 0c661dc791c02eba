import { findingsOfRecordCase } from '../../../src/domain/sample/rule-case';
import { describeRuleCases } from '../../kit/rule-cases';

describeRuleCases('RECORD', findingsOfRecordCase);
describeRuleCases('GROUP', findingsOfRecordCase);
