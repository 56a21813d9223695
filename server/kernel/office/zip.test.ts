import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { directoryRecords, pack, patched, realWorkbook } from '#test/fixtures/packages.ts'
import { outcomeOf } from './fileRefused.ts'
import { listZip, unzip, zipLimits } from './zip.ts'

const read = (bytes: Buffer, limits = zipLimits) =>
  outcomeOf(async () => ({ files: await unzip(listZip(bytes, limits), () => true) }))
const first = (bytes: Buffer): number => directoryRecords(bytes)[0] ?? -1
/** Both parts are sound by themselves: the first, stored, claims the bytes of the second as its own. */
const overlapping = patched(Buffer.from(zipSync({ a: strToU8('one'), b: strToU8('two') }, { level: 0 })), (bytes) => {
  const begin = 30 + 1
  const end = first(bytes)
  for (const at of [20, 24]) bytes.writeUInt32LE(end - begin, first(bytes) + at)
  bytes.writeUInt32LE(crc32(bytes.subarray(begin, end)), first(bytes) + 16)
})
const two = pack({ a: strToU8('one and one and one'), b: strToU8('two and two and two') })

describe('a package', () => {
  test('that is sound gives what was packed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), fc.constantFrom(0, 6), async (content, level) => {
        const outcome = await read(Buffer.from(zipSync({ 'x/y.xml': content }, { level: level as 0 | 6 })))
        expect(outcome.ok && outcome.files.get('x/y.xml')?.equals(content)).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  test('that was written by a spreadsheet program is read', async () => {
    expect(await read(realWorkbook())).toMatchObject({ ok: true })
  })

  test.each([
    ['cut in the middle', two.subarray(0, 60), '损坏'],
    ['cut by one byte', two.subarray(0, -1), '损坏'],
    ['with bytes behind it', Buffer.concat([two, Buffer.from('<html>')]), '损坏'],
    ['with bytes before it', Buffer.concat([Buffer.from('GIF89a'), two]), '损坏'],
    ['that declares less than it holds', patched(two, (b) => b.writeUInt32LE(3, first(b) + 24)), '不符'],
    ['that declares more than it holds', patched(two, (b) => b.writeUInt32LE(3000, first(b) + 24)), '不符'],
    ['with a wrong checksum', patched(two, (b) => b.writeUInt32LE(1, first(b) + 16)), '不符'],
    ['of 120 bytes that claims 4 GB', patched(two, (b) => b.writeUInt32LE(0xfffffff0, first(b) + 24)), '过大'],
    ['with overlapping parts', patched(two, (b) => b.writeUInt32LE(0, (directoryRecords(b)[1] ?? 0) + 42)), '损坏'],
    ['whose first part reaches over the second', overlapping, '损坏'],
    ['with a password', patched(two, (b) => b.writeUInt16LE(1, first(b) + 8)), '加密'],
    ['with a link', patched(two, (b) => b.writeUInt32LE(0xa1ff0000, first(b) + 38)), '链接'],
    ['with a name that climbs out', pack({ '../a': strToU8('x') }), '文件名'],
    ['with an absolute name', pack({ '/etc/a': strToU8('x') }), '文件名'],
    ['with a drive', pack({ 'C:a': strToU8('x') }), '文件名'],
    ['with a backslash', pack({ '..\\a': strToU8('x') }), '文件名'],
    ['with a line break in a name', pack({ 'a\nb': strToU8('x') }), '文件名'],
    ['with the same name twice', pack({ 'a/B': strToU8('x'), 'a/b': strToU8('y') }), '重复'],
    ['with the same name in two spellings', pack({ Ａ: strToU8('x'), a: strToU8('y') }), '重复'],
  ])('%s is refused', async (_, bytes, reason) => {
    const outcome = await read(bytes)
    expect(outcome).toMatchObject({ ok: false, message: { zh: expect.stringContaining(reason) } })
  })

  test.each([
    ['a bomb of 100 MB in 100 kB', pack({ 'xl/sharedStrings.xml': new Uint8Array(100_000_000) }), zipLimits],
    [
      'three thousand parts',
      pack(Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`p${i}`, strToU8('x')]))),
      zipLimits,
    ],
    ['more bytes than allowed', two, { ...zipLimits, bytes: 100 }],
  ])('%s is refused by its directory alone', (_, bytes, limits) => {
    expect(() => listZip(bytes, limits)).toThrow()
  })
})
