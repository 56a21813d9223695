/** The look of the states of a bulletin's document. */
export const stageOfBulletin = {
  drafted: 'open',
  checked: 'submitted',
  signedOff: 'accepted',
  issued: 'reported',
  withdrawn: 'upcoming',
} as const
