import { AwsError } from './aws-error.ts';

/**
 * The path as a signature covers it: what was sent, encoded once more (every service but S3). Dot segments are not
 * resolved: no operation has one, and no signature of an AWS client is over one.
 */
export function canonicalPath(path: string): string {
  return path.split('/').map(encoded).join('/');
}

/** The query as a signature covers it: each name and value encoded anew, in the order of the encoded text. */
export function canonicalQuery(query: string): string {
  const pairs = queryPairs(query).map(([name, value]) => [encoded(name), encoded(value)] as const);
  return pairs
    .sort(([name, value], [otherName, otherValue]) => order(name, otherName) || order(value, otherValue))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** The names and values of a query, decoded, in the order of the text. */
export function queryPairs(query: string): (readonly [string, string])[] {
  const parts = query.split('&').filter((part) => part !== '');
  return parts.map((part) => {
    const equals = part.indexOf('=');
    const [name, value] = equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)];
    return [decoded(name.replaceAll('+', ' ')), decoded(value.replaceAll('+', ' '))];
  });
}

/** Undoes percent-encoding. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    throw new AwsError('SerializationException', 'The address is not well-formed: it has a broken percent-encoding.', {
      cause: error,
    });
  }
}

/** Everything but unreserved characters (RFC 3986) in percent-encoding, which encodeURIComponent does not quite do. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
