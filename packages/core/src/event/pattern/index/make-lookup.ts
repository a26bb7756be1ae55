import { unreachable } from '../../../value/unreachable.ts';
import { addressBits } from '../address-bits.ts';
import type { Scalar } from '../event-pattern.ts';
import { foldCase } from '../fold-case.ts';
import { leafHolds } from '../leaf-holds.ts';
import { affixTable } from './affix-table.ts';
import type { IndexKey } from './index-key.ts';
import type { IndexNode, Lookup } from './index-node.ts';
import { rangeTable } from './range-table.ts';

/** Of the texts between two stars so many characters are looked at first. */
const LONGEST_START = 4;

type Table = IndexKey['table'];
/** Keys of one table, each with what is filed under it. */
type Filed<T extends Table> = readonly (readonly [Extract<IndexKey, { readonly table: T }>['key'], IndexNode])[];

/** Makes what finds the nodes below the keys of one table. */
export function makeLookup(table: Table, filed: Filed<Table>): Lookup {
  const texts = new Map(filed as Filed<'prefix'>);
  switch (table) {
    case 'exact':
      return valueLookup(new Map(filed as Filed<'exact'>));
    case 'folded':
      return textLookup(valueLookup(texts), foldCase);
    case 'prefix':
      return prefixLookup(texts, (value) => value);
    case 'folded-prefix':
      return prefixLookup(texts, foldCase);
    case 'suffix':
      return suffixLookup(texts, (value) => value);
    case 'folded-suffix':
      return suffixLookup(texts, foldCase);
    case 'part':
      return partLookup(texts);
    case 'address':
      return prefixLookup(texts, (value) => addressBits(value) ?? '');
    case 'range':
      return rangeLookup(filed as Filed<'range'>);
    case 'tested':
      return testedLookup(filed as Filed<'tested'>);
    default:
      return unreachable(table);
  }
}

function valueLookup(nodes: ReadonlyMap<Scalar, IndexNode>): Lookup {
  return (value, found) => {
    const node = nodes.get(value);
    if (node !== undefined) found.push(node);
  };
}

function textLookup(lookup: Lookup, change: (text: string) => string): Lookup {
  return (value, found) => {
    if (typeof value === 'string') lookup(change(value), found);
  };
}

function prefixLookup(nodes: ReadonlyMap<string, IndexNode>, change: (text: string) => string): Lookup {
  const table = affixTable(nodes);
  return (value, found) => {
    if (typeof value === 'string') table.find(change(value), found);
  };
}

/** A suffix is a prefix of the text read backwards, of which no more is read than the longest suffix has. */
function suffixLookup(nodes: ReadonlyMap<string, IndexNode>, change: (text: string) => string): Lookup {
  const longest = Math.max(...Array.from(nodes.keys(), (suffix) => suffix.length));
  const turned = new Map(Array.from(nodes, ([suffix, node]) => [backwards(suffix, longest), node]));
  return prefixLookup(turned, (value) => backwards(change(value), longest));
}

/** A value holds a text where what follows some place of it begins with the text. Most places are ruled out at once. */
function partLookup(nodes: ReadonlyMap<string, IndexNode>): Lookup {
  const table = affixTable(nodes);
  const length = Math.min(LONGEST_START, ...Array.from(nodes.keys(), (text) => text.length));
  const starts = new Set(Array.from(nodes.keys(), (text) => text.slice(0, length)));
  return (value, found) => {
    if (typeof value !== 'string') return;
    const parts: IndexNode[] = [];
    for (let at = 0; at + length <= value.length; at += 1) {
      if (starts.has(value.slice(at, at + length))) table.find(value.slice(at), parts);
    }
    for (const node of parts.length > 1 ? new Set(parts) : parts) found.push(node);
  };
}

function backwards(text: string, length: number): string {
  let turned = '';
  for (let at = text.length - 1; at >= 0 && turned.length < length; at -= 1) turned += text.charAt(at);
  return turned;
}

function rangeLookup(filed: Filed<'range'>): Lookup {
  const table = rangeTable(new Map(filed));
  return (value, found) => {
    if (typeof value === 'number' && Number.isFinite(value)) table.find(value, found);
  };
}

function testedLookup(filed: Filed<'tested'>): Lookup {
  return (value, found) => {
    for (const [leaf, node] of filed) if (leafHolds(leaf, value)) found.push(node);
  };
}
