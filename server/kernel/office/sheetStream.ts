import { constants, crc32, deflateRawSync } from 'node:zlib'
import { Zip, type ZipInputFile } from 'fflate'
import { neutral, sheetNames } from './cellText.ts'
import type { CellContent } from './writeWorkbook.ts'

export type StreamedColumn = { readonly heading: string; readonly width: number }
type Given = {
  readonly name: string
  readonly columns: readonly StreamedColumn[]
  readonly give: (bytes: Uint8Array) => void
  /** Rows of a sheet, with its headings. */
  readonly mostRows?: number
}

/** As many rows as a sheet holds in every program, with its headings. */
const rowsOfSheet = 1_048_576
const mostDecimals = 8
/** Which of the styles below a cell has. */
const [heading, words, firstNumber] = [1, 2, 3]

/**
 * Writes a list of any length as .xlsx, a piece of rows at a time: nothing of what was given on is kept. What sheets of
 * one list need and no more: words, figures with their decimals, headings in sight. A list longer than a sheet goes on
 * in the next one.
 */
export class SheetStream {
  readonly #zip: Zip
  readonly #given: Given
  readonly #letters: readonly string[]
  readonly #tails = new Map<string, string>()
  #sheets = 0
  #rows = 0
  #part: Part | undefined

  constructor(given: Given) {
    this.#given = given
    this.#letters = given.columns.map((_, at) => letters(at))
    this.#zip = new Zip((error, bytes) => {
      if (error) throw error
      given.give(bytes)
    })
  }

  add(rows: readonly (readonly CellContent[])[]): void {
    let xml = ''
    for (const cells of rows) {
      if (!this.#part || this.#rows >= (this.#given.mostRows ?? rowsOfSheet)) {
        this.#part?.push(xml)
        xml = this.#nextSheet()
      }
      this.#rows += 1
      xml += this.#row(cells)
    }
    this.#part?.push(xml)
  }

  end(): void {
    const begun = this.#part ? '' : this.#nextSheet()
    this.#part?.push(begun)
    this.#endSheet()
    const names = sheetNames(Array.from({ length: this.#sheets }, () => this.#given.name))
    for (const [name, xml] of Object.entries(packageParts(names))) {
      const part = new Part(name)
      this.#zip.add(part)
      part.push(head + xml)
      part.end()
    }
    this.#zip.end()
  }

  #nextSheet(): string {
    this.#endSheet()
    this.#sheets += 1
    this.#part = new Part(`xl/worksheets/sheet${this.#sheets}.xml`)
    this.#zip.add(this.#part)
    this.#rows = 1
    const { columns } = this.#given
    const widths = columns.map(
      ({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
    )
    const cells = columns.map(({ heading: text }, at) => `<c r="${this.#letters[at]}1"${this.#wordsOf(text, heading)}`)
    return `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData><row r="1">${cells.join('')}</row>`
  }

  #endSheet(): void {
    const last = `${this.#letters.at(-1)}${this.#rows}`
    this.#part?.push(`</sheetData><autoFilter ref="A1:${last}"/></worksheet>`)
    this.#part?.end()
    this.#part = undefined
  }

  #row(cells: readonly CellContent[]): string {
    const number = this.#rows
    let xml = `<row r="${number}">`
    for (let at = 0; at < cells.length; at += 1) {
      const content = cells[at]
      xml += `<c r="${this.#letters[at]}${number}"`
      if (content === null || content === undefined) xml += ` s="${words}"/>`
      else xml += typeof content === 'string' ? this.#wordsOf(content, words) : numberOf(content)
    }
    return `${xml}</row>`
  }

  /** Words come again and again: names, states, days. */
  #wordsOf(text: string, style: number): string {
    const known = style === words ? this.#tails.get(text) : undefined
    if (known !== undefined) return known
    const space = /^\s|\s$/.test(text) ? ' xml:space="preserve"' : ''
    const tail = ` s="${style}" t="inlineStr"><is><t${space}>${escaped(neutral(text))}</t></is></c>`
    if (style !== words) return tail
    if (this.#tails.size > 5_000) this.#tails.clear()
    this.#tails.set(text, tail)
    return tail
  }
}

/** One part of the package, packed as it comes: each piece ends on a byte and does without what was before it. */
class Part implements ZipInputFile {
  readonly filename: string
  readonly compression = 8
  size = 0
  crc = 0
  /** Set by the package when the part is added to it. */
  ondata: NonNullable<ZipInputFile['ondata']> = () => undefined

  constructor(filename: string) {
    this.filename = filename
  }

  push(xml: string): void {
    if (xml === '') return
    const bytes = Buffer.from(xml)
    this.crc = crc32(bytes, this.crc)
    this.size += bytes.length
    this.#give(deflateRawSync(bytes, { level: 1, finishFlush: constants.Z_SYNC_FLUSH }), false)
  }

  end(): void {
    this.#give(Uint8Array.of(3, 0), true)
  }

  #give(bytes: Uint8Array<ArrayBuffer>, isLast: boolean): void {
    this.ondata(null, bytes, isLast)
  }
}

