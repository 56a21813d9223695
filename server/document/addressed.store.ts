import { sql } from 'kysely'
import type { Actor } from '#domain/kernel/actor.ts'

/** A bulletin to some divisions is theirs, and that of whoever took one of them over. */
export const isAddressed = ({ divisionId }: Actor) =>
  sql<boolean>`(document.subject <> 'bulletin' or bulletin.to_all or exists (
    select from document_receipt receipt where receipt.document_id = document.id
      and heir_of(receipt.division_id) = ${divisionId}::uuid))`
