import { SaxesParser } from 'saxes'
import { refuse } from './fileRefused.ts'

/** One element with where it stands in the text it was read from, so that the text can be changed around it. */
export type XmlElement = {
  /** Without its prefix. */
  readonly name: string
  /** 'x:' where the element is written with one, else empty. */
  readonly prefix: string
  readonly attributes: Readonly<Record<string, string>>
  readonly isSelfClosing: boolean
  readonly children: XmlElement[]
  /** The characters of the element itself, without those of its children. */
  text: string
  /** Where it begins, where its first tag ends and where it ends itself. */
  readonly start: number
  readonly open: number
  end: number
}

export function refuseXml(): never {
  return refuse(
    '工作簿内容有误，无法读取。请用Excel或WPS另存后重试。',
    'The workbook cannot be read. Save it again in Excel or WPS.',
  )
}

/** The text of a part. Only UTF-8 is taken: it is what every spreadsheet program writes. */
export function textOfPart(content: Buffer | undefined): string {
  if (!content) return refuseXml()
  // Expected: a part in another encoding, or with broken characters.
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content)
  } catch {
    return refuseXml()
  }
}

/** Reads a part as the tree it is. Refuses what is not well formed. */
export function readXml(xml: string): XmlElement {
  const parser = new SaxesParser()
  const open: XmlElement[] = []
  const found: XmlElement[] = []
  parser.on('error', refuseXml)
  parser.on('doctype', refuseXml)
  parser.on('opentag', ({ name, attributes, isSelfClosing }) => {
    const [local = '', prefix] = name.split(':').toReversed()
    const start = xml.lastIndexOf('<', parser.position - 1)
    const element: XmlElement = {
      name: local,
      prefix: prefix === undefined ? '' : `${prefix}:`,
      attributes: attributes as Record<string, string>,
      isSelfClosing,
      children: [],
      text: '',
      ...{ start, open: parser.position, end: parser.position },
    }
    ;(open.at(-1)?.children ?? found).push(element)
    open.push(element)
  })
  const addText = (text: string): void => {
    const element = open.at(-1)
    if (element) element.text += text
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const element = open.pop()
    if (element) element.end = parser.position
  })
  parser.write(xml).close()
  return found[0] ?? refuseXml()
}

/** The first child of that name. */
export const childOf = ({ children }: XmlElement, name: string): XmlElement | undefined =>
  children.find((child) => child.name === name)

/** All children of that name. */
export const childrenOf = (element: XmlElement | undefined, name: string): XmlElement[] =>
  element?.children.filter((child) => child.name === name) ?? []

/** A stretch of the text and what stands in its place. Equal ends: an insertion. */
export type Edit = { readonly start: number; readonly end: number; readonly text: string }

/** The text with the stretches exchanged; every other character stays. Insertions at one place keep their order. */
export function edited(xml: string, edits: readonly Edit[]): string {
  let at = 0
  const pieces: string[] = []
  for (const { start, end, text } of edits.toSorted((a, b) => a.start - b.start)) {
    if (start < at) throw new Error('edits of a part overlap')
    pieces.push(xml.slice(at, start), text)
    at = end
  }
  return pieces.join('') + xml.slice(at)
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** Words as they stand in XML. */
export const escaped = (words: string): string => words.replaceAll(/[&<>"]/g, (sign) => escapes[sign] ?? sign)
