import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { jpeg, pdf, png } from '#test/fixtures/images.ts'
import { documentWith, pack, realWorkbook, workbookWith } from '#test/fixtures/packages.ts'
import { fileTypeOf } from './fileType.ts'

const hex = (digits: string) => Buffer.from(digits.padEnd(40, '0'), 'hex')
const rels = (attributes: string) =>
  `<Relationships><Relationship Id="a" ${attributes} TargetMode="External"/></Relationships>`
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

describe('taken for what they hold', () => {
  test.each([
    ['xlsx', realWorkbook()],
    ['xlsx', workbookWith({ 'xl/printerSettings/printerSettings1.bin': 'x' })],
    ['docx', documentWith({ 'word/media/image1.png': png() })],
    ['docx', documentWith({ 'word/embeddings/Microsoft_Excel_Sheet1.xlsx': realWorkbook() })],
    [
      'docx',
      documentWith({ 'word/_rels/document.xml.rels': rels(`Type="${office}/hyperlink" Target="https://example.org"`) }),
    ],
    ['pdf', pdf()],
    ['png', png()],
    ['jpeg', jpeg(4000, 3000)],
    ['csv', Buffer.from('\uFEFF口岸,人次\n罗湖,1\n')],
    ['csv', iconv.encode('口岸,人次\n罗湖,1\n', 'gb18030')],
    ['text', Buffer.from('11月6日，巡查正常。3 < 5。\n')],
    ['text', Buffer.from('\uFEFF说明', 'utf16le')],
  ] as const)('%s', async (type, bytes) => {
    expect(await fileTypeOf(bytes)).toEqual({ ok: true, type })
  })
})

describe('refused with a sentence', () => {
  test.each([
    ['nothing', Buffer.alloc(0), '空的'],
    ['a Windows program', hex('4d5a9000'), '程序'],
    ['a Linux program', hex('7f454c46'), '程序'],
    ['a shortcut', hex('4c00000001140200'), '程序'],
    ['a shell script', Buffer.from('#!/bin/sh\nrm -rf /\n'), '脚本'],
    ['a batch file', Buffer.from('@echo off\r\ndel *\r\n'), '脚本'],
    ['a web page', Buffer.from('<!DOCTYPE html><p>a</p>'), '网页'],
    ['a web page behind a mark and blanks', Buffer.from('\uFEFF \n<html>'), '网页'],
    ['a web page in UTF-16', Buffer.from('\uFEFF<html>', 'utf16le'), '网页'],
    ['a page behind innocent words', Buffer.from('a,b\nc,<script>alert(1)</script>\n'), '网页'],
    ['an SVG', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'), '网页'],
    ['a mail archive', Buffer.from('MIME-Version: 1.0\nContent-Type: text/html\n\n'), '网页'],
    ['an old Word file', hex('d0cf11e0a1b11ae1'), '旧版'],
    ['a plain zip', pack({ 'a.txt': Buffer.from('a') }), '压缩包'],
    ['macros by type', documentWith({}, true), '宏'],
    ['macros by part', documentWith({ 'word/vbaProject.bin': 'x' }), '宏'],
    ['an OLE object', documentWith({ 'word/embeddings/oleObject1.bin': 'x' }), '嵌入对象'],
    ['an ActiveX control', documentWith({ 'word/activeX/activeX1.xml': '<a/>' }), '控件'],
    [
      'macros in a workbook in a document',
      documentWith({ 'word/embeddings/a.xlsx': workbookWith({ 'xl/vbaProject.bin': '' }) }),
      '宏',
    ],
    [
      'a package under another name',
      documentWith({ 'word/media/image1.png': pack({ a: Buffer.from('a') }) }),
      '压缩包',
    ],
    ['files three deep', documentWith({ a: documentWith({ b: realWorkbook() }) }), '嵌套'],
    [
      'an external template',
      documentWith({ 'word/_rels/settings.xml.rels': rels(`Type="${office}/attachedTemplate" Target="http://a"`) }),
      '断开链接',
    ],
    [
      'an external template in disguise',
      documentWith({ 'word/_rels/settings.xml.rels': rels(`Type='${office}/attached&#84;emplate' Target="http://a"`) }),
      '断开链接',
    ],
    [
      'a DDE field',
      documentWith({ 'word/document.xml': '<w:instrText xml:space="preserve"> DDEAUTO c:\\cmd </w:instrText>' }),
      '断开链接',
    ],
    [
      'entities',
      documentWith({ 'word/document.xml': '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>' }),
      '不允许',
    ],
    ['a PDF with a script', pdf('/OpenAction<</S/JavaScript/JS(app.alert(1))>>'), '脚本'],
    ['a PDF with a script in disguise', pdf('/OpenAction<</S/J#61vaScript>>'), '脚本'],
    ['a PDF that launches', pdf('/OpenAction<</S/Launch/F(cmd.exe)>>'), '启动'],
    ['a PDF with a file inside', pdf('/Names<</EmbeddedFiles 3 0 R>>'), '附带文件'],
    ['a PDF with a password', pdf('/Encrypt 4 0 R'), '加密'],
    ['a PDF cut short', pdf().subarray(0, 40), '不完整'],
    ['a PDF that is a page too', Buffer.concat([Buffer.from('%PDF-1.7\n<html>'), pdf()]), '其他内容'],
    ['a PNG with a zip behind it', Buffer.concat([png(), pack({ a: Buffer.from('a') })]), '其他内容'],
    ['a PNG cut short', png().subarray(0, -6), '损坏'],
    ['a PNG of 65,535 × 65,535', png(65_535, 65_535), '尺寸'],
    ['a JPEG of 65,535 × 65,535', jpeg(65_535, 65_535), '尺寸'],
    ['a JPEG with a zip behind it', Buffer.concat([jpeg(), pack({ a: Buffer.from('a') })]), '其他内容'],
    ['a JPEG cut short', jpeg().subarray(0, -6), '损坏'],
    ['a GIF', Buffer.from('GIF89a\x01\x00\x01\x00\x00'), '不接收'],
    ['random bytes', Buffer.from(Array.from({ length: 500 }, (_, index) => (index * 73) % 256)), '不接收'],
  ])('%s', async (_, bytes, sentence) => {
    const outcome = await fileTypeOf(bytes)
    expect(outcome.ok ? outcome.type : outcome.message.zh).toContain(sentence)
    expect(outcome.ok || outcome.message.en.length > 10).toBe(true)
  })

  test('a package is damaged at every tenth of its length', async () => {
    const whole = realWorkbook()
    for (let tenth = 1; tenth < 10; tenth++) {
      expect((await fileTypeOf(whole.subarray(0, Math.floor((whole.length * tenth) / 10)))).ok).toBe(false)
    }
  })
})
