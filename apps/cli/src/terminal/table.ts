import Table from 'cli-table3';
import type { Look } from './look.ts';
import { plain } from './plain.ts';

export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => string;
  /** The fewest columns it may be cut to on a narrow terminal. Absent: it stays whole, to be copied. */
  readonly least?: number;
  /** Left out where the terminal has no room for it even when all others are cut. The rightmost goes first. */
  readonly spare?: true;
  readonly style?: (text: string, row: Row) => string;
}

const GAP = '  ';
const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: GAP,
};

/** Rows under a head. On a terminal the widest columns give way until all fit; in a pipe every cell is whole. */
export function tableText<Row>(all: readonly Column<Row>[], rows: readonly Row[], look: Look): string {
  const columns = look.width === undefined ? all : withRoom(all, rows, look.width);
  const cells = rows.map((row) => columns.map((column) => plain(column.cell(row))));
  const natural = columns.map((column, at) =>
    naturalWidth(
      column.head,
      cells.map((line) => line[at] ?? ''),
    ),
  );
  const widths = look.width === undefined ? natural : fitted(natural, columns, look.width);
  const table = new Table({
    head: columns.map(({ head }) => look.paint.bold(head)),
    chars: NO_LINES,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    colWidths: widths,
  });
  rows.forEach((row, index) => {
    table.push(columns.map(({ style }, at) => styled(cells[index]?.[at] ?? '', row, style)));
  });
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

function naturalWidth(head: string, cells: readonly string[]): number {
  return cells.reduce((widest, cell) => Math.max(widest, [...cell].length), head.length);
}

function withRoom<Row>(columns: readonly Column<Row>[], rows: readonly Row[], width: number): readonly Column<Row>[] {
  const needed = columns.reduce((sum, { head, cell, least = Infinity }) => {
    const natural = naturalWidth(
      head,
      rows.map((row) => plain(cell(row))),
    );
    return sum + GAP.length + Math.min(natural, least);
  }, -GAP.length);
  const spare = columns.findLastIndex((column) => column.spare === true);
  return needed <= width || spare < 0 ? columns : withRoom(columns.toSpliced(spare, 1), rows, width);
}

function styled<Row>(text: string, row: Row, style: Column<Row>['style']): string {
  return style && text !== '' ? style(text, row) : text;
}

function fitted<Row>(natural: readonly number[], columns: readonly Column<Row>[], width: number): number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, one) => sum + one, GAP.length * (widths.length - 1)) - width;
  for (; excess > 0; excess -= 1) {
    const room = widths.map((one, at) => one - (columns[at]?.least ?? one));
    const widest = widths.findIndex((one, at) => (room[at] ?? 0) > 0 && one === widestWithRoom(widths, room));
    if (widest < 0) return widths;
    widths[widest] = (widths[widest] ?? 1) - 1;
  }
  return widths;
}

function widestWithRoom(widths: readonly number[], room: readonly number[]): number {
  return Math.max(...widths.filter((_one, at) => (room[at] ?? 0) > 0));
}
