/** Ends the reading of a pattern; compilePattern makes a value of it. Says where, and what may stand there. */
export class PatternRefused extends Error {
  constructor(place: string, wanted: string) {
    super(`Event pattern is not valid. Reason: ${place === '' ? '' : `${place}: `}${wanted}`);
  }
}
