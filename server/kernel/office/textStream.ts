import type { Readable } from 'node:stream'
import { type Encoding, markedEncoding } from './decodeText.ts'
import { refuse } from './fileRefused.ts'

/** A text file as it is known before its records are read. */
export type TextFacts = { readonly encoding: Encoding; readonly beginning: string; readonly lines: number }

type Open = () => Promise<Readable>

const beginningSize = 64 * 1024
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const controls = /[\u0000-\u0008\u000E-\u001F\u007F]/

/**
 * Goes through a text file once, piece by piece: in which encoding it is, how many lines it has, and how it begins. Bytes
 * that fit no encoding, or control characters, are refused, and so is a file that ends within a character.
 */
export async function textFacts(open: Open): Promise<TextFacts> {
  const marked = markedEncoding((await firstBytes(open)).toString('hex'))
  const candidates: readonly Encoding[] = marked ? [marked] : ['utf-8', 'gb18030']
  for (const encoding of candidates) {
    const facts = await factsIn(open, encoding)
    if (facts) return facts
  }
  return refuse(
    '这个文件不是文本文件，或者编码无法识别。请另存为UTF-8编码。',
    'This is not a text file, or its encoding is not known. Save it as UTF-8.',
  )
}

async function factsIn(open: Open, encoding: Encoding): Promise<TextFacts | undefined> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  let [beginning, lines, hasAll] = ['', 1, false]
  const take = (text: string) => {
    if (controls.test(text)) throw new TypeError('control characters')
    if (beginning.length < beginningSize) beginning += text
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1
  }
  try {
    for await (const bytes of await open()) take(decoder.decode(bytes as Buffer, { stream: true }))
    hasAll = true
    take(decoder.decode())
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    // expected: bytes that are not of this encoding
    if (!hasAll || encoding === 'gb18030') return undefined
    return refuse(
      '文件在一个字的中间结束，不完整。请重新导出后再选。',
      'The file ends within a character and is not complete. Export it again.',
    )
  }
  return { encoding, beginning, lines }
}

export async function firstBytes(open: Open, count = 8): Promise<Buffer> {
  let found = Buffer.alloc(0)
  for await (const bytes of await open()) {
    found = Buffer.concat([found, bytes as Buffer])
    if (found.length >= count) break
  }
  return found.subarray(0, count)
}

/** The text in pieces, every line ended by a line feed alone. */
export async function* textPieces(open: Open, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  let held = ''
  for await (const bytes of await open()) {
    const text = held + decoder.decode(bytes as Buffer, { stream: true })
    held = text.endsWith('\r') ? '\r' : ''
    yield (held ? text.slice(0, -1) : text).replace(/\r\n?/g, '\n')
  }
  yield (held + decoder.decode()).replace(/\r\n?/g, '\n')
}
