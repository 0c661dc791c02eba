import type { Refusal } from '../src/app/refusal';

/** A refusal as a person reads it on a terminal: what happened, where, and what to do. */
export function refusalText({ message, remedy, places, placesTotal }: Refusal): string {
  const shown = places.map((place) => {
    const where = [place.record === null ? '' : `#${place.record}`, place.field ?? '']
      .filter((part) => part !== '')
      .join(' ');
    return `  ${where}: ${place.message.zh} ${place.message.en}`;
  });
  const more = placesTotal > places.length ? [`  … ${placesTotal - places.length} +`] : [];
  return [`${message.zh} ${message.en}`, ...shown, ...more, `${remedy.zh} ${remedy.en}`, ''].join('\n');
}
