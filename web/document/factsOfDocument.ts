import type { OfficialDocument } from '#domain/document/officialDocument.api.ts'
import type { DocumentFacts } from '#domain/document/officialDocument.ts'

/** The document as its transitions ask about it. */
export const factsOf = ({
  state,
  draftedBy,
  checkedBy,
  isPlanCurrent,
  cosignatures,
}: OfficialDocument): DocumentFacts => ({
  ...{ state, draftedBy, checkedBy, isPlanCurrent },
  unsettled: cosignatures.filter(({ isSettled }) => !isSettled).map(({ division }) => division.name),
})