const letters = (at: number): string =>
  (at >= 26 ? letters(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26))
const escaped = (text: string): string =>
  /[&<>]/.test(text) ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : text

/** A number stays a number as long as the program that opens it can hold every digit; else it is written as words. */
function numberOf({ number, decimals }: Exclude<CellContent, string | null>): string {
  const fraction = number.length - 1 - number.indexOf('.')
  const shown = Math.max(decimals, number.includes('.') ? fraction : 0)
  const digits = number.length > 15 ? number.replace(/\D/g, '').replace(/^0+/, '').length : number.length
  if (digits > 15 || shown > mostDecimals) return ` s="${words}" t="inlineStr"><is><t>${number}</t></is></c>`
  return ` s="${firstNumber + shown}"><v>${number}</v></c>`
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const type = (part: string) => `application/vnd.openxmlformats-officedocument.spreadsheetml.${part}+xml`

function packageParts(names: readonly string[]): Record<string, string> {
  const at = names.map((name, index) => ({ name: escaped(name).replaceAll('"', '&quot;'), n: index + 1 }))
  const relations = (of: readonly string[]) =>
    `<Relationships xmlns="${packages}/relationships">${of.join('')}</Relationships>`
  const relation = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`
  return {
    'xl/styles.xml': styles(),
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${at.map(({ name, n }) => `<sheet name="${name}" sheetId="${n}" r:id="rId${n}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ...at.map(({ n }) => relation(`rId${n}`, 'worksheet', `worksheets/sheet${n}.xml`)),
      relation('rIdStyles', 'styles', 'styles.xml'),
    ]),
    '_rels/.rels': relations([relation('rId1', 'officeDocument', 'xl/workbook.xml')]),
    '[Content_Types].xml': `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type('sheet.main')}"/><Override PartName="/xl/styles.xml" ContentType="${type('styles')}"/>${at.map(({ n }) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${type('worksheet')}"/>`).join('')}</Types>`,
  }
}

function styles(): string {
  const formats = Array.from({ length: mostDecimals + 1 }, (_, n) => (n === 0 ? '#,##0' : `#,##0.${'0'.repeat(n)}`))
  const formatNumber = (n: number) => 164 + n
  const font = (extra: string) => `<font>${extra}<sz val="11"/><name val="宋体"/></font>`
  const side = (name: string) => `<${name} style="thin"><color rgb="FF000000"/></${name}>`
  const cell = (format: number, more: string) =>
    `<xf numFmtId="${format}" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" ${more}`
  return `<styleSheet xmlns="${main}"><numFmts count="${formats.length}">${formats.map((code, n) => `<numFmt numFmtId="${formatNumber(n)}" formatCode="${code}"/>`).join('')}</numFmts><fonts count="2">${font('')}${font('<b/>')}</fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE7E7E7"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/></border><border>${['left', 'right', 'top', 'bottom'].map(side).join('')}</border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${formats.length + 3}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${cell(0, 'fontId="1" fillId="2" applyFont="1" applyFill="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf>')}${cell(49, 'fontId="0" fillId="0"/>')}${formats.map((_, n) => cell(formatNumber(n), 'fontId="0" fillId="0"/>')).join('')}</cellXfs></styleSheet>`
}
