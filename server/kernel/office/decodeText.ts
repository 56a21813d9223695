import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import type { Refused } from './fileRefused.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'
type Decoded = { readonly ok: true; readonly text: string; readonly encoding: Encoding }

const marks: readonly (readonly [Encoding, string])[] = [
  ['utf-8', 'efbbbf'],
  ['utf-16le', 'fffe'],
  ['utf-16be', 'feff'],
]

/**
 * Decodes a text file: by its byte-order mark, else as UTF-8 if every byte fits, else as GB18030 (never GBK, which
 * loses rare characters in names). Bytes that fit none of them, or control characters, are not text.
 */
export function decodeText(bytes: Buffer): Decoded | Refused {
  const marked = markedEncoding(bytes.toString('hex', 0, 3))
  const encoding = marked ?? (isUtf8(bytes) ? 'utf-8' : 'gb18030')
  const text = iconv.decode(bytes, encoding)
  const fits = encoding === 'utf-8' ? isUtf8(bytes) : !text.includes('\uFFFD')
  if (fits && !controls.test(text)) return { ok: true, text, encoding }
  return {
    ok: false,
    message: {
      zh: '这个文件不是文本文件，或者编码无法识别。请另存为UTF-8编码。',
      en: 'This is not a text file, or its encoding is not known. Save it as UTF-8.',
    },
  }
}

/** The encoding that the first bytes of a file name, in hexadecimal digits. */
export const markedEncoding = (start: string): Encoding | undefined =>
  marks.find(([, mark]) => start.startsWith(mark))?.[0]

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const controls = /[\u0000-\u0008\u000E-\u001F\u007F]/
