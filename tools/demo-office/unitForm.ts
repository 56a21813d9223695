import { strToU8, zipSync } from 'fflate'

/**
 * The statistics bureau's own form, as such a bureau makes one in its spreadsheet program: merged title, widths, print
 * settings, a total by formula, rules for entry and display, a note drawn beside the table, named ranges.
 */
export const ports = ['罗湖', '福田', '皇岗', '文锦渡', '沙头角', '深圳湾', '莲塘'] as const
export const formSheet = '客流月报'
/** The row of a port in the form. */
export const rowOfPort = (port: (typeof ports)[number]): number => 6 + ports.indexOf(port)

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relations = (rows: readonly (readonly [type: string, target: string])[]): string =>
  `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${rows
    .map(([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${office}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`

const words = [
  '口岸客流情况月报表',
  '填报单位：',
  '报告期：',
  '口岸',
  '计量单位',
  '本月',
  '本年累计',
  '上年同期',
  '合计',
  '负责人：',
  '填表人：',
  '填报日期：',
  '万人次',
  ...ports.map((port) => `${port}口岸`),
]
const word = (at: string, style: number, text: string): string =>
  `<c r="${at}" s="${style}" t="s"><v>${words.indexOf(text)}</v></c>`
const blank = (at: string, style: number): string => `<c r="${at}" s="${style}"/>`
const counted = (at: string, style: number, formula: string): string =>
  `<c r="${at}" s="${style}"><f>${formula}</f><v>0</v></c>`

function sheet(): string {
  const last = 5 + ports.length
  const rows = ports.map((port, at) => {
    const row = 6 + at
    return `<row r="${row}" spans="1:6" ht="24" customHeight="1">${word(`A${row}`, 3, `${port}口岸`)}${word(`B${row}`, 3, '万人次')}${['C', 'D', 'E'].map((column) => blank(`${column}${row}`, 4)).join('')}${counted(`F${row}`, 6, `IF(E${row}=0,0,C${row}/E${row}-1)`)}</row>`
  })
  const total = last + 1
  const foot = total + 2
  return `${head}<worksheet xmlns="${main}" xmlns:r="${office}" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"><sheetPr><tabColor rgb="FF1F4E79"/><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:F${foot}"/><sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"><pane ySplit="5" topLeftCell="A6" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="18" x14ac:dyDescent="0.25"/><cols><col min="1" max="1" width="18.625" customWidth="1"/><col min="2" max="2" width="10.625" customWidth="1"/><col min="3" max="6" width="15.125" customWidth="1"/></cols><sheetData><row r="1" spans="1:6" ht="39.95" customHeight="1">${word('A1', 1, '口岸客流情况月报表')}${['B', 'C', 'D', 'E', 'F'].map((column) => blank(`${column}1`, 1)).join('')}</row><row r="2" spans="1:6" ht="6" customHeight="1"/><row r="3" spans="1:6" ht="24" customHeight="1">${word('A3', 2, '填报单位：')}${blank('B3', 2)}${blank('C3', 2)}${word('D3', 2, '报告期：')}${blank('E3', 2)}${blank('F3', 2)}</row><row r="5" spans="1:6" ht="30" customHeight="1">${word('A5', 5, '口岸')}${word('B5', 5, '计量单位')}${word('C5', 5, '本月')}${word('D5', 5, '本年累计')}${word('E5', 5, '上年同期')}<c r="F5" s="5" t="inlineStr"><is><r><t>同比</t></r><r><rPr><sz val="9"/></rPr><t>（%）</t></r></is></c></row>${rows.join('')}<row r="${total}" spans="1:6" ht="24" customHeight="1">${word(`A${total}`, 5, '合计')}${blank(`B${total}`, 5)}${['C', 'D', 'E'].map((column) => counted(`${column}${total}`, 4, `SUM(${column}6:${column}${last})`)).join('')}${blank(`F${total}`, 6)}</row><row r="${foot}" spans="1:6" ht="24" customHeight="1">${word(`A${foot}`, 2, '负责人：')}${blank(`B${foot}`, 2)}${word(`C${foot}`, 2, '填表人：')}${blank(`D${foot}`, 2)}${word(`E${foot}`, 2, '填报日期：')}${blank(`F${foot}`, 7)}</row></sheetData><sheetProtection sheet="0"/><mergeCells count="3"><mergeCell ref="A1:F1"/><mergeCell ref="B3:C3"/><mergeCell ref="E3:F3"/></mergeCells><conditionalFormatting sqref="F6:F${last}"><cfRule type="cellIs" dxfId="0" priority="1" operator="lessThan"><formula>0</formula></cfRule></conditionalFormatting><dataValidations count="1"><dataValidation type="decimal" operator="greaterThanOrEqual" allowBlank="1" showErrorMessage="1" errorTitle="数据有误" error="请填写不小于0的数" sqref="C6:E${last}"><formula1>0</formula1></dataValidation></dataValidations><printOptions horizontalCentered="1"/><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/><headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter><drawing r:id="rId1"/></worksheet>`
}

