import { paperOf } from '#domain/document/documentPaper.ts'
import type { PaperAnnex, PaperPart } from '#domain/kernel/paper.ts'
import { type DocumentRow, wordsOf } from './officialDocument.store.ts'

type Dated = { readonly number: string | null; readonly datedOn: string | null }

/** The document's bytes in the layout of its kind, with tables and charts in their places and the annex bound in. */
export async function writeDocument(
  row: DocumentRow,
  dated: Dated,
  annex: PaperAnnex | null,
  parts: readonly PaperPart[] | null = null,
): Promise<Buffer> {
  const { kind, sender, signerName, attachments } = row
  const paper = paperOf({ ...dated, kind, words: wordsOf(row), sender, signerName, attachments, annex, parts })
  if (paper.layout === 'letter') {
    const { writeLetter } = await import('#server/kernel/office/letter.ts')
    return writeLetter(paper.content)
  }
  const { writePaper } = await import('#server/kernel/office/paper.ts')
  return writePaper(paper.content)
}
