/**
 * The exam list of provincial examination systems as XML (docs/formats.md). Its candidates become records; what a record
 * has no field for is said in the answer, and stays in the content as it was sent.
 */
import type { ReadingFrom, UploadFormat } from '../app/upload-format';
import type { Bilingual } from '../domain/bilingual';
import type { Place } from '../domain/intake/place';
import { COUNT, OF_THE_PLAN, SET_ASIDE } from './exam-list/fields';
import type { Candidate } from './exam-list/candidate';
import { listEvents } from './exam-list/list-events';
import { candidateLine } from './exam-list/record-of';
import { piecesOf, STRETCH_CHARACTERS_CUT, type Stretch } from './stretch';
import { decodedXml } from './xml/decoded-xml';
import { xmlReader } from './xml/xml-reader';

/** Names of elements that are told at the end; whoever has more knows from these. */
const NAMES_TOLD_MAX = 50;
const REPEATABLE_NAME = /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/;

const named = (names: Iterable<string>): string => [...names].join(', ');

function notesOf(setAside: ReadonlySet<string>, ofPlan: ReadonlySet<string>): readonly Bilingual[] {
  const notes: Bilingual[] = [];
  if (setAside.size > 0) {
    const zh = [...setAside]
      .map((name) => name + (SET_ASIDE.has(name) ? `(${SET_ASIDE.get(name)?.zh ?? ''})` : ''))
      .join('、');
    notes.push({
      zh: `证书记录中没有以下内容的字段,未进入记录,随原文保存:${zh}。`,
      en: `A record has no field for these; they are kept with the content as it was sent: ${named(setAside)}.`,
    });
  }
  if (ofPlan.size > 0) {
    notes.push({
      zh: `plan 中的以下内容以批次头和已备案的计划为准,未进入记录:${named(ofPlan)}。`,
      en: `Of the plan these are known by the batch header and the plan as filed, and went into no record: ${named(ofPlan)}.`,
    });
  }
  return notes;
}

interface ListReader {
  write(text: string): void;
  /** Throws Unreadable where the list is not whole. */
  end(): void;
  /** Lines of a piece that is full. */
  full(): readonly string[] | undefined;
  faults(): readonly Place[];
  /** Lines that are left, and faults. */
  drain(): Pick<Stretch, 'lines' | 'places'>;
  notes(): readonly Bilingual[];
}

function listReader({ recordsMax, isResubmission }: ReadingFrom): ListReader {
  const full: (readonly string[])[] = [];
  let lines: string[] = [];
  let places: Place[] = [];
  let characters = 0;
  let candidates = 0;
  let plan: ReadonlyMap<string, string> = new Map();
  const setAside = new Set<string>();
  const ofPlan = new Set<string>();
  const noteIn = (names: Set<string>) => (name: string) => {
    if (names.size < NAMES_TOLD_MAX && REPEATABLE_NAME.test(name)) names.add(name);
  };
  const context = { isResubmission, setAside: noteIn(setAside) };

  const take = (candidate: Candidate): void => {
    candidates += 1;
    const line = candidateLine(candidate, candidates, { ...context, plan });
    if (typeof line !== 'string') {
      places.push(...line);
      return;
    }
    lines.push(line);
    characters += line.length;
    if (lines.length < recordsMax && characters < STRETCH_CHARACTERS_CUT) return;
    full.push(lines);
    lines = [];
    characters = 0;
  };
  const xml = xmlReader(
    listEvents({
      plan: (values) => {
        plan = values;
        for (const name of values.keys()) if (name !== COUNT && !OF_THE_PLAN.has(name)) noteIn(ofPlan)(name);
      },
      candidate: take,
      unknown: noteIn(setAside),
    }),
  );
  const countFault = (): readonly Place[] => {
    const said = plan.get(COUNT);
    if (said === undefined || Number(said) === candidates) return [];
    const message = {
      zh: `plan 中的 num 与 exam-list 的人数(${candidates})不一致`,
      en: `num of the plan differs from the candidates of exam-list (${candidates})`,
    };
    return [{ record: null, field: COUNT, message }];
  };
  return {
    write: (text) => xml.write(text),
    end: () => {
      xml.end();
      places.push(...countFault());
    },
    full: () => full.shift(),
    faults: () => {
      const told = places;
      places = [];
      return told;
    },
    drain: () => ({ lines, places }),
    notes: () => notesOf(setAside, ofPlan),
  };
}

async function* stretchesOf(content: AsyncIterable<Buffer>, from: ReadingFrom): AsyncGenerator<Stretch> {
  const list = listReader(from);
  let sourceBytes = 0;
  let isEmpty = true;
  for await (const { text, bytes } of decodedXml(content)) {
    isEmpty &&= bytes === 0;
    list.write(text);
    sourceBytes += bytes;
    const places = list.faults();
    if (places.length > 0) yield { lines: [], places, notes: [], sourceBytes: 0, state: null };
    for (let lines = list.full(); lines !== undefined; lines = list.full()) {
      yield { lines, places: [], notes: [], sourceBytes, state: null };
      sourceBytes = 0;
    }
  }
  if (isEmpty) return;
  list.end();
  yield { ...list.drain(), notes: list.notes(), sourceBytes, state: null };
}

export const examListXml: UploadFormat = {
  name: 'EXAM_LIST_XML',
  contentTypes: ['application/xml', 'text/xml'],
  resumable: false,
  convert: (content, from) => piecesOf(stretchesOf(content, from), { isContinued: false }),
};
