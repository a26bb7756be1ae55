import type { TextFile } from '../repository/tracked-files.ts';

const PAGES = /^docs\/(?:conformance(?:\/[^/]+)?|guards)\.md$/;
/** The first cell of a table's head. */
const HEADS = ['clause', 'guard', 'attack'];
const STATUSES = ['holds', 'differs', 'not done'];
/** `file` › title */
const TEST = /^`([^`]+)` › (.+)$/;
/** The text of a call whose next argument is a function, perhaps after options: what is called and what is described. */
const TITLE = /\(\s*(['"`])((?:\\.|(?!\1)[^\\])+)\1,\s*(?:\{[^}]*\},\s*)?(?:async\b|\(|\w+ =>|function\b)/g;
const QUOTES = ["'", '"', '`'];
const PLACEHOLDER = /%[sdifjoO%]|\$[\w.]+/g;

interface Row {
  readonly place: string;
  readonly status: string;
  /** Tests by file and title, and sentences. */
  readonly shown: readonly string[];
}

/** Rows of the tables about clauses of the specification: clause, what it says, status, tests and reasons. */
function rowsOf({ path, text }: TextFile): Row[] {
  return text.split('\n').flatMap((line, index) => {
    const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
    const [, clause = '', , status = '', shown = ''] = cells;
    if (!line.startsWith('|') || HEADS.includes(clause) || /^:?-+:?$/.test(clause)) return [];
    if (cells.length !== 6)
      return [{ place: `${path}:${index + 1}`, status: `a row of ${cells.length - 2}`, shown: [] }];
    return [{ place: `${path}:${index + 1}`, status, shown: shown.split('<br>').map((one) => one.trim()) }];
  });
}

const escaped = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);

/** A row of test.each is meant by its own title: what fills the placeholders are the texts and numbers of the table. */
function fills(template: string, title: string, text: string): boolean {
  const form = template.split(PLACEHOLDER).map(escaped).join('([^]+)');
  const filled = new RegExp(`^${form}$`).exec(title)?.slice(1);
  const given = (piece: string): boolean =>
    /^[\d.]+$|^true$|^false$|^undefined$/.test(piece) ||
    QUOTES.some((quote) => text.includes(`${quote}${piece}${quote}`));
  return filled?.every(given) ?? false;
}

function hasTest({ text }: TextFile, title: string): boolean {
  return [...text.matchAll(TITLE)].some(([, , written = '']) => {
    const template = written.replaceAll(/\\(['"`\\])/g, '$1');
    return template === title || (template.search(PLACEHOLDER) >= 0 && fills(template, title, text));
  });
}

/** Rows of the conformance tables that name no test, one that does not exist, or no reason where there must be one. */
export function conformanceFaults(files: readonly TextFile[]): string[] {
  const tests = files.filter(({ path }) => path.endsWith('.test.ts'));
  const faultsOf = ({ place, status, shown }: Row): string[] => {
    if (!STATUSES.includes(status)) return [`${place}: "${status}" is none of ${STATUSES.join(', ')}`];
    const named = shown.flatMap((one) => TEST.exec(one) ?? []);
    const missing = shown.flatMap((one) => {
      const [, file = '', title = ''] = TEST.exec(one) ?? [];
      if (file === '') return [];
      const found = tests.filter(({ path }) => path === file || path.endsWith(`/${file}`));
      if (found.length !== 1) return [`${place}: ${found.length} files are called ${file}`];
      return found.some((test) => hasTest(test, title)) ? [] : [`${place}: ${file} has no test "${title}"`];
    });
    if (status === 'holds' && named.length === 0) return [`${place}: no test is named`];
    const reasoned = shown.some((one) => one !== '' && !TEST.test(one));
    return status === 'holds' || reasoned ? missing : [...missing, `${place}: no reason is given`];
  };
  return files
    .filter(({ path }) => PAGES.test(path))
    .flatMap(rowsOf)
    .flatMap(faultsOf);
}
