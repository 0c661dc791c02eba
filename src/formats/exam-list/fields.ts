/**
 * The exam list of provincial examination systems (XML upload interface, 2018): what its elements are called in a record
 * of the hub, and which of them have no place there.
 */
import type { Bilingual } from '../../domain/bilingual';
import { RECORD_FIELDS, type RecordField } from '../../domain/certificate/record';
import { sameLabel } from '../table/cells';

/** Old name → field of the record. */
const FIELD_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    name: 'name',
    card_num: 'idNumber',
    gender: 'sex',
    birthday: 'birthDate',
    culture_standard: 'education',
    work_name: 'occupationName',
    level_name: 'level',
    occu_code: 'occupationCode',
    credential_code: 'certificateNo',
    credential_create_date: 'issuedOn',
    tt_score: 'theoryScore',
    oo_score: 'skillScore',
    gg_score: 'reviewScore',
    is_pass: 'overallGrade',
    // Spelt so in the interface.
    derection: 'workType',
  }),
);

/** Of a candidate, without a field: said in the answer, and kept with the content as it was sent. */
export const SET_ASIDE: ReadonlyMap<string, Bilingual> = new Map(
  Object.entries({
    exam_id: { zh: '考生唯一ID', en: 'candidate id' },
    exam_card_num: { zh: '准考证号', en: 'admission number' },
    ee_score: { zh: '英语成绩', en: 'English score' },
    qualification: { zh: '资格小类', en: 'qualification' },
  }),
);

/** `0` a new record, `1` an update of an earlier one. */
export const STATUS = 'exam_status';
/** Base64 of a photo file. */
export const PHOTO = 'photo';
export const PHOTO_FIELD = 'photoDigest';

/** Of the plan, for every candidate that does not say it. */
export const OF_THE_PLAN: ReadonlyMap<string, string> = new Map(
  Object.entries({
    print_name: 'institutionName',
    print_code: 'siteCode',
  }),
);
/** Of the plan: how many candidates the list has. */
export const COUNT = 'num';

/** Labels of the old systems for values that the contract calls otherwise. */
const OTHER_LABELS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  level: {
    一级: 'LEVEL_1',
    二级: 'LEVEL_2',
    三级: 'LEVEL_3',
    四级: 'LEVEL_4',
    五级: 'LEVEL_5',
    高级技师: 'LEVEL_1',
    技师: 'LEVEL_2',
    高级工: 'LEVEL_3',
    中级工: 'LEVEL_4',
    初级工: 'LEVEL_5',
  },
  education: { 大学专科和专科学校: 'ASSOCIATE', 文盲或半文盲: 'OTHER' },
};

export interface ListField {
  readonly field: RecordField;
  readonly codesByLabel: ReadonlyMap<string, string>;
}

function listField(field: RecordField): ListField {
  const codes = (field.codes ?? []).flatMap(({ code, zh }): [string, string][] => [
    [code, code],
    [sameLabel(zh), code],
  ]);
  return { field, codesByLabel: new Map([...codes, ...Object.entries(OTHER_LABELS[field.name] ?? {})]) };
}

const BY_NAME: ReadonlyMap<string, ListField> = new Map(RECORD_FIELDS.map((field) => [field.name, listField(field)]));

/** By its old name, or by that of the contract: so a system adds what the old list lacks. */
export const fieldOf = (element: string): ListField | undefined => BY_NAME.get(FIELD_NAMES.get(element) ?? element);
