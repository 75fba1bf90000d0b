/**
 * A contract on paper: A4, in letters that have Chinese. The same sheet gives the same bytes, so that their hash can stand
 * for them. Runs in the thread of `print-worker.ts` alone: the library and its letters take a third of a second.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Font, create as openFont } from 'fontkit';
import PDFDocument from 'pdfkit';
import type { Block } from './document.ts';

/** All that is printed, in words that are ready. */
export interface Sheet {
  /** Of the document, as a reader shows it. */
  title: string;
  language: 'zh-CN' | 'en';
  author: string;
  /** Epoch milliseconds: the document's date. */
  at: number;
  blocks: Block[];
  /** Who signs: what stands above each line, and below it. */
  signatures: { role: string; name: string; below: string[] }[];
  /** On every page, at the left of its number. */
  foot: string;
  /** How it was signed; a page of its own. Null: it is not signed. */
  record: { title: string; rows: { label: string; value: string }[]; note: string } | null;
}

/** An open font, or one of those that every reader has. */
export interface Letters {
  regular: Font | string;
  bold: Font | string;
}

const require = createRequire(import.meta.url);
const fonts = join(dirname(require.resolve('@embedpdf/fonts-sc')), '../fonts');
const open = (file: string) => openFont(readFileSync(join(fonts, file))) as Font;

/** Noto Sans for simplified Chinese, opened once; see docs/pipeline/contract.md for its licence and size. */
const REGULAR = open('NotoSansHans-Regular.otf');
const LETTERS: Letters = { regular: REGULAR, bold: open('NotoSansHans-Bold.otf') };

const MARGIN = 62;
const INDENT = 26;
const INK = '#1a1a1a';
const PALE = '#666666';

/** The characters of a text that the letters do not have: they would be printed as boxes. */
export function unprintable(text: string): string[] {
  const missing = [...text].filter(
    (character) => !/\s/.test(character) && !REGULAR.hasGlyphForCodePoint(character.codePointAt(0) ?? 0),
  );
  return [...new Set(missing)];
}

export async function print(sheet: Sheet, letters: Letters = LETTERS): Promise<Uint8Array> {
  const date = new Date(sheet.at);
  const paper = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    pdfVersion: '1.7',
    lang: sheet.language,
    displayTitle: true,
    info: {
      Title: sheet.title,
      Author: sheet.author,
      Creator: 'Tingda',
      Producer: 'Tingda',
      CreationDate: date,
      ModDate: date,
    },
  });
  const pieces: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    paper.on('data', (piece: Buffer) => pieces.push(piece));
    paper.on('end', resolve);
    paper.on('error', reject);
  });
  // The types do not know that an open font is taken.
  const { regular, bold } = letters as unknown as Record<'regular' | 'bold', string>;
  paper.registerFont('regular', regular).registerFont('bold', bold);
  paper.fillColor(INK);
  for (const block of sheet.blocks) write(paper, block);
  sign(paper, sheet.signatures);
  if (sheet.record) record(paper, sheet.record);
  number(paper, sheet.foot);
  paper.end();
  await ended;
  return Buffer.concat(pieces);
}

type Paper = PDFKit.PDFDocument;

const widthOf = (paper: Paper) => paper.page.width - 2 * MARGIN;
const bottomOf = (paper: Paper) => paper.page.height - MARGIN;

/** What belongs together is not parted by the end of a page. */
function keep(paper: Paper, height: number): void {
  if (paper.y + height > bottomOf(paper)) paper.addPage();
}

function write(paper: Paper, block: Block): void {
  const width = widthOf(paper);
  const body = { width, lineGap: 5 };
  if (block.kind === 'title') {
    paper.font('bold').fontSize(20).text(block.text, MARGIN, paper.y, { width, align: 'center', lineGap: 4 });
    paper.moveDown(0.7);
  } else if (block.kind === 'section') {
    keep(paper, 70);
    paper.moveDown(0.6);
    paper.font('bold').fontSize(12.5).text(block.text, MARGIN, paper.y, { width, lineGap: 4 });
    paper.moveDown(0.2);
  } else if (block.kind === 'clause') {
    paper.font('regular').fontSize(11);
    const inner = { ...body, width: width - INDENT };
    // A short clause stands on one page; a long one may go on to the next.
    keep(paper, Math.min(paper.heightOfString(block.text, inner), 80));
    const { y } = paper;
    paper.text(block.number, MARGIN, y, { width: INDENT, lineBreak: false });
    paper.text(block.text, MARGIN + INDENT, y, inner);
    paper.moveDown(0.25);
  } else {
    paper.font('regular').fontSize(11).text(block.text, MARGIN, paper.y, body);
    paper.moveDown(0.25);
  }
}

const SIGNATURE_HEIGHT = 120;

/** Side by side: who, a line, and what is written on it. */
function sign(paper: Paper, signatures: Sheet['signatures']): void {
  if (signatures.length === 0) return;
  paper.y += 24;
  keep(paper, SIGNATURE_HEIGHT);
  const top = paper.y;
  const width = (widthOf(paper) - 28 * (signatures.length - 1)) / signatures.length;
  let lowest = top;
  for (const [i, { role, name, below }] of signatures.entries()) {
    const x = MARGIN + i * (width + 28);
    paper.font('bold').fontSize(11).fillColor(INK).text(role, x, top, { width });
    paper
      .font('regular')
      .fontSize(13)
      .text(name, x, top + 34, { width, height: 18, ellipsis: true });
    paper
      .moveTo(x, top + 56)
      .lineTo(x + width, top + 56)
      .lineWidth(0.7)
      .strokeColor(INK)
      .stroke();
    paper.y = top + 62;
    for (const line of below) paper.fontSize(9).fillColor(PALE).text(line, x, paper.y, { width, lineGap: 2 });
    lowest = Math.max(lowest, paper.y);
  }
  paper.fillColor(INK);
  paper.y = lowest;
}

function record(paper: Paper, { title, rows, note }: NonNullable<Sheet['record']>): void {
  paper.addPage();
  const width = widthOf(paper);
  paper.font('bold').fontSize(16).text(title, MARGIN, paper.y, { width });
  paper.moveDown(0.6);
  const labels = 130;
  for (const { label, value } of rows) {
    const { y } = paper;
    paper
      .font('regular')
      .fontSize(9.5)
      .fillColor(PALE)
      .text(label, MARGIN, y + 1, { width: labels - 10 });
    const under = paper.y;
    // A hash stays on one line, so that it can be copied.
    paper
      .fontSize(value.length === 64 ? 9 : 10.5)
      .fillColor(INK)
      .text(value, MARGIN + labels, y, { width: width - labels, lineGap: 3 });
    paper.y = Math.max(under, paper.y) + 6;
  }
  paper.moveDown(0.5);
  paper.font('regular').fontSize(9.5).fillColor(PALE).text(note, MARGIN, paper.y, { width, lineGap: 4 });
  paper.fillColor(INK);
}

/** Below the margin, where text would begin another page. */
function number(paper: Paper, foot: string): void {
  const { start, count } = paper.bufferedPageRange();
  for (let i = start; i < start + count; i++) {
    paper.switchToPage(i);
    paper.page.margins.bottom = 0;
    const y = paper.page.height - MARGIN + 22;
    const width = widthOf(paper);
    paper.font('regular').fontSize(8.5).fillColor(PALE);
    paper.text(foot, MARGIN, y, { width: width - 60, lineBreak: false });
    paper.text(`${i + 1} / ${count}`, MARGIN, y, { width, align: 'right', lineBreak: false });
  }
}
