/** The text of an XML document: by its byte order mark, else by the encoding that its first line names, else UTF-8. */
import { ENCODING_NAMES, type Encoding, markBytes, peeked, utf16Of } from '../text-encoding';
import { unreadable } from '../unreadable';

/** The declaration of XML stands at the very beginning. */
const DECLARATION_BYTES = 256;
const DECLARED = /^(?:\xef\xbb\xbf)?<\?xml\s[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/;
/** What the parser is handed at a time; its buffers are measured between two pieces. */
const PIECE_BYTES = 16 * 1024;

const KNOWN: ReadonlyMap<string, Encoding> = new Map<string, Encoding>([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'utf-8'],
  ['gbk', 'gb18030'],
  ['gb2312', 'gb18030'],
  ['gb18030', 'gb18030'],
]);

function encodingOf(beginning: Buffer): Encoding {
  const utf16 = utf16Of(beginning);
  if (utf16 !== undefined) return utf16;
  const declared = DECLARED.exec(beginning.toString('latin1'))?.[1]?.toLowerCase();
  const encoding = declared === undefined ? 'utf-8' : KNOWN.get(declared);
  if (encoding !== undefined) return encoding;
  throw unreadable(
    'XML 声明的编码不受支持,应为 UTF-8、GBK(GB 18030)或带字节序标记的 UTF-16。',
    'The encoding that the XML declares is not supported; it must be UTF-8, GBK (GB 18030), or UTF-16 with a byte order mark.',
  );
}

export interface DecodedPiece {
  readonly text: string;
  /** Of the content. */
  readonly bytes: number;
}

/** Throws Unreadable for bytes that do not fit the encoding. */
export async function* decodedXml(content: AsyncIterable<Buffer>): AsyncGenerator<DecodedPiece> {
  const { beginning, whole } = await peeked(content, DECLARATION_BYTES);
  let decode: ReturnType<typeof decoderOf> | undefined;
  let mark = 0;
  for await (const arrived of whole) {
    // Within the loop, so that whatever is thrown closes the content too.
    if (decode === undefined) {
      const encoding = encodingOf(beginning);
      decode = decoderOf(encoding);
      mark = markBytes(beginning, encoding);
    }
    for (let from = 0; from < arrived.length; from += PIECE_BYTES) {
      const bytes = arrived.subarray(from, from + PIECE_BYTES);
      const skipped = Math.min(mark, bytes.length);
      mark -= skipped;
      yield { text: decode(bytes.subarray(skipped)), bytes: bytes.length };
    }
  }
  if (decode !== undefined) yield { text: decode(), bytes: 0 };
}

function decoderOf(encoding: Encoding): (bytes?: Uint8Array) => string {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  return (bytes) => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch {
      const name = ENCODING_NAMES[encoding];
      throw unreadable(`不是有效的 ${name} 文本。`, `Not valid ${name} text.`);
    }
  };
}
