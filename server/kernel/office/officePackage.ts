import { refuse } from './fileRefused.ts'
import { isZip, listZip, unzipPart, type ZipLimits, type ZipPart, zipLimits } from './zip.ts'

export type OfficeKind = 'xlsx' | 'docx'

const mainTypes: Record<OfficeKind, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
}
const activeParts = /vbaProject|macrosheets|activeX|attachedToolbars|\.(bin|exe|dll|js|vbs|ps1)$/i
/** Printer settings are .bin too, and harmless: every workbook that was ever printed carries them. */
const printerSettings = /\/printerSettings\/printerSettings\d*\.bin$/
const fetchedTypes = /\/(attachedTemplate|oleObject|frame|externalLinkPath|subDocument|control|image)"/

/**
 * Says whether a package is a workbook or a Word document, and refuses what acts by itself or fetches from elsewhere:
 * macros, embedded objects, external templates and links to data, document types in its XML.
 */
export async function checkOfficePackage(bytes: Buffer, limits: ZipLimits = zipLimits, depth = 0): Promise<Office> {
  const parts = listZip(bytes, limits)
  const kind = await kindOf(parts)
  if (parts.some(({ name }) => activeParts.test(name) && !printerSettings.test(name))) {
    refuse(
      '文件含有宏、控件或嵌入对象，请去除后上传。',
      'The file has macros, controls or embedded objects: remove them.',
    )
  }
  if (parts.some(({ name }) => name.includes('/externalLinks/'))) refuseLinks()
  for (const part of parts) await checkPart(part, depth)
  return { kind, parts }
}

type Office = { kind: OfficeKind; parts: ZipPart[] }

async function kindOf(parts: readonly ZipPart[]): Promise<OfficeKind> {
  const listing = parts.find(({ name }) => name === '[Content_Types].xml')
  const types = listing ? (await unzipPart(listing)).toString('utf8') : ''
  if (/macroEnabled/i.test(types))
    refuse('文件含有宏，不予接收。请另存为不含宏的文件。', 'The file has macros: save it without.')
  const kinds = (Object.keys(mainTypes) as OfficeKind[]).filter((kind) => types.includes(`"${mainTypes[kind]}"`))
  const [kind] = kinds
  if (kind && kinds.length === 1) return kind
  return refuse('不接收压缩包，请逐个上传其中的文件。', 'Packages are not taken: upload the files one by one.')
}

async function checkPart(part: ZipPart, depth: number): Promise<void> {
  const content = await unzipPart(part)
  if (/\.(xml|rels|vml)$/i.test(part.name)) return checkXml(part.name, content)
  if (!isZip(content)) return
  // A chart in a Word document carries its workbook; that one level is looked into.
  if (depth > 0) refuse('文件嵌套过深，不予接收。', 'The file has files within files within files.')
  await checkOfficePackage(content, zipLimits, depth + 1)
}

function checkXml(name: string, content: Buffer): void {
  const xml = content.toString('utf8')
  if (/<!(DOCTYPE|ENTITY)/i.test(xml) || xml.includes('\0')) {
    refuse(`文件内“${name}”含有不允许的声明，不予接收。`, `Part “${name}” contains a declaration that is not allowed.`)
  }
  if (/<w:instrText[^>]*>[^<]*\bDDE/i.test(xml)) refuseLinks()
  if (!name.endsWith('.rels')) return
  const links = plain(xml).match(/<[\w:]*Relationship\b[^>]*TargetMode\s*=\s*"External"[^>]*>/gi) ?? []
  if (links.some((link) => fetchedTypes.test(link))) refuseLinks()
}

/** The same XML without the two ways of writing an attribute so that a search misses it. */
const plain = (xml: string): string =>
  xml
    .replace(/&#(x[0-9a-f]{1,6}|\d{1,7});/gi, (_, code: string) => characterOf(Number(code.replace(/^x/i, '0x'))))
    .replaceAll("'", '"')

const characterOf = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '')

function refuseLinks(): never {
  return refuse(
    '文件引用了外部模板、外部工作簿或外部数据，请断开链接后上传。',
    'The file takes a template or data from elsewhere: break the links.',
  )
}
