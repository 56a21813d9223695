/** One part of a backup: small enough to be held in memory, so a part is read whole. */
export type Part = { readonly name: string; readonly content: Buffer }

const block = 512
/** A table or file is cut into parts of about this size. */
export const partSize = 4 * 1024 * 1024
const largestPart = 64 * 1024 * 1024

/** One entry of a tar archive (POSIX ustar), as any tar program reads it. */
export function tarEntry({ name, content }: Part): Buffer {
  if (Buffer.byteLength(name) > 100) throw new Error(`${name}: longer than a tar entry's name may be`)
  const header = Buffer.alloc(block)
  header.write(name, 0)
  header.write('0000600\0', 100)
  header.write('0000000\0', 108)
  header.write('0000000\0', 116)
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124)
  header.write('00000000000\0', 136)
  header.write('0', 156)
  header.write('ustar\x0000', 257)
  header.write(checksumOf(header), 148)
  return Buffer.concat([header, content, Buffer.alloc(paddingOf(content.length))])
}

/** Two empty blocks end an archive. */
export const tarEnd = Buffer.alloc(2 * block)

/** The entries of an archive in their order. Throws on anything that `tarEntry` does not write. */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<Part> {
  const { take, drain } = taker(source)
  for (;;) {
    const header = await take(block)
    if (header.every((byte) => byte === 0)) break
    if (header.toString('latin1', 148, 156) !== checksumOf(header)) throw new Error('header with a wrong checksum')
    const name = header.toString('utf8', 0, header.indexOf(0))
    const size = Number.parseInt(header.toString('latin1', 124, 135), 8)
    if (!(size >= 0 && size <= largestPart)) throw new Error(`${name}: impossible size`)
    const content = await take(size)
    await take(paddingOf(size))
    yield { name, content }
  }
  await take(block)
  await drain()
}

const paddingOf = (size: number): number => (block - (size % block)) % block

/** The sum of all bytes with the checksum's own eight taken as spaces. */
function checksumOf(header: Buffer): string {
  let sum = 8 * 32
  header.forEach((byte, index) => {
    if (index < 148 || index >= 156) sum += byte
  })
  return `${sum.toString(8).padStart(6, '0')}\0 `
}

function taker(source: AsyncIterable<Buffer>) {
  const chunks = source[Symbol.asyncIterator]()
  let rest: Buffer = Buffer.alloc(0)
  async function take(size: number): Promise<Buffer> {
    const held = [rest]
    let length = rest.length
    while (length < size) {
      const next = await chunks.next()
      if (next.done) throw new Error('ends too early')
      held.push(next.value)
      length += next.value.length
    }
    const all = Buffer.concat(held)
    rest = all.subarray(size)
    return all.subarray(0, size)
  }
  /** Reads to the end: only there does a compressed stream check its own sum. */
  async function drain(): Promise<void> {
    while (!(await chunks.next()).done);
  }
  return { take, drain }
}
