import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { decodeText } from './decodeText.ts'
import { readCsv } from './readCsv.ts'

describe('text', () => {
  const words = '陆路口岸，𠮷野家，〇一，甪直，䶮'

  test.each([
    ['utf-8', Buffer.from(words)],
    ['utf-8', Buffer.from(`\uFEFF${words}`)],
    ['utf-16le', iconv.encode(words, 'utf-16le', { addBOM: true })],
    ['utf-16be', iconv.encode(words, 'utf-16be', { addBOM: true })],
    ['gb18030', iconv.encode(words, 'gb18030')],
  ] as const)('in %s keeps rare characters and loses its mark', (encoding, bytes) => {
    expect(decodeText(bytes)).toEqual({ ok: true, text: words, encoding })
  })

  test('in UTF-8 comes back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('口', '岸', 'a', '1', '\uFFFD', '𠮷', '\n', '\t') }), (text) => {
        expect(decodeText(Buffer.from(text))).toMatchObject({ ok: true, text })
      }),
    )
  })

  test.each([
    ['an image', Buffer.from('89504e470d0a1a0a0000000d', 'hex')],
    ['UTF-8 with a broken byte behind its mark', Buffer.from('efbbbf41ff42', 'hex')],
    ['UTF-16 without a mark', Buffer.from('口岸,1\n', 'utf16le')],
    ['bytes of no encoding', Buffer.from('41ff42', 'hex')],
  ])('that is %s is refused', (_, bytes) => {
    expect(decodeText(bytes)).toMatchObject({ ok: false })
  })
})

describe('comma-separated records', () => {
  test('carry the line on which they begin', async () => {
    const outcome = await readCsv(Buffer.from('\uFEFFa,b\r\n"x\r\ny, z",2\r\n\r\n3,"q ""q""",\r\n4'))
    expect(outcome).toEqual({
      ok: true,
      rows: [
        { line: 1, cells: ['a', 'b'] },
        { line: 2, cells: ['x\ny, z', '2'] },
        { line: 5, cells: ['3', 'q "q"', ''] },
        { line: 6, cells: ['4'] },
      ],
    })
  })

  test.each([
    ['a page', '<html></html>', '内容为网页'],
    ['an open quotation mark', 'a,b\n1,"2\n', '引号'],
    ['too many rows', 'a\n'.repeat(12), '超过10行'],
    ['too many bytes', 'a'.repeat(2_000_001), '超过2MB'],
  ])('%s is refused', async (_, text, sentence) => {
    const outcome = await readCsv(Buffer.from(text), { bytes: 2_000_000, rows: 10 })
    expect(outcome.ok ? '' : outcome.message.zh).toContain(sentence)
  })
})
