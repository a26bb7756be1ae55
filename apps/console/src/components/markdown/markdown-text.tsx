import Box from '@cloudscape-design/components/box';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { Fragment, useMemo } from 'react';
import { readMarkdown, type Block, type InlinePiece } from './read-markdown.ts';

interface MarkdownTextProps {
  /** Tells its tables apart for those who do not see them. */
  readonly label: string;
  readonly text: string;
  /** The level of its first heading, below the one of what it stands in; 3 when absent. */
  readonly topLevel?: 2 | 3;
}

/** A report in Markdown, made of the components of the page: nothing in it becomes HTML. */
export function MarkdownText({ label, text, topLevel = 3 }: MarkdownTextProps) {
  const blocks = useMemo(() => readMarkdown(text), [text]);
  return (
    <SpaceBetween size="s">
      {blocks.map((block, index) => (
        <BlockView key={index} block={block} label={label} topLevel={topLevel} />
      ))}
    </SpaceBetween>
  );
}

const HEADINGS = ['h2', 'h3', 'h4', 'h5'] as const;

function BlockView({ block, label, topLevel }: { block: Block; label: string; topLevel: number }) {
  switch (block.kind) {
    case 'heading': {
      const level = HEADINGS[Math.min(block.level - 1 + topLevel - 2, HEADINGS.length - 1)] ?? 'h5';
      return (
        <Box variant={level}>
          <Pieces of={block.pieces} />
        </Box>
      );
    }
    case 'paragraph':
      return (
        <Box variant="p">
          <Pieces of={block.pieces} />
        </Box>
      );
    case 'items':
      return (
        <ul style={{ margin: 0 }}>
          {block.items.map((item, index) => (
            <li key={index}>
              <Pieces of={item} />
            </li>
          ))}
        </ul>
      );
    case 'code':
      return (
        <pre style={{ overflowX: 'auto', margin: 0 }} tabIndex={0}>
          <Box variant="code">{block.text}</Box>
        </pre>
      );
    case 'table':
      return <TableView head={block.head} rows={block.rows} label={label} />;
  }
}

type Cells = readonly (readonly InlinePiece[])[];

function TableView({ head, rows, label }: { head: Cells; rows: readonly Cells[]; label: string }) {
  // Pairs are written as a table without a head, which has no name for its columns.
  if (head.length === 2 && head.every((cell) => cell.length === 0))
    return (
      <KeyValuePairs
        columns={2}
        items={rows.map(([key = [], value = []]) => ({ label: plain(key), value: <Pieces of={value} /> }))}
      />
    );
  return (
    <Table<Cells>
      variant="borderless"
      contentDensity="compact"
      wrapLines
      items={[...rows]}
      ariaLabels={{ tableLabel: [label, ...head.map(plain)].filter(Boolean).join(' – ') }}
      columnDefinitions={head.map((cell, column) => ({
        id: String(column),
        header: <Pieces of={cell} />,
        isRowHeader: column === 0,
        minWidth: column === 0 ? 200 : 120,
        cell: (row) => (
          <span style={{ overflowWrap: 'anywhere' }}>
            <Pieces of={row[column] ?? []} />
          </span>
        ),
      }))}
    />
  );
}

const plain = (pieces: readonly InlinePiece[]): string => pieces.map(({ text }) => text).join('');

function Pieces({ of }: { readonly of: readonly InlinePiece[] }) {
  return of.map((piece, index) => <Fragment key={index}>{pieceView(piece)}</Fragment>);
}

function pieceView({ kind, text }: InlinePiece) {
  switch (kind) {
    case 'text':
      return text;
    case 'strong':
      return <strong>{text}</strong>;
    case 'code':
      return <Box variant="code">{text}</Box>;
  }
}
