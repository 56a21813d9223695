import { paperOf } from '#domain/document/documentPaper.ts'
import { planAnnex } from '#domain/document/noticeOfPlan.ts'
import type { PlanSnapshot } from '#domain/plan/plan.api.ts'
import { type DocumentRow, wordsOf } from './officialDocument.store.ts'

type Dated = { readonly number: string | null; readonly datedOn: string | null }

/** The document's bytes in the layout of its kind, with the plan bound in where it goes along. */
export async function writeDocument(row: DocumentRow, dated: Dated, plan: PlanSnapshot | null): Promise<Buffer> {
  const { kind, sender, signerName, attachments, subject } = row
  const annex = plan && subject !== 'review' ? planAnnex(plan) : null
  const paper = paperOf({ ...dated, kind, words: wordsOf(row), sender, signerName, attachments, annex })
  if (paper.layout === 'letter') {
    const { writeLetter } = await import('#server/kernel/office/letter.ts')
    return writeLetter(paper.content)
  }
  const { writePaper } = await import('#server/kernel/office/paper.ts')
  return writePaper(paper.content)
}
