/**
 * Types of files that the hub takes as materials and evidence, and how their bytes begin. What is sent under a name that its
 * bytes do not bear is refused: nobody may pass a program off as a document.
 */
import { zipNames } from './zip-names';

export interface MediaType {
  /** As `Content-Type` says it, without parameters. */
  readonly mediaType: string;
  /** Without a dot; the kept file name ends so. */
  readonly extension: string;
  readonly fits: (bytes: Uint8Array) => boolean;
}

const beginsWith =
  (...signature: readonly number[]) =>
  (bytes: Uint8Array): boolean =>
    signature.every((value, index) => bytes[index] === value);

/** A ZIP container that holds each of `names`, wherever they stand. */
const zipWith =
  (...names: readonly string[]) =>
  (bytes: Uint8Array): boolean => {
    const held = zipNames(bytes);
    return held !== undefined && names.every((name) => held.has(name));
  };

const SPACE = 0x20;
const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const DELETE = 0x7f;
const TEXT_CONTROLS: ReadonlySet<number> = new Set([TAB, LINE_FEED, CARRIAGE_RETURN]);

/** Bytes, not characters: tables come in UTF-8 and in GB 18030, and both keep controls to themselves. */
const isPlainText = (bytes: Uint8Array): boolean =>
  bytes.every((value) => (value >= SPACE && value !== DELETE) || TEXT_CONTROLS.has(value));

export const MEDIA_TYPES: readonly MediaType[] = [
  { mediaType: 'application/pdf', extension: 'pdf', fits: beginsWith(0x25, 0x50, 0x44, 0x46, 0x2d) },
  { mediaType: 'image/jpeg', extension: 'jpg', fits: beginsWith(0xff, 0xd8, 0xff) },
  {
    mediaType: 'image/png',
    extension: 'png',
    fits: beginsWith(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  },
  // GB/T 33190.
  { mediaType: 'application/ofd', extension: 'ofd', fits: zipWith('OFD.xml') },
  { mediaType: 'application/zip', extension: 'zip', fits: zipWith() },
  {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extension: 'docx',
    fits: zipWith('[Content_Types].xml', 'word/document.xml'),
  },
  {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extension: 'xlsx',
    fits: zipWith('[Content_Types].xml', 'xl/workbook.xml'),
  },
  { mediaType: 'text/csv', extension: 'csv', fits: isPlainText },
];

/** `undefined` for a type that the hub does not take. Parameters and capitals do not count. */
export function mediaTypeOf(contentType: string): MediaType | undefined {
  const asked = contentType.split(';', 1)[0]?.trim().toLowerCase();
  return MEDIA_TYPES.find(({ mediaType }) => mediaType === asked);
}
