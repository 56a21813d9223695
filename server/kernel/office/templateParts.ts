import { posix } from 'node:path'
import { refuse } from './fileRefused.ts'
import { checkOfficePackage } from './officePackage.ts'
import { type WorkbookLimits, workbookLimits } from './workbookLimits.ts'
import { childOf, childrenOf, readXml, refuseXml, textOfPart, type XmlElement } from './xmlTree.ts'
import { isZip, unzip } from './zip.ts'

/** A template is a form of a few pages: less than any workbook that is taken in. */
export const templateLimits: WorkbookLimits = {
  ...workbookLimits,
  bytes: 5_000_000,
  sheetBytes: 4_000_000,
  cells: 20_000,
}

export type Part = { readonly path: string; readonly xml: string; readonly tree: XmlElement }
export type SheetPart = Part & { readonly name: string; readonly isHidden: boolean }

/** A workbook taken apart: all its parts in their order, and those that a template's reader looks into. */
export type Workbook = {
  readonly files: ReadonlyMap<string, Buffer>
  readonly main: Part
  readonly sheets: readonly SheetPart[]
  readonly words: readonly string[]
  /** By a cell's style: whether it shows its number as a day. */
  readonly daysByStyle: readonly boolean[]
  readonly is1904: boolean
}

/** Takes a workbook apart after the checks that every package passes; signed ones are refused, a change would break them. */
export async function openWorkbook(bytes: Buffer, limits = templateLimits): Promise<Workbook> {
  if (!isZip(bytes)) refuseKind()
  const { kind, parts } = await checkOfficePackage(bytes, limits)
  if (kind !== 'xlsx') refuseKind()
  if (parts.some(({ name }) => name.startsWith('_xmlsignatures/')))
    refuse('工作簿带有数字签名，填入数据后签名会失效。请上传不带签名的文件。', 'The workbook is signed digitally.')
  const files = await unzip(parts, (name) => !name.endsWith('/'))
  const read = (path: string): Part => {
    const xml = textOfPart(files.get(path))
    return { path, xml, tree: readXml(xml) }
  }
  const root = relationsOf(files, '')
  const mainPath = [...root.values()].find(({ type }) => type.endsWith('/officeDocument'))?.path ?? refuseXml()
  const main = read(mainPath)
  const related = relationsOf(files, mainPath)
  const ofType = (type: string) => [...related.values()].find((one) => one.type.endsWith(`/${type}`))?.path
  const sheets = sheetsOf(main, related)
  checkSize(
    sheets.map(({ path }) => files.get(path)?.length ?? 0),
    limits,
  )
  const [words, styles] = [ofType('sharedStrings'), ofType('styles')]
  return {
    files,
    main,
    sheets: sheets.map(({ path, ...sheet }) => ({ ...sheet, ...read(path) })),
    words: words ? childrenOf(read(words).tree, 'si').map(wordsOf) : [],
    daysByStyle: styles ? daysByStyle(read(styles).tree) : [],
    is1904: /^(1|true)$/.test(childOf(main.tree, 'workbookPr')?.attributes.date1904 ?? ''),
  }
}

function refuseKind(): never {
  return refuse(
    '模板须是.xlsx工作簿。旧版.xls、加密的或者其他文件，请用Excel或WPS另存为.xlsx后上传。',
    'A template is an .xlsx workbook: save the file as .xlsx, without a password.',
  )
}

function checkSize(sizes: readonly number[], { sheetBytes }: WorkbookLimits): void {
  if (sizes.reduce((sum, size) => sum + size, 0) > sheetBytes)
    refuse('模板内容过多。请只保留要报送的表。', 'The template holds too much. Keep only the sheets to be reported.')
}

type Relation = { readonly type: string; readonly path: string }

/** What a part names as belonging to it, by the id it is named by. */
function relationsOf(files: ReadonlyMap<string, Buffer>, part: string): Map<string, Relation> {
  const folder = posix.dirname(part)
  const content = files.get(posix.join(folder, '_rels', `${posix.basename(part)}.rels`))
  const relations = content ? childrenOf(readXml(textOfPart(content)), 'Relationship') : []
  return new Map(
    relations.map(({ attributes: { Id = '', Type = '', Target = '' } }) => {
      const path = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target)
      return [Id, { type: Type, path }]
    }),
  )
}

function sheetsOf({ tree }: Part, related: ReadonlyMap<string, Relation>) {
  return childrenOf(childOf(tree, 'sheets'), 'sheet').flatMap(({ attributes }) => {
    const id = Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? ''
    const relation = related.get(id)
    // a sheet that is nothing but a chart has no cells
    if (!relation?.type.endsWith('/worksheet')) return []
    return [
      { name: attributes.name ?? '', isHidden: (attributes.state ?? 'visible') !== 'visible', path: relation.path },
    ]
  })
}

/** The words of a shared or inline string, without the readings that may stand above them. */
export const wordsOf = (item: XmlElement): string =>
  item.children.map((child) => (child.name === 't' ? child.text : child.name === 'r' ? wordsOf(child) : '')).join('')

function daysByStyle(styles: XmlElement): boolean[] {
  const own = new Map(
    childrenOf(childOf(styles, 'numFmts'), 'numFmt').map(({ attributes }) => [
      attributes.numFmtId ?? '',
      attributes.formatCode ?? '',
    ]),
  )
  return childrenOf(childOf(styles, 'cellXfs'), 'xf').map(({ attributes: { numFmtId = '0' } }) => {
    const code = own.get(numFmtId)
    return code === undefined ? isBuiltInDay(Number(numFmtId)) : showsDay(code)
  })
}

const isBuiltInDay = (id: number): boolean =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58)

/** A format that shows a year or a day, outside of quoted words, conditions and colours. */
const showsDay = (code: string): boolean =>
  /[yd]/i.test(code.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, '').replaceAll(/general/gi, ''))
