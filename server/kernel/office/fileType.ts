import { decodeText } from './decodeText.ts'
import { type Outcome, outcomeOf, refuse } from './fileRefused.ts'
import { checkJpeg, checkPng } from './image.ts'
import { checkOfficePackage } from './officePackage.ts'
import { checkPdf } from './pdf.ts'
import { isZip, zipLimits } from './zip.ts'

/** The kinds of file that are taken, with the name ending and media type they are kept and sent under. */
export const fileTypes = {
  xlsx: { extension: 'xlsx', mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  docx: { extension: 'docx', mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
  pdf: { extension: 'pdf', mediaType: 'application/pdf' },
  png: { extension: 'png', mediaType: 'image/png' },
  jpeg: { extension: 'jpg', mediaType: 'image/jpeg' },
  csv: { extension: 'csv', mediaType: 'text/csv; charset=utf-8' },
  text: { extension: 'txt', mediaType: 'text/plain; charset=utf-8' },
} as const
export type FileType = keyof typeof fileTypes

const programs: readonly (readonly [string, string])[] = [
  ['4d5a', 'exe'],
  ['7f454c46', 'elf'],
  ['cafebabe', 'class'],
  ['cffaedfe', 'macho'],
  ['4c00000001140200', 'lnk'],
  ['49545346', 'chm'],
  ['465753', 'swf'],
  ['435753', 'swf'],
]

/**
 * Decides what an uploaded file is by its content alone, never by its name, and refuses everything that is not plainly
 * one of `fileTypes`. `depth` is only passed on for files inside files.
 */
export const fileTypeOf = (bytes: Buffer, depth = 0): Promise<Outcome<{ type: FileType }>> =>
  outcomeOf(async () => ({ type: await decide(bytes, depth) }))

async function decide(bytes: Buffer, depth: number): Promise<FileType> {
  if (bytes.length === 0) refuse('文件是空的。', 'The file is empty.')
  const start = bytes.toString('hex', 0, 8)
  if (programs.some(([magic]) => start.startsWith(magic))) refuse('不接收程序文件。', 'Programs are not taken.')
  if (start === 'd0cf11e0a1b11ae1') refuseOldOffice()
  if (isZip(bytes)) return (await checkOfficePackage(bytes, zipLimits, depth)).kind
  if (start.startsWith('25504446')) return checkPdf(bytes)
  if (start === '89504e470d0a1a0a') return checkPng(bytes)
  if (start.startsWith('ffd8ff')) return checkJpeg(bytes)
  return textKind(bytes)
}

export function refuseOldOffice(): never {
  return refuse(
    '这是旧版（.doc、.xls）或加密的Office文件，请取消密码并另存为.docx或.xlsx后上传。',
    'This is an old (.doc, .xls) or encrypted Office file: remove the password and save it as .docx or .xlsx.',
  )
}

function textKind(bytes: Buffer): FileType {
  const decoded = decodeText(bytes)
  if (!decoded.ok) {
    return refuse(
      '不接收这种文件。可以上传：.xlsx、.docx、.pdf、.png、.jpg、.csv、.txt。',
      'Files of this kind are not taken. Upload .xlsx, .docx, .pdf, .png, .jpg, .csv or .txt.',
    )
  }
  const { text } = decoded
  if (isMarkup(text)) refuse('不接收网页、SVG或XML文件。', 'Web pages, SVG and XML files are not taken.')
  if (/^\s*(#!|@echo\b|<\?php)/i.test(text)) refuse('不接收脚本文件。', 'Scripts are not taken.')
  const counts = text.split(/\r?\n/, 3).map((line) => line.split(',').length)
  return (counts[0] ?? 0) > 1 && counts[0] === counts[1] ? 'csv' : 'text'
}

/** Text that a browser could take for a page, an image or a mail archive. */
export const isMarkup = (text: string): boolean =>
  /^\s*</.test(text) ||
  /<(html|script|svg|iframe|!doctype|body)[\s>/]/i.test(text) ||
  /^(MIME-Version|From):[^\n]*\n[\s\S]{0,2000}?text\/html/i.test(text)
