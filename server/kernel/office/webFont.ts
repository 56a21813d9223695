import { inflateSync } from 'node:zlib'

const headerSize = 44
const entrySize = 20

/** Unpacks a web font (WOFF 1) to the plain font file that it was made of. */
export function unpackFont(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('this is not a WOFF font')
  const count = woff.readUInt16BE(12)
  const entries = Array.from({ length: count }, (_, at) => entryOf(woff, headerSize + at * entrySize))
  const start = 12 + 16 * count
  const places: number[] = []
  let end = start
  for (const { size } of entries) {
    places.push(end)
    end += Math.ceil(size / 4) * 4
  }
  const font = Buffer.alloc(end)
  writeHeader(font, woff.readUInt32BE(4), count)
  for (const [at, { tag, checksum, size, content }] of entries.entries()) {
    const [record, place] = [12 + 16 * at, places[at] ?? 0]
    font.write(tag, record, 'latin1')
    font.writeUInt32BE(checksum, record + 4)
    font.writeUInt32BE(place, record + 8)
    font.writeUInt32BE(size, record + 12)
    content.copy(font, place)
  }
  return font
}

function entryOf(woff: Buffer, at: number) {
  const [offset, packed, size] = [4, 8, 12].map((from) => woff.readUInt32BE(at + from)) as [number, number, number]
  const bytes = woff.subarray(offset, offset + packed)
  const content = packed < size ? inflateSync(bytes) : bytes
  return { tag: woff.toString('latin1', at, at + 4), checksum: woff.readUInt32BE(at + 16), size, content }
}

/** The first twelve bytes of a font: kind, number of tables, and three numbers for searching them. */
function writeHeader(font: Buffer, flavor: number, count: number): void {
  const power = Math.floor(Math.log2(count))
  font.writeUInt32BE(flavor, 0)
  font.writeUInt16BE(count, 4)
  font.writeUInt16BE(2 ** power * 16, 6)
  font.writeUInt16BE(power, 8)
  font.writeUInt16BE(count * 16 - 2 ** power * 16, 10)
}
