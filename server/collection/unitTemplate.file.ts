import type { UnitTable } from '#domain/collection/unitTemplate.fill.ts'
import type { TemplateSheet } from '#domain/kernel/templateSheet.ts'
import { Invalid } from '#server/kernel/errors.ts'
import { contentOf, type FileStore } from '#server/kernel/files.ts'
import { fillTemplate, readTemplate } from '#server/kernel/office/fillTemplate.ts'

/** The sheets of a stored template. It was read when it was taken in, so it is read again. */
export async function sheetsOf(files: FileStore, digest: string): Promise<TemplateSheet[]> {
  const read = await readTemplate(await contentOf(files, digest))
  if (!read.ok) throw new Error(`a stored template cannot be read: ${read.message.en}`)
  return read.sheets
}

/** Refuses an uploaded file that cannot be a template, beside the field that names it. */
export async function demandTemplate(files: FileStore, digest: string): Promise<TemplateSheet[]> {
  const read = await readTemplate(await contentOf(files, digest))
  if (!read.ok) throw new Invalid([{ path: 'body.fileId', message: read.message }])
  return read.sheets
}

/** The unit's form with its cells filled. A draft may name cells that cannot be: the sentence says which. */
export async function workbookOf(files: FileStore, { fileDigest, filled }: UnitTable): Promise<Buffer> {
  const written = await fillTemplate(await contentOf(files, fileDigest), filled)
  if (!written.ok) throw new Invalid([{ path: 'template', message: written.message }])
  return written.bytes
}
