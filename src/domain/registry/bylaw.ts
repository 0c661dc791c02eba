/** 内人社办发〔2024〕53号 第二十二条: what an institution lays down for itself and shows to the public. */
export const BYLAW_KINDS = [
  { code: 'EXAM_AFFAIRS', zh: '考务管理' },
  { code: 'QUALITY', zh: '质量管理' },
  { code: 'QUESTION_BANK', zh: '题(卷)库管理' },
  { code: 'CERTIFICATES', zh: '证书管理' },
  { code: 'FEES', zh: '收费标准' },
] as const;
export type BylawKind = (typeof BYLAW_KINDS)[number]['code'];

/** Documents that anybody can open and that run nothing: PDF and OFD (GB/T 33190). */
export const BYLAW_MEDIA_TYPES: readonly string[] = ['application/pdf', 'application/ofd'];
