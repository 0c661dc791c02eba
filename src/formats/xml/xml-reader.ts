/**
 * XML as events, piece by piece. No document type and so no entities of its own: nothing is fetched, nothing expands. The
 * five entities of XML itself and character references are read.
 */
import sax from 'sax';
import { Unreadable, unreadable } from '../unreadable';

export interface XmlHandlers {
  /** Names without the prefix of a namespace. */
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  /** A long text comes in pieces. */
  text(text: string): void;
  close(name: string): void;
}

export interface XmlReader {
  /** Throws Unreadable, with the line, for what is no XML that the hub takes. */
  write(text: string): void;
  /** Throws Unreadable where the document is not whole. */
  end(): void;
}

/** Elements within elements. */
export const XML_DEPTH_MAX = 16;
const ATTRIBUTES_MAX = 64;
/** Of the attributes of one element, names and values. */
const ATTRIBUTE_CHARACTERS_MAX = 64 * 1024;
/** Without the second the parser knows the entities of HTML. */
const OPTIONS = { position: true, strictEntities: true };

const NONE: Readonly<Record<string, string>> = {};

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

export function xmlReader({ open, text, close }: XmlHandlers): XmlReader {
  const parser = sax.parser(true, OPTIONS);
  let depth = 0;
  const attributes = new Map<string, string>();
  let characters = 0;
  const fault = (zh: string, en: string): Unreadable =>
    unreadable(`XML 第 ${parser.line + 1} 行:${zh}。`, `XML, line ${parser.line + 1}: ${en}.`);

  const malformed = (): Unreadable =>
    fault('不是格式良好的 XML,或文件不完整', 'not well-formed XML, or the file is cut off');
  // What the parser says of it repeats the text. Some of what it cannot read makes it fail without saying anything.
  const run = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      throw error instanceof Unreadable ? error : malformed();
    }
  };
  parser.onerror = () => {
    throw malformed();
  };
  parser.ondoctype = () => {
    throw fault('不接受文档类型声明(DOCTYPE)和实体', 'a document type (DOCTYPE) and entities are not taken');
  };
  parser.onopentagstart = () => {
    if (attributes.size > 0) attributes.clear();
    characters = 0;
  };
  // As each comes, for the parser itself gathers them without end until the element opens.
  parser.onattribute = ({ name, value }) => {
    attributes.set(name, value);
    if (attributes.size > ATTRIBUTES_MAX)
      throw fault(`属性超过 ${ATTRIBUTES_MAX} 个`, `over ${ATTRIBUTES_MAX} attributes`);
    characters += name.length + value.length;
    if (characters > ATTRIBUTE_CHARACTERS_MAX) throw fault('属性过长', 'attributes too long');
  };
  parser.onopentag = ({ name }) => {
    depth += 1;
    if (depth > XML_DEPTH_MAX) throw fault(`嵌套超过 ${XML_DEPTH_MAX} 层`, `nested deeper than ${XML_DEPTH_MAX}`);
    open(localName(name), attributes.size === 0 ? NONE : Object.fromEntries(attributes));
  };
  parser.ontext = text;
  parser.oncdata = text;
  parser.onclosetag = (name) => {
    depth -= 1;
    close(localName(name));
  };
  return {
    write: (piece) => run(() => parser.write(piece)),
    end: () => run(() => parser.close()),
  };
}
