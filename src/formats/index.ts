/** Ways in. One more format is one file, and one line here. */
import type { UploadFormat, UploadFormats } from '../app/upload-format';
import { csv } from './csv';
import { examListXml } from './exam-list-xml';
import { ndjson } from './ndjson';
import { xlsx } from './xlsx';

const FORMATS: readonly UploadFormat[] = [ndjson, csv, xlsx, examListXml];

export const uploadFormats: UploadFormats = new Map(
  FORMATS.flatMap((format) => format.contentTypes.map((contentType) => [contentType, format])),
);
