import type { EntryImportState } from '#domain/collection/entryImport.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Database } from '#server/kernel/db.ts'

/** Work of one import that waits twice is done once. */
export const keyOfJob = (importId: string): string => `entryImport:${importId}`

/** An import as its job finds it; `today` and `now` are of the office's clock. */
export type Import = {
  readonly id: string
  readonly personId: string
  readonly divisionId: string
  readonly state: EntryImportState
  readonly fileName: string
  readonly fileDigest: string
  readonly fileSize: number
  readonly accepted: number
  readonly attempts: number
  readonly today: string
  readonly now: string
}
/** One connection of its own: what it holds is let go of when the process ends, however it ends. */
export type Connection = Database

/** Ends an import without anything written, with the sentence for its person. */
export class ImportFailed extends Error {
  readonly text: Text
  constructor(text: Text) {
    super(text.en)
    this.text = text
  }
}
/** The person cancelled it meanwhile, or it is gone: there is nothing more to do. */
export class ImportEnded extends Error {}
