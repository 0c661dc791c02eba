/**
 * What an exam list says, out of the events of its XML. Under a root of any name stand `plan` and `exam-list`; an
 * `exam-list` is one candidate, or holds an element for each. What has no place there is told, never passed over.
 */
import { type Unreadable, unreadable } from '../unreadable';
import type { XmlHandlers } from '../xml/xml-reader';
import { type Candidate, Holder, isBlankText } from './candidate';
import { PHOTO } from './fields';

export interface ListListener {
  /** What the list says of the plan; once, before the first candidate. */
  plan(values: ReadonlyMap<string, string>): void;
  candidate(candidate: Candidate): void;
  /** An element that is neither of the plan nor of a candidate. */
  unknown(element: string): void;
}

/** Namespaces and schema locations say nothing of a candidate. */
const OF_XML = /^(?:xmlns(?::|$)|xml:|xsi:)/;

/** Elements that are open: the root, the section, and within it a value or a candidate, and a candidate's value. */
const IN_SECTION = 2;
const IN_ENTRY = 3;
const IN_VALUE = 4;

const planTwice = (): Unreadable =>
  unreadable('plan 只能出现一次,且应在 exam-list 之前。', 'plan may stand once, and before exam-list.');
const strayText = (): Unreadable => unreadable('XML 元素之间有文本。', 'There is text between the elements.');

type Section = 'plan' | 'list' | 'other';

function sectionOf(name: string): Section {
  const plain = name.toLowerCase().replaceAll('_', '-');
  if (plain === 'exam-list') return 'list';
  return plain === 'plan' ? 'plan' : 'other';
}

/** The sections under the root, one after the other, and what each comes to when it ends. */
function sections(listener: ListListener) {
  let kind: Section = 'other';
  /** Values that stand in the section itself. */
  let own = new Holder();
  let hasPlan = false;
  let candidates = 0;
  let candidatesBefore = 0;
  const tell = (holder: Holder): void => {
    candidates += 1;
    listener.candidate(holder.content());
  };
  const unknown = (names: readonly string[]): void => names.forEach((name) => listener.unknown(name));
  return {
    kind: () => kind,
    own: () => own,
    tell,
    open: (name: string): void => {
      kind = sectionOf(name);
      own = new Holder();
      candidatesBefore = candidates;
      if (kind === 'other') listener.unknown(name);
      if (kind === 'plan' && (hasPlan || candidates > 0)) throw planTwice();
    },
    close: (): void => {
      if (kind === 'plan') {
        const { values, misplaced, twice, photo } = own.content();
        hasPlan = true;
        listener.plan(values);
        unknown([...misplaced, ...twice, ...(photo === null ? [] : [PHOTO])]);
      } else if (kind === 'list' && candidates > candidatesBefore) unknown(own.names());
      else if (kind === 'list' && !own.isEmpty()) tell(own);
    },
  };
}

export function listEvents(listener: ListListener): XmlHandlers {
  const section = sections(listener);
  let depth = 0;
  /** The element within the section; with a holder once it holds elements, which makes it a candidate. */
  let entry: { readonly name: string; holder: Holder | undefined } | undefined;

  const candidateOf = (opened: NonNullable<typeof entry>): Holder => {
    if (opened.holder === undefined) {
      opened.holder = new Holder();
      if (section.own().abandon()) opened.holder.misplace(opened.name);
    }
    return opened.holder;
  };
  const innermost = (): Holder => entry?.holder ?? section.own();
  const openWithin = (name: string): void => {
    if (depth === IN_SECTION) {
      entry = { name, holder: undefined };
      section.own().begin(name);
    } else if (entry !== undefined && section.kind() === 'list' && depth === IN_ENTRY) candidateOf(entry).begin(name);
    else innermost().misplace(name);
  };

  return {
    open: (name, attributes) => {
      if (depth === 1) section.open(name);
      else if (depth >= IN_SECTION && section.kind() !== 'other') {
        openWithin(name);
        if (Object.keys(attributes).some((key) => !OF_XML.test(key))) innermost().misplace(name);
      }
      depth += 1;
    },
    text: (text) => {
      if (section.kind() === 'other' && depth > 1) return;
      if (depth === IN_ENTRY && entry?.holder === undefined) section.own().text(text);
      else if (depth === IN_VALUE && entry?.holder !== undefined) entry.holder.text(text);
      // Text of elements further within: they have no place themselves.
      else if (depth < IN_VALUE && !isBlankText(text)) {
        if (entry?.holder === undefined) throw strayText();
        entry.holder.misplace(entry.name);
      }
    },
    close: () => {
      if (depth === IN_SECTION) section.close();
      else if (depth === IN_ENTRY && entry !== undefined) {
        if (entry.holder === undefined) section.own().end();
        else section.tell(entry.holder);
        entry = undefined;
      } else if (depth === IN_VALUE) entry?.holder?.end();
      depth -= 1;
    },
  };
}
