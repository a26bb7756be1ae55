import { decoded } from '../canonical-request.ts';

/** A path of a service model, such as `/insights/results/{InsightArn+}`. */
export interface PathTemplate {
  /** The names in braces. */
  readonly labels: readonly string[];
  /** How many segments are plain text: of two templates that match, the one with more is meant. */
  readonly literals: number;
  /** The decoded values of the labels, or undefined when the path (in percent-encoding) is not of this form. */
  readonly match: (path: string) => ReadonlyMap<string, string> | undefined;
}

interface Label {
  readonly name: string;
  /** Takes the rest of the path, slashes included. */
  readonly greedy: boolean;
}

/** Only the last segment may be greedy, as in every service model served here. */
export function pathTemplate(template: string): PathTemplate {
  const segments = segmentsOf(template).map((segment) => labelOf(segment) ?? segment);
  const labels = segments.filter((segment) => typeof segment !== 'string');
  const greedy = labels.at(-1)?.greedy ?? false;
  return {
    labels: labels.map(({ name }) => name),
    literals: segments.length - labels.length,
    match(path) {
      const given = segmentsOf(path);
      if (greedy ? given.length < segments.length : given.length !== segments.length) return undefined;
      const values = segments.map((segment, index) => {
        if (typeof segment === 'string') return segment === given[index] ? segment : undefined;
        return (segment.greedy ? given.slice(index) : [given[index] ?? '']).map(decoded).join('/');
      });
      // An empty label is no value: the path is then another operation's, or none.
      if (values.some((value) => value === undefined || value === '')) return undefined;
      return new Map(
        segments.flatMap((segment, index) =>
          typeof segment === 'string' ? [] : [[segment.name, values[index] ?? '']],
        ),
      );
    },
  };
}

const segmentsOf = (path: string): string[] => path.replace(/^\//, '').split('/');

function labelOf(segment: string): Label | undefined {
  const name = /^\{(\w+)(\+?)\}$/.exec(segment);
  return name ? { name: name[1] ?? '', greedy: name[2] === '+' } : undefined;
}
