import { isJsonObject, type Json } from '../value/json.ts';

const REDACTED = '(redacted)';
/** An access key's id tells whose session it was, and is kept out of what leaves the house. */
const ACCESS_KEY = /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g;
const SECRET_ENDINGS = [
  'password',
  'passwd',
  'passphrase',
  'secret',
  'secretkey',
  'secretaccesskey',
  'secretstring',
  'secretbinary',
  'privatekey',
  'presharedkey',
  'apikey',
  'token',
  'credential',
  'credentials',
  'plaintext',
  'keymaterial',
];
const HARMLESS = ['nexttoken', 'continuationtoken', 'clienttoken', 'clientrequesttoken', 'creationtoken'];

/** A value without what its names say is secret; those of name and value pairs too. */
export function redacted(value: Json): Json {
  if (typeof value === 'string') return redactedText(value);
  if (Array.isArray(value)) return value.map((item: Json) => redacted(item));
  if (!isJsonObject(value)) return value;
  const named = value['Name'] ?? value['Key'] ?? value['ParameterKey'];
  const pair = typeof named === 'string' && isSecret(named);
  const members = Object.entries(value).flatMap(([key, member]) => {
    if (member === undefined) return [];
    const hidden = isSecret(key) || (pair && (key === 'Value' || key === 'ParameterValue'));
    return [[key, hidden && hides(member) ? REDACTED : redacted(member)] as const];
  });
  return Object.fromEntries(members);
}

/** A number or a switch tells no secret, whatever it is called. */
const hides = (value: Json): boolean => typeof value === 'string' || (typeof value === 'object' && value !== null);

export const redactedText = (text: string): string => text.replace(ACCESS_KEY, REDACTED);

function isSecret(name: string): boolean {
  const folded = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  return !HARMLESS.includes(folded) && SECRET_ENDINGS.some((ending) => folded.endsWith(ending));
}
