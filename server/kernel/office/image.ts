import { refuse } from './fileRefused.ts'

const maximumPixels = 60_000_000

function damagedImage(): never {
  return refuse('图片已损坏，或附带其他内容，不予接收。', 'The image is damaged or carries other content.')
}

function checkPixels(width: number, height: number): void {
  if (width === 0 || height === 0) damagedImage()
  if (width * height > maximumPixels) refuse('图片尺寸过大。', 'The image has too many pixels.')
}

/** Walks the chunks of a PNG from header to end: nothing may follow the end. */
export function checkPng(bytes: Buffer): 'png' {
  let at = 8
  for (let first = true; at + 12 <= bytes.length; first = false) {
    const [length, name] = [bytes.readUInt32BE(at), bytes.toString('latin1', at + 4, at + 8)]
    if (first && (name !== 'IHDR' || length !== 13 || at + 25 > bytes.length)) damagedImage()
    if (first) checkPixels(bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 12))
    at += 12 + length
    if (name === 'IEND' && at === bytes.length) return 'png'
    if (name === 'IEND') damagedImage()
  }
  return damagedImage()
}

/** Walks the segments of a JPEG to its picture data; a package or page hung on behind is refused. */
export function checkJpeg(bytes: Buffer): 'jpeg' {
  let at = 2
  let hasFrame = false
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xda) break
    if (isFrame(marker) && at + 9 <= bytes.length) {
      checkPixels(bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5))
      hasFrame = true
    }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  const end = bytes.lastIndexOf(Buffer.from([0xff, 0xd9]))
  if (!hasFrame || end < at || bytes.indexOf('PK\x05\x06', at, 'latin1') >= 0) damagedImage()
  if (/<(script|html|svg)[\s>]/i.test(bytes.toString('latin1', end))) damagedImage()
  return 'jpeg'
}

const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