const styles = `${head}<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="176" formatCode="#,##0.0_ "/><numFmt numFmtId="177" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><fonts count="3"><font><sz val="11"/><name val="宋体"/><family val="3"/><charset val="134"/></font><font><b/><sz val="18"/><name val="黑体"/><family val="3"/><charset val="134"/></font><font><b/><sz val="11"/><name val="宋体"/><family val="3"/><charset val="134"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFDDEBF7"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style="thin"><color auto="1"/></left><right style="thin"><color auto="1"/></right><top style="thin"><color auto="1"/></top><bottom style="thin"><color auto="1"/></bottom><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="8"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment horizontal="center" vertical="center"/></xf><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="center"/></xf><xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center"/></xf><xf numFmtId="176" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment horizontal="right" vertical="center"/></xf><xf numFmtId="0" fontId="2" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf><xf numFmtId="10" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment vertical="center"/></xf><xf numFmtId="177" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="left" vertical="center"/></xf></cellXfs><cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles><dxfs count="1"><dxf><font><color rgb="FFC00000"/></font></dxf></dxfs></styleSheet>`

const drawing = `${head}<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:from><xdr:col>6</xdr:col><xdr:colOff>200000</xdr:colOff><xdr:row>4</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>9</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>9</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="填表说明"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="1200000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="FFF2CC"/></a:solidFill><a:ln><a:solidFill><a:srgbClr val="BF9000"/></a:solidFill></a:ln></xdr:spPr><xdr:txBody><a:bodyPr wrap="square"/><a:lstStyle/><a:p><a:r><a:rPr lang="zh-CN" sz="1000"/><a:t>每月5个工作日内报送；累计为1月至报告期。</a:t></a:r></a:p></xdr:txBody></xdr:sp><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>`

const types = (): string => {
  const kinds = [
    ['/xl/workbook.xml', 'spreadsheetml.sheet.main+xml'],
    ['/xl/worksheets/sheet1.xml', 'spreadsheetml.worksheet+xml'],
    ['/xl/styles.xml', 'spreadsheetml.styles+xml'],
    ['/xl/sharedStrings.xml', 'spreadsheetml.sharedStrings+xml'],
    ['/xl/calcChain.xml', 'spreadsheetml.calcChain+xml'],
    ['/xl/drawings/drawing1.xml', 'drawing+xml'],
  ]
  const rows = kinds.map(
    ([part, type]) =>
      `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}"/>`,
  )
  return `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${rows.join('')}</Types>`
}

/** The parts of the form, by their names. */
export function formParts(): Record<string, string> {
  const last = 5 + ports.length
  const formulas = [...ports.map((_, at) => `F${6 + at}`), ...['C', 'D', 'E'].map((column) => `${column}${last + 1}`)]
  return {
    '[Content_Types].xml': types(),
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr defaultThemeVersion="124226"/><bookViews><workbookView xWindow="0" yWindow="0" windowWidth="24000" windowHeight="12000"/></bookViews><sheets><sheet name="${formSheet}" sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">${formSheet}!$A$1:$F$${last + 3}</definedName><definedName name="本月合计">${formSheet}!$C$${last + 1}</definedName></definedNames><calcPr calcId="191029"/></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ['worksheet', 'worksheets/sheet1.xml'],
      ['styles', 'styles.xml'],
      ['sharedStrings', 'sharedStrings.xml'],
      ['calcChain', 'calcChain.xml'],
    ]),
    'xl/worksheets/sheet1.xml': sheet(),
    'xl/worksheets/_rels/sheet1.xml.rels': relations([['drawing', '../drawings/drawing1.xml']]),
    'xl/drawings/drawing1.xml': drawing,
    'xl/styles.xml': styles,
    'xl/sharedStrings.xml': `${head}<sst xmlns="${main}" uniqueCount="${words.length}">${words.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    'xl/calcChain.xml': `${head}<calcChain xmlns="${main}">${formulas.map((at) => `<c r="${at}" i="1"/>`).join('')}</calcChain>`,
  }
}

/** The form as the file that the bureau sends round. */
export const unitForm = (parts = formParts()): Buffer =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)]))))
