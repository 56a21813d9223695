import { promisify } from 'node:util'
import { crc32, inflateRaw } from 'node:zlib'
import { refuse } from './fileRefused.ts'

/** What a package may hold at most; sizes in bytes, `ratio` unpacked : packed for parts over a megabyte. */
export type ZipLimits = {
  readonly bytes: number
  readonly entries: number
  readonly unpacked: number
  readonly ratio: number
}

export const zipLimits: ZipLimits = { bytes: 20_000_000, entries: 2000, unpacked: 128_000_000, ratio: 200 }

/** One part of a package as its directory declares it; nothing is unpacked yet. */
export type ZipPart = {
  readonly name: string
  readonly method: number
  readonly checksum: number
  readonly size: number
  readonly packed: Buffer
}

type Directory = { count: number; start: number; end: number }
type Entry = Omit<ZipPart, 'packed'> & { packedSize: number; offset: number }

const endRecord = 0x06054b50
const directoryRecord = 0x02014b50
const localRecord = 0x04034b50
const unpack = promisify(inflateRaw)

export const isZip = (bytes: Buffer): boolean => bytes.length >= 22 && bytes.readUInt32LE(0) === localRecord

function damaged(): never {
  return refuse('文件已损坏或不完整，请重新生成后上传。', 'The file is damaged or incomplete. Make it again.')
}

/** A part's name that stays inside its package: relative, forward slashes, no `..`, no drive, no control character. */
const isSafeName = (name: string): boolean =>
  name.length > 0 &&
  name.length <= 255 &&
  !/[\\:\p{Cc}\uFFFD]/u.test(name) &&
  !name.startsWith('/') &&
  !name.split('/').some((folder) => folder === '..' || folder === '.')

/**
 * Reads the directory of a package and refuses what is unusual in one: bytes before or after the package, parts
 * that overlap, encryption, names that leave the folder, doubles, links, and declared sizes beyond the limits.
 */
export function listZip(bytes: Buffer, limits: ZipLimits = zipLimits): ZipPart[] {
  if (bytes.length > limits.bytes) {
    const megabytes = Math.floor(limits.bytes / 1_000_000)
    refuse(`文件超过${megabytes}MB。`, `The file is larger than ${megabytes} MB.`)
  }
  if (!isZip(bytes)) damaged()
  const directory = findDirectory(bytes)
  if (directory.count > limits.entries) {
    refuse(`压缩包内超过${limits.entries}个文件，不予接收。`, `The package holds more than ${limits.entries} parts.`)
  }
  const entries = readDirectory(bytes, directory)
  checkNames(entries)
  checkSizes(entries, limits)
  return takeParts(bytes, entries, directory.start)
}

/** Unpacks one part. It never takes more memory than the directory declared, and must be exactly what was declared. */
export async function unzipPart(part: ZipPart): Promise<Buffer> {
  const content = part.method === 0 ? part.packed : await inflate(part)
  if (content.length !== part.size || crc32(content) !== part.checksum) {
    refuse(`文件内“${part.name}”与目录所列不符，不予接收。`, `Part “${part.name}” is not what the package declares.`)
  }
  return content
}

/** Unpacks all parts that `wanted` names. */
export async function unzip(
  parts: readonly ZipPart[],
  wanted: (name: string) => boolean,
): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>()
  for (const part of parts) if (wanted(part.name)) files.set(part.name, await unzipPart(part))
  return files
}

async function inflate(part: ZipPart): Promise<Buffer> {
  // Expected: bytes that are not deflate, or more of them than declared.
  try {
    return await unpack(part.packed, { maxOutputLength: Math.max(part.size, 1) })
  } catch {
    return refuse(
      `文件内“${part.name}”与目录所列不符，不予接收。`,
      `Part “${part.name}” is not what the package declares.`,
    )
  }
}

function findDirectory(bytes: Buffer): Directory {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 65_557); at--) {
    if (bytes.readUInt32LE(at) !== endRecord || at + 22 + bytes.readUInt16LE(at + 20) !== bytes.length) continue
    const [count, size, start] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 12), bytes.readUInt32LE(at + 16)]
    const whole = bytes.readUInt32LE(at + 4) === 0 && bytes.readUInt16LE(at + 8) === count
    if (!whole || start + size !== at) damaged()
    return { count, start, end: at }
  }
  return damaged()
}

function readDirectory(bytes: Buffer, { count, start, end }: Directory): Entry[] {
  const entries: Entry[] = []
  let at = start
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== directoryRecord) damaged()
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28)
    if (bytes.readUInt32LE(at + 38) >>> 28 === 0xa)
      refuse('压缩包内含有链接，不予接收。', 'The package contains a link.')
    if (bytes.readUInt16LE(at + 8) & 1)
      refuse('文件已加密，请取消密码后上传。', 'The file is encrypted: remove the password.')
    entries.push({
      name: bytes.toString('utf8', at + 46, nameEnd),
      method: bytes.readUInt16LE(at + 10),
      checksum: bytes.readUInt32LE(at + 16),
      packedSize: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    })
    at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  if (at !== end) damaged()
  return entries
}

function checkNames(entries: readonly Entry[]): void {
  const seen = new Set<string>()
  for (const { name } of entries) {
    if (!isSafeName(name)) {
      refuse('压缩包内的文件名不合规范，不予接收。', 'The package contains a part with an unsafe name.')
    }
    const same = name.normalize('NFKC').toLowerCase()
    if (seen.has(same)) refuse(`压缩包内“${name}”重复，不予接收。`, `The package contains “${name}” twice.`)
    seen.add(same)
  }
}

function checkSizes(entries: readonly Entry[], limits: ZipLimits): void {
  const total = entries.reduce((sum, { size }) => sum + size, 0)
  const bomb = entries.some(({ size, packedSize }) => size > 1_000_000 && size > packedSize * limits.ratio)
  if (total <= limits.unpacked && !bomb) return
  refuse('文件解压后过大，不予接收。', 'The file is far too large once unpacked.')
}

/** Cuts the parts out. Two parts that share bytes, or one that reaches into the directory, make the package a trap. */
function takeParts(bytes: Buffer, entries: readonly Entry[], limit: number): ZipPart[] {
  let free = 0
  if (!entries.some(({ offset }) => offset === 0)) damaged()
  const parts = new Map<Entry, ZipPart>()
  for (const entry of entries.toSorted((a, b) => a.offset - b.offset)) {
    const { offset, name, method, checksum, size, packedSize } = entry
    if (offset < free || offset + 30 > limit || bytes.readUInt32LE(offset) !== localRecord) damaged()
    const nameEnd = offset + 30 + bytes.readUInt16LE(offset + 26)
    const begin = nameEnd + bytes.readUInt16LE(offset + 28)
    free = begin + packedSize
    const sameName = bytes.toString('utf8', offset + 30, nameEnd) === name
    if (free > limit || !sameName || (method !== 0 && method !== 8)) damaged()
    parts.set(entry, { name, method, checksum, size, packed: bytes.subarray(begin, free) })
  }
  return entries.map((entry) => parts.get(entry) ?? damaged())
}
