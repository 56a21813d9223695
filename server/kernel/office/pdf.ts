import { refuse } from './fileRefused.ts'

/**
 * A PDF that starts and ends as one, without password, script, launch action or attached file. Names are looked for in
 * the plain part of the file; what lies in compressed object streams is not seen, so PDFs are only ever downloaded.
 */
export function checkPdf(bytes: Buffer): 'pdf' {
  const words = bytes.toString('latin1')
  if (!/^%PDF-[12]\.\d/.test(words) || !words.slice(-2048).includes('%%EOF')) {
    refuse('PDF文件已损坏或不完整。', 'The PDF is damaged or incomplete.')
  }
  if (/<(html|script|svg)[\s>]/i.test(words.slice(0, 2048)) || words.slice(-70_000).includes('PK\x05\x06')) {
    refuse('PDF文件附带其他内容，不予接收。', 'The PDF carries other content.')
  }
  const names = words.replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  if (/\/Encrypt\b/.test(names))
    refuse('PDF文件已加密，请取消密码后上传。', 'The PDF is encrypted: remove the password.')
  if (/\/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)\b/.test(names)) {
    refuse('PDF文件含有脚本、启动动作或附带文件，不予接收。', 'The PDF has scripts, launch actions or attached files.')
  }
  return 'pdf'
}
